package io.tillgate.internal.jdbc;

import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.event.SentRefund;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of {@code outbox}: events that were written with a change and wait to be delivered. */
public final class OutboxStore {

    /** The longest error text that is kept, in characters. */
    static final int ERROR_CHARS_MAX = 500;

    /** An event that this node may deliver until its lease ends. */
    public record Claimed(OrderEvent event, int attempts) {}

    /**
     * Takes the first undelivered event of each order, so that an order's events go out one after the other; the time of
     * the next attempt serves as the lease.
     */
    private static final Sql CLAIM = Sql.of("""
            WITH due AS (
                SELECT e.id
                FROM tillgate.outbox e
                WHERE e.consumer = :consumer
                  AND e.delivered_at IS NULL
                  AND e.parked_at IS NULL
                  AND e.next_attempt_at <= :now
                  AND NOT EXISTS (
                    SELECT 1
                    FROM tillgate.outbox earlier
                    WHERE earlier.order_id = e.order_id
                      AND earlier.consumer = e.consumer
                      AND earlier.id < e.id
                      AND earlier.delivered_at IS NULL)
                ORDER BY e.next_attempt_at, e.id
                LIMIT :events_max
                FOR NO KEY UPDATE SKIP LOCKED),
            claimed AS (
                UPDATE tillgate.outbox e
                SET attempts = e.attempts + 1,
                    next_attempt_at = :leased_until
                FROM due
                WHERE e.id = due.id
                RETURNING e.*)
            SELECT c.id, c.type, c.order_id, c.status, c.anomaly, c.received_amount, c.at, c.attempts,
                   o.reference, o.price_currency, o.price_amount, o.due_currency, o.due_amount, o.shop_data,
                   c.refund_id, r.amount AS refund_amount, r.transaction_id
            FROM claimed c
            JOIN tillgate.merchant_order o ON o.id = c.order_id
            LEFT JOIN LATERAL (
                -- the limit keeps the few refunds of a batch from being looked for among all
                SELECT amount, transaction_id
                FROM tillgate.refund
                WHERE id = c.refund_id
                LIMIT 1) r ON true
            ORDER BY c.id
            """);

    private static final Sql RENEW = Sql.of("""
            UPDATE tillgate.outbox
            SET next_attempt_at = :renewed_until
            WHERE id = ANY (:ids)
              AND next_attempt_at = :leased_until
              AND delivered_at IS NULL
            RETURNING id
            """);

    private static final Sql DELIVERED = Sql.of("""
            UPDATE tillgate.outbox
            SET delivered_at = :now,
                last_error = NULL
            WHERE id = ANY (:ids)
              AND delivered_at IS NULL
            """);

    private static final Sql FAILED = Sql.of("""
            UPDATE tillgate.outbox
            SET next_attempt_at = :next_attempt_at,
                parked_at = :parked_at,
                last_error = :error
            WHERE id = :id
              AND delivered_at IS NULL
            """);

    private static final Sql REDELIVER = Sql.of("""
            UPDATE tillgate.outbox
            SET delivered_at = NULL,
                parked_at = NULL,
                next_attempt_at = :now
            WHERE id = :id
            """);

    private static final Sql SUBJECT = Sql.of("""
            SELECT order_id, consumer, type
            FROM tillgate.outbox
            WHERE id = :id
            """);

    private OutboxStore() {}

    /** What an event is about, and for whom. */
    public record Subject(OrderId order, String consumer, OrderEventType type) {}

    /** What an event is about; empty when there is none of this id. */
    public static Optional<Subject> subject(Connection connection, long id) throws SQLException {
        return SUBJECT.on(connection)
                .set("id", id)
                .first(row -> new Subject(
                        new OrderId(row.uuid("order_id")),
                        row.text("consumer"),
                        row.constant("type", OrderEventType.class)));
    }

    /** What to deliver, to whom. */
    public record Claim(String consumer, int eventsMax, Duration confirmationHold) {}

    /** The time in which a node has what it claimed to itself, in microseconds as Postgres keeps it. */
    public record Lease(Instant since, Instant until) {

        public static Lease from(Instant now, Duration length) {
            return new Lease(
                    now.truncatedTo(ChronoUnit.MICROS), now.plus(length).truncatedTo(ChronoUnit.MICROS));
        }

        public boolean isHalfOver(Instant now) {
            return Duration.between(since, now).compareTo(Duration.between(now, until)) >= 0;
        }
    }

    public static List<Claimed> claim(Connection connection, Claim claim, Lease lease) throws SQLException {
        return CLAIM.on(connection)
                .set("now", lease.since())
                .set("consumer", claim.consumer())
                .set("leased_until", lease.until())
                .set("events_max", claim.eventsMax())
                .rows(row -> new Claimed(event(row, claim.confirmationHold()), row.smallNumber("attempts")));
    }

    /** Keeps claimed events for longer; gives those that are still this node's. */
    public static Set<Long> renew(Connection connection, List<Long> ids, Lease before, Lease renewed)
            throws SQLException {
        return Set.copyOf(RENEW.on(connection)
                .setArray("ids", "bigint", ids.toArray())
                .set("leased_until", before.until())
                .set("renewed_until", renewed.until())
                .rows(row -> row.number("id")));
    }

    /** Notes the delivery; false when another node did, after our lease was over. */
    public static boolean delivered(Connection connection, long id, Instant now) throws SQLException {
        return delivered(connection, List.of(id), now) == 1;
    }

    /** The same for several; gives how many another node had not noted before. */
    public static int delivered(Connection connection, List<Long> ids, Instant now) throws SQLException {
        return DELIVERED
                .on(connection)
                .setArray("ids", "bigint", ids.toArray())
                .set("now", now)
                .update();
    }

    /** Notes a refusal; a parked one waits for a person. */
    public static void failed(
            Connection connection, long id, Instant nextAttempt, @Nullable Instant parkedAt, String error)
            throws SQLException {
        String kept = error.length() > ERROR_CHARS_MAX ? error.substring(0, ERROR_CHARS_MAX) : error;
        FAILED.on(connection)
                .set("id", id)
                .set("next_attempt_at", nextAttempt)
                .set("parked_at", parkedAt)
                .set("error", kept.replace("\0", ""))
                .update();
    }

    /** Makes an event due at once, whatever became of it before; false when there is none of this id. */
    public static boolean redeliver(Connection connection, long id, Instant now) throws SQLException {
        return REDELIVER.on(connection).set("id", id).set("now", now).update() == 1;
    }

    private static OrderEvent event(Sql.Row row, Duration confirmationHold) throws SQLException {
        OrderEventType type = row.constant("type", OrderEventType.class);
        Instant at = row.instant("at");
        Currency due = Currency.of(row.text("due_currency"));
        return new OrderEvent(
                row.number("id"),
                type,
                new OrderId(row.uuid("order_id")),
                row.text("reference"),
                row.constant("status", OrderStatus.class),
                row.constant("anomaly", Anomaly.class),
                new Money(Currency.of(row.text("price_currency")), row.number("price_amount")),
                new Money(due, row.number("due_amount")),
                new Money(due, row.number("received_amount")),
                row.textOrNull("shop_data"),
                at,
                type == OrderEventType.PAYMENT_SEEN ? at.plus(confirmationHold) : null,
                type == OrderEventType.REFUND_SENT ? refund(row) : null);
    }

    private static SentRefund refund(Sql.Row row) throws SQLException {
        return new SentRefund(
                row.uuid("refund_id"), Money.satoshi(row.number("refund_amount")), row.textOrNull("transaction_id"));
    }
}
