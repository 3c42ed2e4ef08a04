package io.tillgate.internal.jdbc;

import io.tillgate.order.OrderId;
import io.tillgate.order.StaffDecision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Rows of {@code decision}, append-only: what people decided about orders. */
public final class DecisionStore {

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.decision (order_id, decision, actor, reason, at)
            VALUES (:order_id, :decision, :actor, :reason, :now)
            """);

    private DecisionStore() {}

    /** Stores a decision that the order's draft took in. */
    public static void insert(Connection connection, OrderId order, StaffDecision decision, Signed by, Instant now)
            throws SQLException {
        INSERT.on(connection)
                .set("order_id", order.value())
                .set("decision", decision)
                .set("actor", by.actor())
                .set("reason", by.reason())
                .set("now", now)
                .updateExactly(1);
    }
}
