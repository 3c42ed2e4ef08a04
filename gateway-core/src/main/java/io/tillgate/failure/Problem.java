package io.tillgate.failure;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with an input: which field, what its fault is, and what to do about it.
 *
 * <p>Never carries the value of a secret. Safe to show to whoever sent the input.
 *
 * @param field the name under which the sender knows the value, such as {@code amount} or {@code tillgate.mtgox.api-secret}
 * @param fault what is wrong, such as "is negative"
 * @param fix what would be right, such as "send a positive decimal number"
 */
public record Problem(String field, String fault, String fix) {

    public Problem {
        requireNonNull(field, "field");
        requireNonNull(fault, "fault");
        requireNonNull(fix, "fix");
    }

    /** One sentence for a log or an exception: {@code apiSecret is not base64: copy it from the processor's page}. */
    @Override
    public String toString() {
        return field + " " + fault + ": " + fix;
    }
}
