package io.tillgate.internal.jdbc;

import io.tillgate.order.MerchantOrder;
import java.sql.Connection;
import java.sql.SQLException;

/** The first entry of an order's journal; all later ones are written by {@link OrderLedger}. */
public final class JournalStore {

    private static final Sql OPENED = Sql.of("""
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor)
            VALUES (:order_id, :at, :status, :status, :anomaly, 0, 0, 'checkout', 'shop')
            """);

    private JournalStore() {}

    public static void opened(Connection connection, MerchantOrder order) throws SQLException {
        OPENED.on(connection)
                .set("order_id", order.id().value())
                .set("at", order.createdAt())
                .set("status", order.status())
                .set("anomaly", order.anomaly())
                .updateExactly(1);
    }
}
