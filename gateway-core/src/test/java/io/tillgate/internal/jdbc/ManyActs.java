package io.tillgate.internal.jdbc;

import io.tillgate.testing.TestPostgres;

/** What staff, statements and processors left on the orders of {@link ManyOrders}: each kind, the rare ones rare. */
final class ManyActs {

    private static final String SCRIPT = """
            CREATE TEMP TABLE act AS
            SELECT row_number() OVER (ORDER BY id) AS n, id, created_at AS at FROM tillgate.merchant_order;
            UPDATE tillgate.merchant_order SET status = 'EXPIRED', invoice_standing = 'UNKNOWN'
            WHERE id IN (SELECT id FROM act WHERE n % 1000 = 17);
            UPDATE tillgate.notification SET outcome = 'REVIEW' WHERE id IN (SELECT id FROM act WHERE n % 400 = 3);
            UPDATE tillgate.outbox SET delivered_at = NULL, parked_at = at WHERE order_id IN (SELECT id FROM act WHERE n % 900 = 5);
            INSERT INTO tillgate.refund (
                id, order_id, request, processor, way, basis, received, amount, state, detail, actor, reason, created_at, updated_at,
                next_check_at)
            SELECT id, id, id, 'mtgox', 'SEND', 'AS_PAID', 1000, 1000, CASE WHEN n % 1000 = 0 THEN 'UNKNOWN' ELSE 'SENT' END, '',
                   'ann', 'sent back', at, at, 'infinity'
            FROM act WHERE n % 5 = 0;
            INSERT INTO tillgate.refund_step (refund_id, at, state, actor, reason)
            SELECT id, updated_at, state, actor, reason FROM tillgate.refund;
            INSERT INTO tillgate.staff_log (request, at, actor, person, kind, order_id, reason, outcome)
            SELECT id, at, 'p' || n % 20, 'p' || n % 20, CASE WHEN n % 2000 = 0 THEN 'CREDIT' ELSE 'LOOKED_AT' END, id, '', 'done'
            FROM act;
            INSERT INTO tillgate.saved_view (id, name, query, owner, person, audience, saved_at)
            SELECT id, 'view ' || n, '', 'p' || n, 'p' || n, 'OWNER', at FROM act WHERE n % 10 = 0;
            INSERT INTO tillgate.approval (
                id, kind, order_id, subject, currency, amount, terms, summary, requested_by, reason, requested_at, expires_at,
                state)
            SELECT id, 'MARK_PAID', id, id::text, 'BTC', 1000, '{}', 'mark it', 'ann', 'paid in cash', at, 'infinity',
                   CASE WHEN n % 1000 = 0 THEN 'WAITING' ELSE 'DONE' END
            FROM act WHERE n % 5 = 1;
            INSERT INTO tillgate.statement_line (
                run_id, processor, currency, line_key, content_hash, at, type, amount, balance, matched_by, order_id, entry_id)
            SELECT '018f0000-0000-7000-8000-000000000001', 'mtgox', 'BTC', id, id, at, 'in', 1000, n * 1000,
                   CASE WHEN n % 3000 = 0 THEN 'NOTHING' ELSE 'PAYMENT_ID' END, CASE WHEN n % 3000 <> 0 THEN id END,
                   CASE WHEN n % 3000 <> 0 THEN md5('payment ' || n) END
            FROM act WHERE n < 40000 ORDER BY n;
            INSERT INTO tillgate.reconcile_run (
                id, processor, source, actor, at, period_from, period_to, lines_read, lines_new, lines_matched, lines_ambiguous,
                lines_unmatched, opened, gone, first_line, last_line)
            SELECT run_id, 'mtgox', 'CSV', 'ann', max(at), min(at), max(at), count(*), count(*), count(*), 0, 0, 0, 0, min(id), max(id)
            FROM tillgate.statement_line GROUP BY run_id;
            INSERT INTO tillgate.discrepancy (
                processor, currency, kind, subject, order_id, entry_id, here_amount, there_amount, detail, at, state, opened_at, run_id)
            SELECT 'mtgox', 'BTC', 'AMOUNT', 'payment:' || id || ':x', id, 'x', 1000, 900, 'another amount', at,
                   CASE WHEN n % 2000 = 0 THEN 'OPEN' WHEN n % 80 = 0 THEN 'RESOLVED' ELSE 'GONE' END, at, '018f0000-0000-7000-8000-000000000001'
            FROM act WHERE n < 40000 AND n % 4 = 0;
            """;

    private ManyActs() {}

    static void fill(TestPostgres postgres) {
        postgres.run(SCRIPT);
        postgres.run("VACUUM ANALYZE");
    }
}
