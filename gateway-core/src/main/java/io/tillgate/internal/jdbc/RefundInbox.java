package io.tillgate.internal.jdbc;

import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.refund.Refund;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refunds that wait for somebody: whose outcome is unknown, that were refused, and that lack an address, a yes or a hand. */
public final class RefundInbox implements InboxSource {

    private static final Sql LIST = Sql.of("SELECT " + RefundStore.COLUMNS + """
            FROM tillgate.refund r
            WHERE r.state IN ('UNKNOWN', 'REFUSED', 'AWAITING_ADDRESS', 'AWAITING_APPROVAL', 'REQUESTED')
              AND r.updated_at <= :since
              AND (r.updated_at < :since OR ('refund:' || r.id::text) COLLATE "C" < :place)
            ORDER BY r.updated_at DESC, r.id DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS items
            FROM (
                SELECT id
                FROM tillgate.refund
                WHERE state IN ('UNKNOWN', 'REFUSED', 'AWAITING_ADDRESS', 'AWAITING_APPROVAL', 'REQUESTED')
                LIMIT :counted_max) AS waiting
            """);

    private static final OneKind WAITING = new OneKind(InboxKind.REFUND, Duration.ZERO, LIST, COUNT);

    @Override
    public Set<InboxKind> kinds() {
        return WAITING.kinds();
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return WAITING.items(connection, window, row -> item(RefundStore.map(row)));
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        return WAITING.counts(connection, now);
    }

    private static InboxItem item(Refund refund) {
        return new InboxItem(
                "refund:" + refund.id(),
                InboxKind.REFUND,
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
            case AWAITING_APPROVAL -> "a second person has to approve it.";
            case REQUESTED -> "a person has to send the coins and record the transaction.";
            case SENDING, SENT, RECORDED_BY_HAND, CANCELLED -> "nothing to do.";
        };
    }
}
