package io.tillgate.internal.jdbc;

import io.tillgate.internal.id.Uuid7;
import java.time.Instant;

/**
 * What payments and refunds moved at one processor in a stretch of time, as parts of statements: the columns of each stand at
 * its head. Their parameters are set by {@link #in}.
 */
final class Movements {

    private static final String WEIGHT = "CASE q.state WHEN 'PENDING' THEN 0 WHEN 'CONFIRMED' THEN 1 ELSE 2 END";

    /**
     * The orders of other times that facts of the stretch are about. Those before and those behind are asked for apart: of both at
     * once, the block range index would find the blocks of all orders between them.
     */
    private static final String OTHER_ORDERS = """
            (
                SELECT order_id
                FROM tillgate.payment
                WHERE recorded_at >= :starts_at
                  AND recorded_at < :ends_at
                  AND order_id < :first_order::uuid
                UNION
                SELECT order_id
                FROM tillgate.payment
                WHERE recorded_at >= :starts_at
                  AND recorded_at < :ends_at
                  AND order_id >= :end_order::uuid) other
            """;

    /**
     * The facts of the stretch and all that came before them on their payments. Orders are numbered by time, so most that a fact
     * of the stretch is about are one stretch of both primary keys, read in step; orders of other times, whose money came late
     * or early, are looked up one by one.
     */
    private static final String FACTS = """
            SELECT q.*, m.processor, m.reference, m.price_currency AS order_currency, m.price_amount,
                   m.due_currency, m.due_amount, %1$s AS weight
            FROM (
                SELECT *
                FROM tillgate.payment
                WHERE order_id >= :first_order::uuid
                  AND order_id < :end_order::uuid
                OFFSET 0) q
            JOIN tillgate.merchant_order m ON m.id = q.order_id
            WHERE m.id >= :first_order::uuid
              AND m.id < :end_order::uuid
              AND m.processor = :processor
              AND q.recorded_at < :ends_at
            UNION ALL
            SELECT q.*, o.*, %1$s
            FROM %2$s
            CROSS JOIN LATERAL (
                SELECT m.processor, m.reference, m.price_currency, m.price_amount, m.due_currency, m.due_amount
                FROM tillgate.merchant_order m
                WHERE m.id = other.order_id
                OFFSET 0) o
            CROSS JOIN LATERAL (
                SELECT *
                FROM tillgate.payment
                WHERE order_id = other.order_id
                  AND recorded_at < :ends_at
                OFFSET 0) q
            WHERE o.processor = :processor
            """.formatted(WEIGHT, OTHER_ORDERS);

    /**
     * Each fact of the stretch with what it moved: the confirmed amount of its payment after it, less that before. Folded in
     * the order in which the facts were recorded; the value is what the quote makes of both amounts, so that a reversal takes
     * back exactly what the payment brought.
     *
     * <p>Texts are compared by their bytes: which of two comes first does not matter, and a collation costs more than the rest
     * of the fold.
     */
    static final String PAYMENTS = """
            (
            SELECT f.*, f.value_after - f.value_before AS value,
                   sha256(convert_to(concat_ws('|', 'payment', f.order_id, f.payment_id, f.sequence, f.state, f.currency,
                       f.confirmed_amount, f.pending_amount, (extract(epoch FROM f.occurred_at) * 1000000)::bigint,
                       (extract(epoch FROM f.recorded_at) * 1000000)::bigint, f.moved, f.price_currency,
                       f.value_after - f.value_before), 'UTF8')) AS hash
            FROM (
                SELECT s.order_id, s.payment_id, s.sequence, s.state, s.currency, s.confirmed_amount, s.pending_amount,
                       s.occurred_at, s.recorded_at, s.reference, s.confirmed_after - s.confirmed_before AS moved,
                       CASE WHEN s.due_currency = s.currency AND s.order_currency <> s.due_currency THEN s.order_currency
                       END AS price_currency,
                       round(s.confirmed_after::numeric * s.price_amount / s.due_amount)::bigint AS value_after,
                       round(s.confirmed_before::numeric * s.price_amount / s.due_amount)::bigint AS value_before
                FROM (
                    SELECT u.*, lag(u.confirmed_after, 1, 0::bigint) OVER recorded AS confirmed_before
                    FROM (
                        SELECT p.*, CASE WHEN (max(ARRAY[p.sequence, p.weight, p.confirmed_amount]) OVER recorded)[2] = 2
                                         THEN 0
                                         ELSE (max(ARRAY[p.sequence, p.weight, p.confirmed_amount]) OVER recorded)[3]
                                    END AS confirmed_after
                        FROM (
            """ + FACTS + """
                        ) p
                        WINDOW recorded AS (PARTITION BY p.order_id, p.payment_id COLLATE "C", p.currency COLLATE "C"
                            ORDER BY p.recorded_at, p.sequence, p.weight, p.confirmed_amount, p.pending_amount
                            ROWS UNBOUNDED PRECEDING)) u
                    WINDOW recorded AS (PARTITION BY u.order_id, u.payment_id COLLATE "C", u.currency COLLATE "C"
                        ORDER BY u.recorded_at, u.sequence, u.weight, u.confirmed_amount, u.pending_amount)) s
                WHERE s.recorded_at >= :starts_at
                OFFSET 0) f
            OFFSET 0) movement
            """;

    /** One payment: before the stretch, and after it. */
    private static final String FOLD = """
            SELECT q.order_id, q.payment_id, q.currency,
                   bool_or(q.state = 'CONFIRMED' AND q.recorded_at >= :starts_at) AS confirmed,
                   min(q.recorded_at) FILTER (WHERE q.recorded_at >= :starts_at) AS recorded_at,
                   max(ARRAY[q.sequence, %1$s, q.confirmed_amount]) AS after,
                   max(ARRAY[q.sequence, %1$s, q.confirmed_amount]) FILTER (WHERE q.recorded_at < :starts_at) AS before
            """.formatted(WEIGHT);

    /**
     * What the facts of the stretch moved together on each payment, where they moved anything, be it there and back. Takes a third
     * of the time: the facts are folded in the order of their primary key, beside that of the orders' narrow rows, and none is
     * sorted or hashed.
     */
    static final String BY_PAYMENT = """
            (
            SELECT t.order_id, t.payment_id COLLATE "C" AS payment_id, t.currency COLLATE "C" AS currency, t.recorded_at,
                   CASE WHEN t.after[2] = 2 THEN 0 ELSE t.after[3] END
                       - CASE WHEN t.before IS NULL OR t.before[2] = 2 THEN 0 ELSE t.before[3] END AS moved
            FROM (
            %1$s
                FROM tillgate.payment q
                JOIN tillgate.order_search m ON m.order_id = q.order_id
                WHERE q.order_id >= :first_order::uuid
                  AND q.order_id < :end_order::uuid
                  AND m.order_id >= :first_order::uuid
                  AND m.order_id < :end_order::uuid
                  AND m.processor = :processor
                  AND q.recorded_at < :ends_at
                GROUP BY q.order_id, q.payment_id, q.currency
                UNION ALL
            %1$s
                FROM %2$s
                CROSS JOIN LATERAL (
                    SELECT
                    FROM tillgate.order_search
                    WHERE processor = :processor
                      AND order_id = other.order_id
                    OFFSET 0) m
                CROSS JOIN LATERAL (
                    SELECT *
                    FROM tillgate.payment
                    WHERE order_id = other.order_id
                      AND recorded_at < :ends_at
                    OFFSET 0) q
                GROUP BY q.order_id, q.payment_id, q.currency) t
            WHERE t.recorded_at IS NOT NULL
              AND (t.confirmed OR t.before[2] = 1)
              AND t.after IS DISTINCT FROM t.before
            OFFSET 0) movement
            """.formatted(FOLD, OTHER_ORDERS);

    /** When the coins of each refund left, by our own records; at the quote of the order that they came with. */
    static final String REFUNDS = """
            (
            SELECT r.id, r.order_id, r.amount, out.at,
                   CASE WHEN m.due_currency = 'BTC' AND m.price_currency <> m.due_currency THEN m.price_currency
                   END AS price_currency,
                   round(r.amount::numeric * m.price_amount / m.due_amount)::bigint AS value
            FROM (
                SELECT DISTINCT refund_id
                FROM tillgate.refund_step
                WHERE state IN ('SENT', 'RECORDED_BY_HAND')
                  AND at >= :starts_at
                  AND at < :ends_at) step
            CROSS JOIN LATERAL (
                SELECT min(at) AS at
                FROM tillgate.refund_step
                WHERE refund_id = step.refund_id
                  AND state IN ('SENT', 'RECORDED_BY_HAND')) out
            CROSS JOIN LATERAL (SELECT * FROM tillgate.refund WHERE id = step.refund_id OFFSET 0) r
            CROSS JOIN LATERAL (SELECT * FROM tillgate.merchant_order WHERE id = r.order_id OFFSET 0) m
            WHERE r.processor = :processor
              AND out.at >= :starts_at) refund
            """;

    private Movements() {}

    /** Sets what they are asked about, in a statement that holds one of them or both. */
    static Sql.Call in(Sql.Call call, String processor, Instant startsAt, Instant endsAt) {
        return call.set("processor", processor)
                .set("starts_at", startsAt)
                .set("ends_at", endsAt)
                .setIfThere("first_order", Uuid7.first(startsAt))
                .setIfThere("end_order", Uuid7.first(endsAt));
    }
}
