package io.tillgate.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Looks in the tables for every notification that was acknowledged.
 *
 * @param acknowledged how many were looked for
 * @param lost those that miss their notification, payment, PAID order, journal entry or event
 * @param doubled those of which one of these is there twice
 */
record RowCheck(long acknowledged, long lost, long doubled) {

    private static final int IDS_PER_STATEMENT = 50_000;

    private static final String COUNT = """
            SELECT count(*),
                   count(*) FILTER (WHERE NOT paid OR least(notifications, payments, entries, events) < 1),
                   count(*) FILTER (WHERE greatest(notifications, payments, entries, events) > 1)
            FROM (
                SELECT EXISTS (
                           SELECT FROM tillgate.merchant_order o
                           WHERE o.id = a.order_id AND o.status = 'PAID' AND o.anomaly = 'NONE' AND o.review = '{}'
                             AND o.received_amount = o.due_amount AND o.pending_amount = 0) AS paid,
                       (SELECT count(*) FROM tillgate.notification n
                        WHERE n.order_id = a.order_id AND n.outcome <> 'REFUSED') AS notifications,
                       (SELECT count(*) FROM tillgate.payment p
                        WHERE p.order_id = a.order_id AND p.state = 'CONFIRMED') AS payments,
                       (SELECT count(*) FROM tillgate.journal j
                        WHERE j.order_id = a.order_id AND j.status_after = 'PAID') AS entries,
                       (SELECT count(*) FROM tillgate.outbox e
                        WHERE e.order_id = a.order_id AND e.type = 'ORDER_PAID') AS events
                FROM bench.acknowledged a) AS found
            """;

    static RowCheck of(DataSource database, Wire wire, List<Ipns> sent) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Query.run(connection, "TRUNCATE bench.acknowledged");
            for (Ipns ipns : sent) {
                insert(connection, wire, ipns.acknowledgedOrders());
            }
            Query.run(connection, "ANALYZE bench.acknowledged");
            Query.run(connection, "ANALYZE tillgate.payment, tillgate.notification, tillgate.journal, tillgate.outbox");
            try (PreparedStatement statement = connection.prepareStatement(COUNT);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new RowCheck(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        }
    }

    private static void insert(Connection connection, Wire wire, long[] orders) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO bench.acknowledged SELECT unnest(?::uuid[])")) {
            for (int from = 0; from < orders.length; from += IDS_PER_STATEMENT) {
                UUID[] ids = LongStream.range(from, Math.min(orders.length, from + IDS_PER_STATEMENT))
                        .mapToObj(i -> wire.orderId(orders[(int) i]).value())
                        .toArray(UUID[]::new);
                statement.setArray(1, connection.createArrayOf("uuid", ids));
                statement.executeUpdate();
            }
        }
    }
}
