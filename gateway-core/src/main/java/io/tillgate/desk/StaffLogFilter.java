package io.tillgate.desk;

import io.tillgate.order.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the log to list, the newest first. A null means "any".
 *
 * @param actor a person, however the login is typed
 * @param olderThan keyset paging: list what came before this entry
 */
public record StaffLogFilter(
        @Nullable String actor,
        @Nullable OrderId order,
        @Nullable ActKind kind,
        @Nullable Long olderThan) {

    public static final StaffLogFilter ALL = new StaffLogFilter(null, null, null, null);

    /** The same, behind an entry. */
    public StaffLogFilter olderThan(long id) {
        return new StaffLogFilter(actor, order, kind, id);
    }
}
