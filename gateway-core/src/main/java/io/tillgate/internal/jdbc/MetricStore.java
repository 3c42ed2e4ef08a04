package io.tillgate.internal.jdbc;

import io.tillgate.refund.RefundState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a scrape asks the database: looks into small partial indexes, each up to a bound, and the newest of the journal. */
public final class MetricStore {

    /** What is more is told as this much: it is an alarm either way. */
    public static final int COUNTED_MAX = 10_000;

    /** In the order of the partial index, so that no plan ever reads what was delivered. */
    private static final Sql WAITING_EVENTS = Sql.of("""
            SELECT consumer, count(*) AS events, min(at) AS oldest
            FROM (
                SELECT consumer, at
                FROM tillgate.outbox
                WHERE delivered_at IS NULL
                  AND parked_at IS NULL
                ORDER BY consumer, next_attempt_at, id
                LIMIT :most) AS waiting
            GROUP BY consumer
            """);

    private static final Sql PARKED = Sql.of("""
            SELECT (SELECT count(*) FROM (
                        SELECT 1
                        FROM tillgate.outbox
                        WHERE delivered_at IS NULL
                          AND parked_at IS NOT NULL
                        ORDER BY parked_at
                        LIMIT :most) AS events) AS events,
                   (SELECT count(*) FROM (
                        SELECT 1
                        FROM tillgate.notification
                        WHERE outcome = 'PARKED'
                        LIMIT :most) AS notifications) AS notifications,
                   (SELECT count(*) FROM (
                        SELECT 1
                        FROM tillgate.merchant_order
                        WHERE review <> '{}'
                        LIMIT :most) AS orders) AS orders
            """);

    private static final Sql REFUNDS = Sql.of("""
            SELECT (SELECT count(*) FROM (
                        SELECT 1
                        FROM tillgate.refund
                        WHERE state = :state
                        LIMIT :most) AS counted) AS refunds
            """);

    /** Each order's first entry counts as its change to that status. */
    private static final Sql CHANGES = Sql.of("""
            SELECT status_after, count(*) AS changes
            FROM tillgate.journal
            WHERE at >= :from
              AND at < :to
              AND (status_before <> status_after OR cause = 'checkout')
            GROUP BY status_after
            """);

    private MetricStore() {}

    /** Events of one consumer that wait to be delivered. */
    public record WaitingEvents(String consumer, long events, Instant oldest) {}

    /** What waits for a person: events, notifications, orders. */
    public record Parked(long events, long notifications, long orders) {}

    public static List<WaitingEvents> waitingEvents(Connection connection) throws SQLException {
        return WAITING_EVENTS
                .on(connection)
                .set("most", COUNTED_MAX)
                .rows(row -> new WaitingEvents(row.text("consumer"), row.number("events"), row.instant("oldest")));
    }

    public static Parked parked(Connection connection) throws SQLException {
        return PARKED.on(connection)
                .set("most", COUNTED_MAX)
                .first(row -> new Parked(row.number("events"), row.number("notifications"), row.number("orders")))
                .orElseThrow();
    }

    /** How many refunds are in each state. */
    public static Map<RefundState, Long> refunds(Connection connection) throws SQLException {
        Map<RefundState, Long> refunds = new EnumMap<>(RefundState.class);
        for (RefundState state : RefundState.values()) {
            long some = REFUNDS.on(connection)
                    .set("state", state.name())
                    .set("most", COUNTED_MAX)
                    .first(row -> row.number("refunds"))
                    .orElse(0L);
            refunds.put(state, some);
        }
        return refunds;
    }

    /** How many orders changed to each status in a time. */
    public static Map<String, Long> changes(Connection connection, Instant from, Instant to) throws SQLException {
        Map<String, Long> changes = new HashMap<>();
        CHANGES.on(connection)
                .set("from", from)
                .set("to", to)
                .rows(row -> changes.put(row.text("status_after"), row.number("changes")));
        return changes;
    }
}
