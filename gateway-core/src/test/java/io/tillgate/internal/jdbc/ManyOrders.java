package io.tillgate.internal.jdbc;

import io.tillgate.testing.TestPostgres;

/** Fills a database with orders that differ in all that a list can be narrowed by; the same ones each time. */
final class ManyOrders {

    static final String SCRIPT = """
            CREATE FUNCTION pg_temp.order_id(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
                (lpad(to_hex(1700000000000 + n * 60000), 12, '0') || '7' || lpad(to_hex(n & 4095), 3, '0')
                || '8' || substr(md5(n::text), 1, 15))::uuid;
            CREATE TEMP TABLE made AS
            SELECT n, pg_temp.order_id(n) AS id, to_timestamp((1700000000000 + n * 60000) / 1000.0) AS at,
                   hashint8(n * 7919) & 65535 AS luck
            FROM generate_series(1::bigint, %1$d) AS n;
            INSERT INTO tillgate.merchant_order (
                id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, description,
                created_at, expires_at, status, anomaly, review, invoice_standing, updated_at)
            SELECT id, (ARRAY['SHOP-', 'web/', 'ß'])[1 + n %% 3] || n, 1, CASE WHEN n < %1$d / 50 THEN 'old' ELSE 'mtgox' END,
                   (ARRAY['EUR', 'EUR', 'USD', 'BTC'])[1 + luck %% 4], 1000 + luck %% 4000, 'BTC', CASE WHEN luck %% 4 = 3
                       THEN 1000 + luck %% 4000 ELSE 100000 + luck END,
                   CASE WHEN n < %1$d / 100 THEN 'Weihnachtsstern ' ELSE '' END
                       || (ARRAY['Two mugs', 'A scarf, blue', 'Кружка and a scarf', 'Mugs'])[1 + luck %% 4],
                   at, at + interval '1 hour', CASE WHEN luck %% 10 < 7 THEN 'PAID' WHEN luck %% 10 < 9 THEN 'EXPIRED'
                       WHEN luck %% 500 = 9 THEN 'DECLINED' ELSE 'CANCELLED' END,
                   CASE WHEN luck %% 300 = 0 THEN 'OVERPAID' WHEN luck %% 300 = 7 THEN 'UNDERPAID' ELSE 'NONE' END,
                   CASE WHEN luck %% 700 = 0 THEN ARRAY['OVERPAID'] ELSE '{}' END, 'LIVE', at
            FROM made;
            INSERT INTO tillgate.invoice (id, order_id, processor, processor_invoice_id, state, requested_at, next_check_at)
            SELECT id, id, 'mtgox', 'invoice-' || n, 'CREATED', at, 'infinity' FROM made;
            INSERT INTO tillgate.payment (
                order_id, payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at, recorded_at)
            SELECT id, md5('payment ' || n), 0, 'CONFIRMED', 'BTC', 1000, 0, at, at FROM made;
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor)
            SELECT id, at, 'SUBMITTED', 'PAID', 'NONE', 0, 0, 'checkout', 'shop' FROM made;
            INSERT INTO tillgate.notification (id, processor, order_id, status, outcome, body_hash, body, received_at)
            SELECT id, 'mtgox', id, 'paid', 'APPLIED', md5(n::text)::uuid, 'paid', at FROM made;
            INSERT INTO tillgate.outbox (
                consumer, order_id, type, status, anomaly, received_amount, at, next_attempt_at, delivered_at)
            SELECT 'listener', id, 'ORDER_PAID', 'PAID', 'NONE', 0, at, at, at FROM made;
            ANALYZE;
            """;

    private ManyOrders() {}

    static void fill(TestPostgres postgres, int orders) {
        postgres.run(SCRIPT.formatted(orders));
    }
}
