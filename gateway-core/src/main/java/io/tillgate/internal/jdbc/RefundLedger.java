package io.tillgate.internal.jdbc;

import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The one place that moves refunds on; when coins went, the shop's event is written along. */
public final class RefundLedger {

    private static final Sql INSERT_EVENTS = Sql.of("""
            INSERT INTO tillgate.outbox (
                consumer, order_id, type, status, anomaly, received_amount, refund_id, at, next_attempt_at)
            SELECT consumer, o.id, 'REFUND_SENT', o.status, o.anomaly, o.received_amount, :refund_id, :now, :now
            FROM tillgate.merchant_order o
            CROSS JOIN unnest(:consumers::text[]) AS consumer
            WHERE o.id = :order_id
            """);

    private final List<String> consumers;

    /** Writes each event once for each of these consumers of events. */
    public RefundLedger(List<String> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    /** Moves a refund on and writes the step; false when it is in none of the states by now, and nothing was written. */
    public boolean move(
            Connection connection, Refund refund, Set<RefundState> from, Move move, RefundBy by, Instant now)
            throws SQLException {
        if (!move.to().went()) {
            return RefundStore.move(connection, refund.id(), from, move, by, now);
        }
        // Whoever writes an event of an order holds the order, so that the ids of its events grow as they are
        // committed.
        RefundStore.lockOrder(connection, refund.orderId());
        boolean moved = RefundStore.move(connection, refund.id(), from, move, by, now);
        if (moved && !consumers.isEmpty()) {
            tell(connection, refund, now);
        }
        return moved;
    }

    private void tell(Connection connection, Refund refund, Instant now) throws SQLException {
        INSERT_EVENTS
                .on(connection)
                .setArray("consumers", "text", consumers.toArray())
                .set("order_id", refund.orderId().value())
                .set("refund_id", refund.id())
                .set("now", now)
                .updateExactly(consumers.size());
        DraftWriter.ANNOUNCE
                .on(connection)
                .set("channel", OrderLedger.CHANNEL)
                .set("payload", refund.orderId().toString())
                .first(row -> true);
    }
}
