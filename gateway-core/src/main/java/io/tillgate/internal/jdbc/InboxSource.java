package io.tillgate.internal.jdbc;

import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.InboxPlace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table's share of the inbox. Reads a few rows off an index, however many there are: the inbox is asked for all the time.
 */
public interface InboxSource {

    /** The kinds of its items. */
    Set<InboxKind> kinds();

    /** Items of the window, the newest first; those of one time by their ids, the greatest first. */
    List<InboxItem> items(Connection connection, Window window) throws SQLException;

    /** How many of each kind there are, at most {@link io.tillgate.desk.Inbox#COUNTED_MAX} each. */
    Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException;

    /**
     * Which items are wanted.
     *
     * @param kind one of the source's own, null for all
     * @param behind list what comes behind this place; null for the first items
     */
    record Window(@Nullable InboxKind kind, @Nullable InboxPlace behind, int itemsMax, Instant now) {

        /** After all items. */
        static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

        /** A time that no item comes after. */
        Instant since() {
            return behind == null ? END : behind.since();
        }

        /** Items of just that time come behind when their id is less; none is less than nothing. */
        String id() {
            return behind == null ? "" : behind.id();
        }
    }
}
