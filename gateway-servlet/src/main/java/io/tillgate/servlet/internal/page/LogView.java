package io.tillgate.servlet.internal.page;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.desk.StaffLogPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the log of who did what.
 *
 * @param olderUrl the next page of the same filter; null on the last one
 */
public record LogView(
        StaffLogFilter filter, StaffLogPage page, @Nullable String olderUrl, String csvUrl) {

    public List<ActKind> kinds() {
        return List.of(ActKind.values());
    }

    public boolean isFiltered() {
        return filter.actor() != null || filter.order() != null || filter.kind() != null || filter.olderThan() != null;
    }
}
