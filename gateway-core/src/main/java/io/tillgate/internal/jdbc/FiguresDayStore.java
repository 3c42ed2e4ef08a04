package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Works out the figures of one day from the journal, in place of what was known of it. The same facts give the same figures,
 * however often and in which order days are worked out.
 */
public final class FiguresDayStore {

    private static final List<Sql> FORGET_DAY = Stream.of(
                    "day_funnel", "day_takings", "day_confirmation", "day_exception")
            .map(table -> Sql.of("DELETE FROM tillgate." + table + " WHERE day = :day"))
            .toList();

    private static final List<Sql> FORGET_ALL = Stream.of(
                    "day_funnel", "day_takings", "day_confirmation", "day_exception", "figures_day")
            .map(table -> Sql.of("DELETE FROM tillgate." + table))
            .toList();

    /**
     * An order's entries count in the order of their ids, since they are written under a lock on its row; a day's entries
     * are those of its time. Each figure is told of each processor, and of all together with no processor's name.
     */
    private static final Sql COMPUTE = Sql.of("""
            WITH change AS MATERIALIZED (
                SELECT j.order_id, j.id, j.at, j.status_after, j.anomaly_after, j.received_after,
                       before.id IS NULL AS is_first,
                       before.status_after AS status_before,
                       before.anomaly_after AS anomaly_before,
                       coalesce(before.received_after, 0) AS received_before
                FROM tillgate.journal j
                LEFT JOIN LATERAL (
                    SELECT id, status_after, anomaly_after, received_after
                    FROM tillgate.journal earlier
                    WHERE earlier.order_id = j.order_id
                      AND earlier.id < j.id
                    ORDER BY earlier.id DESC
                    LIMIT 1) AS before ON true
                WHERE j.at >= :from
                  AND j.at < :to
            ),
            funnel AS (
                INSERT INTO tillgate.day_funnel (
                    day, processor, opened, invoiced, seen, paid, expired, cancelled, declined)
                SELECT :day::date, coalesce(o.processor, ''), count(*),
                       count(*) FILTER (WHERE way.invoiced),
                       count(*) FILTER (WHERE way.seen OR way.status = 'PAID'),
                       count(*) FILTER (WHERE way.status = 'PAID'),
                       count(*) FILTER (WHERE way.status = 'EXPIRED'),
                       count(*) FILTER (WHERE way.status = 'CANCELLED'),
                       count(*) FILTER (WHERE way.status = 'DECLINED')
                FROM change c
                JOIN tillgate.merchant_order o ON o.id = c.order_id
                CROSS JOIN LATERAL (
                    SELECT bool_or(status_after IN ('AWAITING_PAYMENT', 'CONFIRMING', 'PAID')) AS invoiced,
                           bool_or(received_after + pending_after > 0) AS seen,
                           (array_agg(status_after ORDER BY id DESC))[1] AS status
                    FROM tillgate.journal
                    WHERE order_id = c.order_id) AS way
                WHERE c.is_first
                GROUP BY GROUPING SETS ((o.processor), ())
                HAVING count(*) > 0
            ),
            takings AS (
                INSERT INTO tillgate.day_takings (
                    day, processor, currency, price_currency, received, at_quote)
                SELECT :day::date, coalesce(o.processor, ''), o.due_currency, o.price_currency,
                       sum(c.received_after - c.received_before),
                       -- The value of an order is rounded before and after, so that its days add up to all of it.
                       sum(round(c.received_after::numeric * o.price_amount / o.due_amount)
                           - round(c.received_before::numeric * o.price_amount / o.due_amount))
                FROM change c
                JOIN tillgate.merchant_order o ON o.id = c.order_id
                WHERE c.received_after <> c.received_before
                GROUP BY GROUPING SETS (
                    (o.processor, o.due_currency, o.price_currency), (o.due_currency, o.price_currency))
            ),
            confirmation AS (
                INSERT INTO tillgate.day_confirmation (
                    day, processor, orders, half_ms, most_ms, slowest_ms)
                SELECT :day::date, coalesce(processor, ''), count(*),
                       percentile_disc(0.5) WITHIN GROUP (ORDER BY millis),
                       percentile_disc(0.9) WITHIN GROUP (ORDER BY millis),
                       percentile_disc(0.99) WITHIN GROUP (ORDER BY millis)
                FROM (
                    SELECT o.processor,
                           -- Never less than nothing, though two nodes can have two clocks.
                           greatest(0, round(extract(epoch FROM c.at - sight.at) * 1000))::bigint AS millis
                    FROM change c
                    JOIN tillgate.merchant_order o ON o.id = c.order_id
                    CROSS JOIN LATERAL (
                        SELECT at
                        FROM tillgate.journal
                        WHERE order_id = c.order_id
                          AND id <= c.id
                          AND received_after + pending_after > 0
                        ORDER BY id
                        LIMIT 1) AS sight
                    WHERE c.status_after = 'PAID'
                      AND NOT EXISTS (
                          SELECT 1
                          FROM tillgate.journal earlier
                          WHERE earlier.order_id = c.order_id
                            AND earlier.id < c.id
                            AND earlier.status_after = 'PAID')) AS paid
                GROUP BY GROUPING SETS ((processor), ())
                HAVING count(*) > 0
            )
            INSERT INTO tillgate.day_exception (day, processor, kind, times)
            SELECT :day::date, coalesce(processor, ''), kind, count(*)
            FROM (
                SELECT o.processor, c.anomaly_after AS kind, c.order_id AS what
                FROM change c
                JOIN tillgate.merchant_order o ON o.id = c.order_id
                WHERE c.anomaly_after <> 'NONE'
                  AND c.anomaly_after IS DISTINCT FROM c.anomaly_before
                UNION
                SELECT o.processor, 'DECLINED', c.order_id
                FROM change c
                JOIN tillgate.merchant_order o ON o.id = c.order_id
                WHERE c.status_after = 'DECLINED'
                  AND c.status_before IS DISTINCT FROM 'DECLINED'
                UNION
                SELECT processor, 'REFUSED_NOTIFICATION', id
                FROM tillgate.notification
                WHERE outcome = 'REFUSED'
                  AND received_at >= :from
                  AND received_at < :to) AS exception
            GROUP BY GROUPING SETS ((processor, kind), (kind))
            """);

    private static final Sql COMPUTED = Sql.of("""
            INSERT INTO tillgate.figures_day (day, computed_at)
            VALUES (:day, :now)
            ON CONFLICT (day) DO UPDATE SET computed_at = excluded.computed_at
            """);

    private FiguresDayStore() {}

    /** A day with its first instant and the one after its last: 23 or 25 hours apart where clocks change. */
    public record Day(LocalDate date, Instant from, Instant to) {}

    /** The progress must be locked, so that no other node works the same day out at the same time. */
    public static void compute(Connection connection, Day day, Instant now) throws SQLException {
        for (Sql forget : FORGET_DAY) {
            forget.on(connection).set("day", day.date()).update();
        }
        COMPUTE.on(connection)
                .set("day", day.date())
                .set("from", day.from())
                .set("to", day.to())
                .update();
        COMPUTED.on(connection).set("day", day.date()).set("now", now).updateExactly(1);
    }

    static void forgetAll(Connection connection) throws SQLException {
        for (Sql forget : FORGET_ALL) {
            forget.on(connection).update();
        }
    }
}
