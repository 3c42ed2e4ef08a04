package io.tillgate.bench;

import io.tillgate.migrations.TillgateMigrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Fills the tables with open orders as a checkout leaves them: order, invoice and two journal entries. Orders have
 * numbers; ids, amounts and processor ids follow from a number, here and in {@link Wire} alike.
 */
final class OrderSeed {

    private static final int ORDERS_PER_STATEMENT = 200_000;

    /** Orders of a run come after those of the table; ids of the last ones must not lie in the future. */
    private static final long ORDERS_OF_RUNS = 10_000_000;

    private static final String SCHEMA = """
            CREATE SCHEMA bench;
            CREATE TABLE bench.seed (first_order_millis bigint NOT NULL, next_order bigint NOT NULL);
            CREATE TABLE bench.probe (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL);
            CREATE UNLOGGED TABLE bench.acknowledged (order_id uuid NOT NULL);
            CREATE FUNCTION bench.order_id(first_millis bigint, number bigint) RETURNS uuid
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN (lpad(to_hex(first_millis + number * 100), 12, '0')
                || '7' || lpad(to_hex(number & 4095), 3, '0')
                || '8' || substr(md5(number::text), 1, 15))::uuid;
            """;

    private static final String NUMBERS = """
            WITH numbered AS (
                SELECT n, bench.order_id(?, n) AS id, to_timestamp((? + n * 100) / 1000.0) AS created_at
                FROM generate_series(?::bigint, ?::bigint) AS n)
            """;

    private static final List<String> INSERTS = List.of(NUMBERS + """
            INSERT INTO tillgate.merchant_order (
                id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, description,
                shop_data, return_url, created_at, expires_at, status, anomaly, invoice_standing, payment_url, updated_at)
            SELECT id, 'SHOP-' || n, 1, 'mtgox', 'BTC', 1000000 + n % 1000, 'BTC', 1000000 + n % 1000,
                   'Two mugs and a scarf', 'basket ' || n, 'https://shop.example/thanks/' || n, created_at,
                   created_at + interval '365 days', 'AWAITING_PAYMENT', 'NONE', 'LIVE',
                   'https://payment.example/merchant/order/4ad2e6cd-' || n, created_at
            FROM numbered
            """, NUMBERS + """
            INSERT INTO tillgate.invoice (
                id, order_id, processor, processor_invoice_id, state, payment_url, requested_at, answered_at,
                next_check_at)
            SELECT overlay(id::text placing '9' from 20 for 1)::uuid, id, 'mtgox', '4ad2e6cd-' || n, 'CREATED',
                   'https://payment.example/merchant/order/4ad2e6cd-' || n, created_at, created_at, 'infinity'
            FROM numbered
            """, NUMBERS + """
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor)
            SELECT id, created_at, 'SUBMITTED', after, 'NONE', 0, 0, cause, actor
            FROM numbered,
                 (VALUES ('SUBMITTED', 'checkout', 'shop'), ('AWAITING_PAYMENT', 'invoice created', 'mtgox'))
                   AS entry (after, cause, actor)
            """);

    private final DataSource database;
    private final long firstOrderMillis;
    private long next;

    private OrderSeed(DataSource database, long firstOrderMillis, long next) {
        this.database = database;
        this.firstOrderMillis = firstOrderMillis;
        this.next = next;
    }

    /** Brings the schema to its version, and the number of orders to at least this. */
    static OrderSeed open(DataSource database, long orders) throws SQLException {
        TillgateMigrations.migrate(database);
        try (Connection connection = database.getConnection()) {
            if (Query.text(connection, "SELECT to_regnamespace('bench') IS NULL")
                    .equals("t")) {
                Query.run(connection, SCHEMA);
                long first = System.currentTimeMillis() - (orders + ORDERS_OF_RUNS) * Wire.MILLIS_BETWEEN_ORDERS;
                Query.run(connection, "INSERT INTO bench.seed VALUES (" + first + ", 0)");
            }
            OrderSeed seed = new OrderSeed(
                    database,
                    Query.number(connection, "SELECT first_order_millis FROM bench.seed"),
                    Query.number(connection, "SELECT next_order FROM bench.seed"));
            if (seed.next < orders) {
                seed.add(orders - seed.next);
            }
            return seed;
        }
    }

    Wire wire() {
        return new Wire(firstOrderMillis);
    }

    /** How many orders there are. */
    long size() {
        return next;
    }

    /** Adds open orders and gives the number of the first. */
    long add(long count) throws SQLException {
        long first = next;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            // Every row refers to an order of the same statement's numbers; checking a foreign key for each takes long.
            Query.run(connection, "SET session_replication_role = replica");
            while (next < first + count) {
                long last = Math.min(next + ORDERS_PER_STATEMENT, first + count) - 1;
                for (String insert : INSERTS) {
                    insert(connection, insert, next, last);
                }
                next = last + 1;
                Query.run(connection, "UPDATE bench.seed SET next_order = " + next);
                connection.commit();
            }
        }
        return first;
    }

    private void insert(Connection connection, String sql, long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, firstOrderMillis);
            statement.setLong(2, firstOrderMillis);
            statement.setLong(3, from);
            statement.setLong(4, to);
            statement.executeUpdate();
        }
    }
}
