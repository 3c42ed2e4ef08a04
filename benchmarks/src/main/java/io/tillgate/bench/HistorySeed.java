package io.tillgate.bench;

import io.tillgate.Gateway;
import io.tillgate.migrations.TillgateMigrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Three years of a shop, the same ones each time: orders of every status and anomaly, with quotes, invoices, two payment facts an
 * order, notifications, journal and delivered events; what staff did is {@link HistoryDesk}'s, statements, books and figures are
 * {@link HistoryBooks}'. Everything follows from the number of an order. Indexes are built after the rows. See "Admin pages"
 * in benchmarks/README.md.
 */
final class HistorySeed {

    /** What is made in one transaction. */
    private static final int ORDERS_PER_BATCH = 250_000;

    private static final long YEARS_3_MILLIS = 3L * 365 * 24 * 3600 * 1000;

    /** Orders of each exception, about, however many orders there are. */
    private static final long EXCEPTIONS_OF_A_KIND = 3000;

    private static final String VACUUM = "VACUUM (FREEZE, ANALYZE)";

    private static final String SCHEMA = """
            CREATE SCHEMA history;
            CREATE TABLE history.seed (
                orders bigint NOT NULL, first_millis bigint NOT NULL, next_order bigint NOT NULL, stated_orders bigint NOT NULL,
                crowded_order uuid, last_line bigint, last_day date);
            CREATE FUNCTION history.order_id(millis bigint, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN (lpad(to_hex(millis), 12, '0') || '7' || lpad(to_hex(number & 4095), 3, '0')
                || '8' || substr(md5(number::text), 1, 15))::uuid;
            """;

    /** One row an order, from which all tables are made. */
    private static final String MADE = """
            CREATE TEMP TABLE made ON COMMIT DROP AS
            SELECT n, history.order_id(millis, n) AS id, md5('payment ' || n) AS payment, to_timestamp(millis / 1000.0) AS at,
                   luck, CASE WHEN luck %% 3 = 0 THEN 'WEB-' || lpad(to_hex(n * 2654435761 & 4294967295), 8, '0')
                       WHEN luck %% 3 = 1 THEN 'SHOP-' || n ELSE to_char(to_timestamp(millis / 1000.0), 'YYYY/MM/') || n END AS reference,
                   CASE WHEN luck %% 100 < 88 THEN 'mtgox' WHEN luck %% 100 < 99 OR n > %2$d / 3 THEN 'btcpay' ELSE 'node' END
                     AS processor,
                   (ARRAY['EUR', 'EUR', 'EUR', 'USD', 'USD', 'JPY', 'BTC'])[1 + luck %% 7] AS currency,
                   500 + luck / 7 %% 20000 AS price, 20000 + luck %% 9999991 AS due,
                   CASE WHEN kind < 6 THEN (ARRAY['UNDERPAID', 'OVERPAID', 'PAID_LATE', 'MISMATCH', 'REVERSED',
                       'MARKED_BY_HAND'])[1 + kind] ELSE 'NONE' END AS anomaly,
                   CASE WHEN n > %2$d - 40 THEN 'AWAITING_PAYMENT' WHEN n > %2$d - 60 THEN 'SUBMITTED' WHEN kind IN (0, 3, 4) OR luck %% 1000 >= 870 AND kind > 5 THEN
                       CASE WHEN luck %% 1000 < 960 THEN 'EXPIRED' WHEN luck %% 1000 < 996 THEN 'CANCELLED' ELSE 'DECLINED' END
                       ELSE 'PAID' END AS status
            FROM (SELECT n, %1$d + n * %3$d AS millis, hashint8(n * 7919)::bigint & 2147483647 AS luck,
                         (hashint8(n * 104729 + 1)::bigint & 2147483647) %% %4$d AS kind
                  FROM generate_series(%5$d::bigint, %6$d::bigint) AS n) AS numbered
            """;

    private static final List<String> INSERTS = List.of("""
            INSERT INTO tillgate.quote (
                id, price_currency, price_amount, due_amount, rate, rate_as_of, evidence, quoted_at, expires_at)
            SELECT id, currency, price, due, rate, at, jsonb_build_object('age_max', 'PT5M', 'side', 'BID', 'tickers', jsonb_build_array(
                       jsonb_build_object('source', 'kraken', 'bid', rate::text, 'ask', (rate + 1)::text,
                           'as_of', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))), at, at + interval '15 minutes'
            FROM (SELECT *, greatest(1, round(price * 1000000.0 / due, 2)) AS rate FROM made WHERE currency <> 'BTC') AS priced
            """, """
            INSERT INTO tillgate.merchant_order (
                id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, quote_id, description,
                shop_data, return_url, created_at, expires_at, status, anomaly, review, odd_at, received_amount, invoice_standing,
                payment_url, updated_at)
            SELECT id, reference, 1, processor, currency, CASE WHEN currency = 'BTC' THEN due ELSE price END, 'BTC', due,
                   CASE WHEN currency <> 'BTC' THEN id END,
                   (ARRAY['Two', 'One', 'A pair of', '12', 'Blaue', 'Синие'])[1 + luck % 6] || ' '
                       || (ARRAY['mugs', 'scarf', 'books', 'posters', 'Тапочки', '靴下', 'lamp'])[1 + luck / 11 % 7]
                       || CASE WHEN luck % 13 = 0 THEN ' and a gift card' ELSE '' END
                       || CASE WHEN luck % 5003 = 0 THEN ' engraved' ELSE '' END,
                   'basket ' || n, 'https://shop.example/thanks/' || n, at, at + interval '15 minutes', status, anomaly,
                   CASE WHEN anomaly IN ('UNDERPAID', 'OVERPAID', 'REVERSED') AND luck % 5 = 0 THEN ARRAY[anomaly] ELSE '{}' END,
                   CASE WHEN anomaly IN ('UNDERPAID', 'OVERPAID', 'REVERSED') AND luck % 5 = 0 THEN at + interval '9 minutes' END,
                   CASE WHEN status <> 'PAID' OR anomaly = 'MARKED_BY_HAND' THEN 0
                       WHEN anomaly = 'OVERPAID' THEN due + 1000 ELSE due END,
                   CASE WHEN status = 'SUBMITTED' OR status = 'EXPIRED' AND luck % 10007 = 1 THEN 'UNKNOWN' ELSE 'LIVE' END,
                   'https://payment.example/merchant/order/' || n, at + interval '9 minutes'
            FROM made
            """, """
            INSERT INTO tillgate.order_search (order_id, processor, due_currency, due_amount, price_currency, price_amount)
            SELECT id, processor, due_currency, due_amount, price_currency, price_amount
            FROM tillgate.merchant_order
            WHERE id IN (SELECT id FROM made)
            """, """
            INSERT INTO tillgate.order_word (word, order_id)
            SELECT word, o.id
            FROM tillgate.merchant_order o
            CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', o.description))) AS word
            WHERE id IN (SELECT id FROM made)
            ORDER BY word, o.id
            """, """
            INSERT INTO tillgate.invoice (
                id, order_id, processor, processor_invoice_id, state, payment_url, requested_at, answered_at, next_check_at)
            SELECT overlay(id::text placing '9' from 20 for 1)::uuid, id, processor,
                   CASE WHEN status <> 'SUBMITTED' THEN 'invoice-' || n END,
                   CASE WHEN status <> 'SUBMITTED' THEN 'CREATED' ELSE 'UNKNOWN' END,
                   'https://payment.example/merchant/order/' || n, at, at, 'infinity'
            FROM made
            """, """
            INSERT INTO tillgate.payment (
                order_id, payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at, recorded_at)
            SELECT id, payment || suffix, 0, state, 'BTC', CASE WHEN state = 'CONFIRMED' THEN due / parts ELSE 0 END,
                   CASE WHEN state = 'PENDING' THEN due ELSE 0 END, at + later, at + later
            FROM made,
                 (VALUES ('', 'PENDING', 1, interval '3 minutes', 1), ('', 'CONFIRMED', 1, interval '9 minutes', 1),
                     ('-2', 'REVERSED', 1, interval '10 minutes', 3)) AS fact (suffix, state, parts, later, every)
            WHERE status = 'PAID' AND anomaly <> 'MARKED_BY_HAND' AND luck % every = 0
            ORDER BY n, later
            """, """
            INSERT INTO tillgate.notification (
                id, processor, order_id, processor_invoice_id, status, outcome, body_hash, body, received_at)
            SELECT overlay(id::text placing 'a' from 20 for 1)::uuid, processor, id, 'invoice-' || n,
                   CASE WHEN status = 'PAID' THEN 'paid' ELSE 'cancelled' END,
                   CASE WHEN anomaly = 'MISMATCH' AND luck % 5 = 0 THEN 'REVIEW' ELSE 'APPLIED' END, md5(n::text)::uuid,
                   convert_to('id=invoice-' || n || '&status=paid&amount=' || due || '&currency=BTC&payment_id=' || payment
                       || '&data=' || id || '.c0ffee', 'UTF8'), at + interval '9 minutes'
            FROM made
            WHERE status NOT IN ('SUBMITTED', 'AWAITING_PAYMENT')
            """, """
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor)
            SELECT id, at + later, before, coalesce(after, status), CASE WHEN after IS NULL THEN anomaly ELSE 'NONE' END,
                   CASE WHEN after IS NULL AND status = 'PAID' THEN due ELSE 0 END, 0, cause, actor
            FROM made,
                 (VALUES ('SUBMITTED', 'SUBMITTED', 'checkout', 'shop', interval '0'),
                         ('SUBMITTED', 'AWAITING_PAYMENT', 'invoice created', 'mtgox', interval '1 second'),
                         ('AWAITING_PAYMENT', NULL, 'notification', 'mtgox', interval '9 minutes'))
                   AS entry (before, after, cause, actor, later)
            WHERE after IS NOT NULL OR status NOT IN ('SUBMITTED', 'AWAITING_PAYMENT')
            ORDER BY n, later
            """, """
            INSERT INTO tillgate.outbox (
                consumer, order_id, type, status, anomaly, received_amount, at, attempts, next_attempt_at, delivered_at, parked_at,
                last_error)
            SELECT 'listener', id, 'ORDER_' || status, status, anomaly, 0, at + interval '9 minutes',
                   CASE WHEN luck % 20011 = 7 THEN 12 ELSE 1 END, at + interval '10 minutes',
                   CASE WHEN luck % 20011 <> 7 THEN at + interval '9 minutes' END,
                   CASE WHEN luck % 20011 = 7 THEN at + interval '1 day' END,
                   CASE WHEN luck % 20011 = 7 THEN 'IllegalStateException: the stock says no' END
            FROM made
            WHERE status NOT IN ('SUBMITTED', 'AWAITING_PAYMENT')
            """);

    private final Connection connection;
    private final Consumer<String> progress;

    private HistorySeed(Connection connection, Consumer<String> progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * Makes the history in a database that has none, or brings the schema of an earlier run to its version.
     *
     * @param gateway closes days
     */
    static void open(DataSource database, long orders, Function<DataSource, Gateway> gateway, Consumer<String> progress)
            throws SQLException {
        TillgateMigrations.migrate(database);
        try (Connection connection = database.getConnection()) {
            if (Query.text(connection, "SELECT to_regnamespace('history') IS NULL")
                    .equals("t")) {
                new HistorySeed(connection, progress).make(orders, gateway.apply(database));
            }
        }
    }

    private void make(long orders, Gateway gateway) throws SQLException {
        Query.run(connection, SCHEMA);
        long step = YEARS_3_MILLIS / orders;
        long first = System.currentTimeMillis() - orders * step - 60_000;
        long stated = Math.max(orders / 10, orders - HistoryBooks.ORDERS_NOT_STATED_MAX);
        Query.run(connection, "INSERT INTO history.seed VALUES (" + orders + ", " + first + ", 1, " + stated + ")");
        List<String> indexes = dropIndexes();
        connection.setAutoCommit(false);
        // No trigger and no foreign key for each row: every row refers to an order of its own batch.
        Query.run(connection, "SET session_replication_role = replica");
        for (long from = 1; from <= orders; from += ORDERS_PER_BATCH) {
            makeBatch(orders, first, step, from, Math.min(orders, from + ORDERS_PER_BATCH - 1));
        }
        connection.setAutoCommit(true);
        for (String insert : HistoryDesk.ONCE) {
            Query.run(connection, insert);
        }
        HistoryBooks.makeDiscrepancies(connection);
        progress.accept("made statements");
        for (String index : indexes) {
            Query.run(connection, index);
        }
        progress.accept("made " + indexes.size() + " indexes");
        Query.run(connection, VACUUM);
        HistoryBooks.makeDays(connection, gateway);
        progress.accept("made days");
        Query.run(connection, VACUUM);
        Query.run(connection, "CHECKPOINT");
    }

    private void makeBatch(long orders, long first, long step, long from, long to) throws SQLException {
        long kinds = Math.max(8, orders / EXCEPTIONS_OF_A_KIND);
        Query.run(connection, MADE.formatted(first, orders, step, kinds, from, to));
        Query.run(connection, "ANALYZE made");
        for (List<String> inserts : List.of(INSERTS, HistoryDesk.INSERTS, HistoryBooks.INSERTS)) {
            for (String insert : inserts) {
                Query.run(connection, insert);
            }
        }
        Query.run(connection, "UPDATE history.seed SET next_order = " + (to + 1));
        connection.commit();
        progress.accept("made " + to + " orders");
    }

    /** Gives what makes them again. Those of constraints stay: their keys grow with the order's number. */
    private List<String> dropIndexes() throws SQLException {
        List<String> made = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
                        FROM pg_index i
                        JOIN pg_class c ON c.oid = i.indexrelid
                        WHERE c.relnamespace = 'tillgate'::regnamespace
                          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
                        """);
                ResultSet indexes = statement.executeQuery()) {
            while (indexes.next()) {
                names.add(indexes.getString(1));
                made.add(indexes.getString(2));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute("DROP INDEX " + name);
            }
        }
        return made;
    }
}
