package io.tillgate.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the log.
 *
 * @param next where the next page starts; null on the last page
 */
public record StaffLogPage(
        List<StaffLogEntry> entries, @Nullable Long next) {
    public StaffLogPage {
        entries = List.copyOf(entries);
    }
}
