package io.tillgate.bench;

import java.util.List;

/**
 * What staff did in three years, and what waits for them: refunds of each state, the staff log, approvals, waivers, saved views,
 * notifications of nobody's order, and what a node of the shop's own saw. Statements on {@code made}, see {@link HistorySeed}.
 */
final class HistoryDesk {

    /** For each batch of orders. */
    static final List<String> INSERTS = List.of("""
            INSERT INTO tillgate.refund (
                id, order_id, request, processor, way, basis, received, amount, state, detail, address, transaction_id, actor, reason,
                created_at, updated_at, next_check_at)
            SELECT overlay(id::text placing 'b' from 20 for 1)::uuid, id, md5('refund ' || n)::uuid, processor,
                   CASE WHEN state IN ('REQUESTED', 'RECORDED_BY_HAND') THEN 'BY_HAND' WHEN processor = 'mtgox' THEN 'SEND'
                       ELSE 'CLAIM_LINK' END,
                   'AS_PAID', due, due / (1 + luck % 3), state,
                   CASE WHEN state IN ('REFUSED', 'UNKNOWN') THEN 'the processor: not enough funds' ELSE '' END,
                   CASE WHEN state <> 'AWAITING_ADDRESS' THEN '1BoatSLRHtKNngkdXEoobR76b53LETtpyT' END,
                   CASE WHEN state IN ('SENT', 'RECORDED_BY_HAND') THEN md5('r' || n) || md5('t' || n) END,
                   'staff' || luck % 20, 'the buyer sent it back', at + interval '2 days', at + interval '3 days', 'infinity'
            FROM (
                SELECT *, CASE WHEN pick < 170 THEN 'SENT' WHEN pick < 190 THEN 'RECORDED_BY_HAND' ELSE (ARRAY['CANCELLED',
                           'CANCELLED', 'CANCELLED', 'CANCELLED', 'REFUSED', 'UNKNOWN', 'AWAITING_ADDRESS', 'AWAITING_APPROVAL',
                           'REQUESTED', 'SENDING'])[pick - 189] END AS state
                FROM (SELECT *, luck / 307 % 200 AS pick FROM made
                      WHERE status = 'PAID' AND anomaly <> 'MARKED_BY_HAND' AND luck % 307 = 5) AS picked) AS refunded
            """, """
            INSERT INTO tillgate.refund_step (refund_id, at, state, actor, reason)
            SELECT r.id, step.at, step.state, r.actor, r.reason
            FROM tillgate.refund r
            JOIN made ON made.id = r.order_id,
                 LATERAL (VALUES (r.created_at, 'REQUESTED'), (r.updated_at, r.state)) AS step (at, state)
            WHERE step.state <> 'REQUESTED' OR step.at = r.created_at
            ORDER BY r.id, step.at
            """, """
            INSERT INTO tillgate.refund_send (refund_id, attempt, line_index, called_at, outcome)
            SELECT r.id, 1, 2 * made.n, r.updated_at, CASE WHEN r.state = 'SENT' THEN 'SENT' ELSE 'UNKNOWN' END
            FROM tillgate.refund r
            JOIN made ON made.id = r.order_id
            WHERE r.way = 'SEND' AND r.state IN ('SENT', 'UNKNOWN')
            """, """
            INSERT INTO tillgate.refund_line (processor, line_index, refund_id)
            SELECT r.processor, 2 * made.n + 1, r.id
            FROM tillgate.refund r
            JOIN made ON made.id = r.order_id
            WHERE r.way = 'SEND' AND r.state = 'SENT'
            """, """
            INSERT INTO tillgate.waiver (order_id, amount, actor, reason, at, kind)
            SELECT id, due, 'staff' || luck % 20, 'paid in cash at the counter', at + interval '1 day', 'MARKED_PAID'
            FROM made
            WHERE anomaly = 'MARKED_BY_HAND'
            """, """
            INSERT INTO tillgate.staff_log (
                request, at, actor, person, kind, order_id, currency, amount, reason, outcome)
            SELECT md5('act ' || n)::uuid, at, 'staff' || luck % 20, 'staff' || luck % 20, kind,
                   CASE WHEN kind NOT IN ('ENTER', 'EXPORT') THEN id END, CASE WHEN kind IN ('REFUND', 'CREDIT', 'MARK_PAID') THEN 'BTC' END,
                   CASE WHEN kind IN ('REFUND', 'CREDIT', 'MARK_PAID') THEN due END, CASE WHEN kind = 'ENTER' THEN '' ELSE 'as agreed' END,
                   'done'
            FROM (SELECT *, CASE WHEN luck % 100 < 55 THEN 'LOOKED_AT' WHEN luck % 100 < 80 THEN 'ENTER' WHEN luck % 100 < 90 THEN 'RECHECK'
                             WHEN luck % 100 < 97 THEN 'REFUND' WHEN luck % 100 < 99 THEN 'MARK_PAID' WHEN luck % 1000 < 999 THEN 'EXPORT'
                             ELSE 'CREDIT' END AS kind
                  FROM made WHERE n % 50 = 0) AS acts
            ORDER BY n
            """, """
            INSERT INTO tillgate.approval (
                id, kind, order_id, subject, currency, amount, terms, summary, requested_by, reason, requested_at, expires_at, state, decided_by,
                decision_reason, decided_at, outcome)
            SELECT overlay(id::text placing '8' from 20 for 1)::uuid, 'MARK_PAID', id, id::text, 'BTC', due, '{}',
                   'Mark order ' || reference || ' as paid', 'staff' || luck % 20, 'paid in cash', at, at + interval '3 days',
                   CASE WHEN at > now() - interval '3 days' THEN 'WAITING' WHEN luck % 10 = 0 THEN 'REJECTED' ELSE 'DONE' END,
                   CASE WHEN at <= now() - interval '3 days' THEN 'boss' END, CASE WHEN at <= now() - interval '3 days' THEN 'fine' END,
                   CASE WHEN at <= now() - interval '3 days' THEN at + interval '1 hour' END,
                   CASE WHEN at <= now() - interval '3 days' THEN 'done' END
            FROM made
            WHERE n % 2000 = 1
            """, """
            INSERT INTO tillgate.notification (
                id, processor, order_id, processor_invoice_id, status, outcome, detail, signature, body_hash, body, received_at,
                looked_at)
            SELECT overlay(id::text placing '8' from 20 for 1)::uuid, processor, NULL, 'stranger-' || n, 'paid',
                   CASE WHEN luck % 4 = 0 THEN 'PARKED' ELSE 'REFUSED' END, 'it is about no order of ours', 'c2lnbmVk',
                   md5('stranger ' || n)::uuid, convert_to('id=stranger-' || n || '&status=paid', 'UTF8'), at,
                   CASE WHEN luck % 4 = 0 AND luck % 10 < 7 THEN at + interval '1 day' END
            FROM made
            WHERE luck % 5003 = 17
            """, """
            INSERT INTO tillgate.chain_address (
                account, address_index, processor, order_id, address, script, confirmations_needed, created_at)
            SELECT 'history', n, 'node', id, 'bc1q' || substr(md5('address ' || n), 1, 32) || substr(md5('more ' || n), 1, 6),
                   decode('0014' || md5('script ' || n), 'hex'), 1, at
            FROM made
            WHERE processor = 'node'
            """, """
            INSERT INTO tillgate.chain_payment (
                processor, txid, vout, order_id, amount, place, height, confirmations_needed, told, replaceable, spends, seen_at)
            SELECT 'node', decode(md5('tx' || n) || md5('id' || n), 'hex'), 0, id, due, 'BLOCK', 800000 + n / 1000, 1, 'CONFIRMED', false,
                   ''::bytea, at
            FROM made
            WHERE processor = 'node' AND status = 'PAID'
            """);

    /** When all orders are there. */
    static final List<String> ONCE = List.of(
            """
            INSERT INTO tillgate.chain_account (account, next_index)
            SELECT 'history', orders + 1 FROM history.seed
            """,
            """
            INSERT INTO tillgate.chain_cursor (processor, leased_until) VALUES ('node', now())
            """,
            """
            INSERT INTO tillgate.saved_view (id, name, query, owner, person, audience, saved_at)
            SELECT md5('view ' || n)::uuid, 'View ' || n, 'status=PAID&q=lamp' || n, person, person,
                   CASE WHEN n % 2 = 0 THEN 'EVERYBODY' ELSE 'OWNER' END, now()
            FROM (SELECT n, CASE WHEN n % 4 < 2 THEN 'ann' ELSE 'staff' || n END AS person FROM generate_series(1, 40) AS n) AS made
            """,
            """
            INSERT INTO tillgate.rate_sample (currency, at, price, median, spread_basis_points, standing, sources)
            SELECT 'EUR', at, 30000 + n % 500, 30000 + n % 500, 12, 'FRESH', jsonb_build_array(jsonb_build_object('source', 'kraken',
                       'kind', 'MARKET', 'bid', '29999', 'ask', '30001', 'as_of', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
            FROM (
                SELECT row_number() OVER () AS n, at
                FROM (
                    SELECT generate_series(now() - interval '1 day', now(), interval '1 minute') AS at
                    UNION ALL
                    SELECT generate_series(now() - interval '31 days', now() - interval '1 day', interval '15 minutes')
                    UNION ALL
                    SELECT generate_series(now() - interval '1095 days', now() - interval '31 days', interval '1 day')) AS times) AS samples
            ON CONFLICT DO NOTHING
            """,
            // One order that a broken processor told of again and again: more than its page shows.
            """
            UPDATE history.seed
            SET crowded_order = (
                SELECT id FROM tillgate.merchant_order
                WHERE id > history.order_id(first_millis + orders / 2 * (94608000000 / orders), 0) AND status = 'PAID'
                ORDER BY id LIMIT 1)
            """,
            """
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor)
            SELECT crowded_order, now() + n * interval '1 second', 'PAID', 'PAID', 'NONE', 1000, 0, 'notification', 'mtgox'
            FROM history.seed, generate_series(1, 600) AS n
            """,
            """
            INSERT INTO tillgate.notification (
                id, processor, order_id, processor_invoice_id, status, outcome, body_hash, body, received_at)
            SELECT md5('crowd ' || n)::uuid, 'mtgox', crowded_order, 'invoice-crowd', 'partial', 'APPLIED', md5('crowd ' || n)::uuid,
                   convert_to(repeat('id=invoice-crowd&status=partial&', 8) || n, 'UTF8'), now()
            FROM history.seed, generate_series(1, 600) AS n
            """,
            """
            INSERT INTO tillgate.payment (
                order_id, payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at, recorded_at)
            SELECT crowded_order, 'crowd-' || n, n, 'CONFIRMED', 'BTC', 1000, 0, now(), now()
            FROM history.seed, generate_series(1, 600) AS n
            """,
            """
            INSERT INTO tillgate.outbox (
                consumer, order_id, type, status, anomaly, received_amount, at, attempts, next_attempt_at, delivered_at)
            SELECT 'listener', crowded_order, 'ORDER_PAID', 'PAID', 'NONE', 1000, now(), 1, now(), now()
            FROM history.seed, generate_series(1, 600) AS n
            """);

    private HistoryDesk() {}
}
