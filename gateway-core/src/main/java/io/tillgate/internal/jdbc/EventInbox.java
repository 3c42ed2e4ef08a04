package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Events that a consumer refused too often, and that hold back the later ones of their orders. */
public final class EventInbox implements InboxSource {

    private static final Sql LIST = Sql.of("""
            SELECT e.id, e.order_id, e.consumer, e.type, e.attempts, e.parked_at, e.last_error, o.reference
            FROM tillgate.outbox e
            JOIN tillgate.merchant_order o ON o.id = e.order_id
            WHERE e.delivered_at IS NULL
              AND e.parked_at IS NOT NULL
              AND e.parked_at <= :since
              AND (e.parked_at < :since OR ('event:' || e.id::text) COLLATE "C" < :place)
            ORDER BY e.parked_at DESC, ('event:' || e.id::text) COLLATE "C" DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS items
            FROM (
                SELECT id
                FROM tillgate.outbox
                WHERE delivered_at IS NULL
                  AND parked_at IS NOT NULL
                LIMIT :items_max) AS parked
            """);

    private static final OneKind WAITING = new OneKind(InboxKind.POISON_EVENT, Duration.ZERO, LIST, COUNT);

    @Override
    public Set<InboxKind> kinds() {
        return WAITING.kinds();
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return WAITING.items(connection, window, EventInbox::item);
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        return WAITING.counts(connection, now);
    }

    private static InboxItem item(Sql.Row row) throws SQLException {
        String why = Objects.requireNonNullElse(row.textOrNull("last_error"), "no reason given");
        String sentence = "Order " + row.text("reference") + ": " + row.text("consumer") + " refused "
                + row.text("type") + " " + row.smallNumber("attempts") + " times: " + why;
        return new InboxItem(
                "event:" + row.number("id"),
                InboxKind.POISON_EVENT,
                sentence,
                row.instant("parked_at"),
                new OrderId(row.uuid("order_id")),
                Set.of(ActKind.REDELIVER));
    }
}
