package io.tillgate.desk;

import io.tillgate.failure.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;

/** A place in the inbox: behind an item, towards the older ones. */
public record InboxPlace(Instant since, String id) {

    private static final int CHARS_MAX = 300;

    public static InboxPlace behind(InboxItem item) {
        return new InboxPlace(item.since(), item.id());
    }

    /** Reads what {@link #toString} wrote. */
    public static InboxPlace parse(String text) {
        int gap = text.indexOf('~');
        if (gap > 0 && gap < text.length() - 1 && text.length() <= CHARS_MAX && text.indexOf('\0') < 0) {
            try {
                return new InboxPlace(Instant.parse(text.substring(0, gap)), text.substring(gap + 1));
            } catch (DateTimeException notATime) {
                // Told below.
            }
        }
        throw new InvalidInputException("before", "is no place in the inbox", "use the link to older items");
    }

    @Override
    public String toString() {
        return since + "~" + id;
    }
}
