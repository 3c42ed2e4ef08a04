package io.tillgate.internal.jdbc;

import io.tillgate.desk.StaffAct;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Rows of {@code waiver}, append-only: what a person let a buyer off, so that the sums still balance. */
public final class WaiverStore {

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.waiver (order_id, amount, actor, reason, at)
            VALUES (:order_id, :amount, :actor, :reason, :now)
            """);

    private WaiverStore() {}

    public static void insert(Connection connection, OrderId order, Money amount, StaffAct act, Instant now)
            throws SQLException {
        INSERT.on(connection)
                .set("order_id", order.value())
                .set("amount", amount.minorUnits())
                .set("actor", act.actor())
                .set("reason", act.reason())
                .set("now", now)
                .updateExactly(1);
    }
}
