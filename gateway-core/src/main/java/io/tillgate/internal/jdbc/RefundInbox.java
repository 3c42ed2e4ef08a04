package io.tillgate.internal.jdbc;

import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refunds that wait for somebody: whose outcome is unknown, that were refused, and that lack an address, a yes or a hand. */
public final class RefundInbox implements InboxSource {

    private static final Sql LIST = Sql.of("SELECT " + RefundStore.COLUMNS + """
            FROM tillgate.refund r
            WHERE r.state IN ('UNKNOWN', 'REFUSED', 'AWAITING_ADDRESS', 'AWAITING_APPROVAL', 'REQUESTED')
              AND (:kind::text IS NULL OR (r.state = 'AWAITING_APPROVAL') = (:kind::text = 'APPROVAL'))
              AND r.updated_at <= :since
              AND (r.updated_at < :since OR ('refund:' || r.id::text) COLLATE "C" < :place)
            ORDER BY r.updated_at DESC, r.id DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) FILTER (WHERE state = 'AWAITING_APPROVAL') AS to_approve,
                   count(*) FILTER (WHERE state <> 'AWAITING_APPROVAL') AS others
            FROM (
                SELECT state
                FROM tillgate.refund
                WHERE state IN ('UNKNOWN', 'REFUSED', 'AWAITING_ADDRESS', 'AWAITING_APPROVAL', 'REQUESTED')
                LIMIT :counted_max) AS waiting
            """);

    @Override
    public Set<InboxKind> kinds() {
        return Set.of(InboxKind.REFUND, InboxKind.APPROVAL);
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return LIST.on(connection)
                .set("kind", window.kind())
                .set("since", window.since())
                .set("place", window.id())
                .set("items_max", window.itemsMax())
                .rows(row -> item(RefundStore.map(row)));
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        return COUNT.on(connection)
                .set("counted_max", Inbox.COUNTED_MAX)
                .first(row -> Map.of(
                        InboxKind.APPROVAL, row.smallNumber("to_approve"),
                        InboxKind.REFUND, row.smallNumber("others")))
                .orElse(Map.of());
    }

    private static InboxItem item(Refund refund) {
        return new InboxItem(
                "refund:" + refund.id(),
                refund.state() == RefundState.AWAITING_APPROVAL ? InboxKind.APPROVAL : InboxKind.REFUND,
                "Refund of " + refund.amount() + ": " + what(refund),
                refund.updatedAt(),
                refund.orderId(),
                Set.of());
    }

    private static String what(Refund refund) {
        return switch (refund.state()) {
            case UNKNOWN -> "whether it was sent is not known yet; " + refund.detail() + ".";
            case REFUSED -> "nothing was sent; " + refund.detail() + ".";
            case AWAITING_ADDRESS -> "the buyer has not said yet where it is to go.";
            case AWAITING_APPROVAL ->
                refund.startedBy().actor() + " asks for approval ("
                        + refund.startedBy().reason() + ").";
            case REQUESTED -> "a person has to send the coins and record the transaction.";
            case SENDING, SENT, RECORDED_BY_HAND, CANCELLED -> "nothing to do.";
        };
    }
}
