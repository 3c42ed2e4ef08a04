package io.tillgate.internal.jdbc;

import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a source of the inbox whose items are all of one kind lists and counts them.
 *
 * @param ago before now is {@code :long_ago}, where the statements have it; likewise {@code :now}
 * @param list takes {@code :since}, {@code :place} and {@code :items_max}
 * @param count takes {@code :items_max} and what it wants of the others, and gives {@code items}
 */
record OneKind(InboxKind kind, Duration ago, Sql list, Sql count) {

    Set<InboxKind> kinds() {
        return Set.of(kind);
    }

    List<InboxItem> items(Connection connection, InboxSource.Window window, Sql.Mapper<InboxItem> item)
            throws SQLException {
        return at(window.now(), list.on(connection))
                .set("since", window.since())
                .set("place", window.id())
                .set("items_max", window.itemsMax())
                .rows(item);
    }

    Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        int items = at(now, count.on(connection))
                .setIfThere("since", InboxSource.Window.END)
                .setIfThere("place", "")
                .set("items_max", Inbox.COUNTED_MAX)
                .first(row -> row.smallNumber("items"))
                .orElse(0);
        return Map.of(kind, items);
    }

    private Sql.Call at(Instant now, Sql.Call call) {
        return call.setIfThere("now", now).setIfThere("long_ago", now.minus(ago));
    }
}
