package io.tillgate.processor;

import io.tillgate.failure.InvalidInputException;
import java.util.regex.Pattern;

/**
 * Names a configured processor in URLs, rows and pages.
 *
 * @param value 1 to 32 of a-z, 0-9 and hyphen, such as {@code mtgox}
 */
public record ProcessorId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public ProcessorId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInputException(
                    "processor", "is not a processor id", "use 1 to 32 of a-z, 0-9 and hyphen, such as mtgox");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
