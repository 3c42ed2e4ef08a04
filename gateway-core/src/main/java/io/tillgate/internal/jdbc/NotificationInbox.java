package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notifications that match no order or need a person, and that nobody has looked at. */
public final class NotificationInbox implements InboxSource {

    /** One that is a little early finds its order by itself. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Sql LIST = Sql.of("""
            SELECT id, processor, order_id, processor_invoice_id, status, outcome, detail, received_at
            FROM tillgate.notification
            WHERE outcome IN ('PARKED', 'REVIEW')
              AND looked_at IS NULL
              AND (outcome = 'REVIEW' OR received_at < :long_ago)
              AND (:outcome::text IS NULL OR outcome = :outcome)
              AND received_at <= :since
              AND (received_at < :since OR ('notification:' || id::text) COLLATE "C" < :place)
            ORDER BY received_at DESC, id DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT waiting.outcome, count(*) AS items
            FROM (
                SELECT outcome
                FROM tillgate.notification
                WHERE outcome IN ('PARKED', 'REVIEW')
                  AND looked_at IS NULL
                  AND (outcome = 'REVIEW' OR received_at < :long_ago)
                ORDER BY received_at DESC, id DESC
                LIMIT :counted_max) AS waiting
            GROUP BY waiting.outcome
            """);

    @Override
    public Set<InboxKind> kinds() {
        return Set.of(InboxKind.NOTIFICATION_REVIEW, InboxKind.NOTIFICATION_PARKED);
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        InboxKind kind = window.kind();
        return LIST.on(connection)
                .set("long_ago", window.now().minus(PATIENCE))
                .set("outcome", kind == null ? null : outcome(kind))
                .set("since", window.since())
                .set("place", window.id())
                .set("items_max", window.itemsMax())
                .rows(NotificationInbox::item);
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        Map<InboxKind, Integer> counts = new EnumMap<>(InboxKind.class);
        COUNT.on(connection)
                .set("long_ago", now.minus(PATIENCE))
                .set("counted_max", Inbox.COUNTED_MAX)
                .rows(row ->
                        counts.put(kind(row.constant("outcome", NotificationOutcome.class)), row.smallNumber("items")));
        return counts;
    }

    private static InboxItem item(Sql.Row row) throws SQLException {
        NotificationOutcome outcome = row.constant("outcome", NotificationOutcome.class);
        UUID order = row.uuidOrNull("order_id");
        String detail = row.textOrNull("detail");
        String sentence = "A notification of " + row.text("processor") + " says '" + row.text("status") + "'"
                + about(row.textOrNull("processor_invoice_id")) + ": "
                + (detail == null ? "a person has to look" : detail) + ".";
        return new InboxItem(
                "notification:" + row.uuid("id"),
                kind(outcome),
                sentence,
                row.instant("received_at"),
                order == null ? null : new OrderId(order),
                Set.of(ActKind.REPLAY, ActKind.CREDIT, ActKind.LOOKED_AT));
    }

    private static String about(@Nullable String invoiceId) {
        return invoiceId == null ? "" : " of invoice " + invoiceId;
    }

    private static InboxKind kind(NotificationOutcome outcome) {
        return outcome == NotificationOutcome.PARKED ? InboxKind.NOTIFICATION_PARKED : InboxKind.NOTIFICATION_REVIEW;
    }

    private static NotificationOutcome outcome(InboxKind kind) {
        return kind == InboxKind.NOTIFICATION_PARKED ? NotificationOutcome.PARKED : NotificationOutcome.REVIEW;
    }
}
