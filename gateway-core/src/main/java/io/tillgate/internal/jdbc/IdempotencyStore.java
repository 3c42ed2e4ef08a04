package io.tillgate.internal.jdbc;

import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code idempotency_key}: which order a key of the HTTP API made, and of which request. */
public final class IdempotencyStore {

    /**
     * A key that is known.
     *
     * @param order null while its checkout has not come to an order
     */
    public record Known(UUID requestHash, @Nullable OrderId order) {}

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.idempotency_key (key, request_hash, created_at)
            VALUES (:key, :request_hash, :now)
            ON CONFLICT (key) DO NOTHING
            """);

    private static final Sql BY_KEY = Sql.of("""
            SELECT request_hash, order_id
            FROM tillgate.idempotency_key
            WHERE key = :key
            """);

    private static final Sql SET_ORDER = Sql.of("""
            UPDATE tillgate.idempotency_key
            SET order_id = :order_id
            WHERE key = :key
              AND (order_id IS NULL OR order_id = :order_id)
            """);

    private IdempotencyStore() {}

    /** Takes a key; gives what is known of it, its own request included. */
    public static Known take(Connection connection, String key, UUID requestHash, Instant now) throws SQLException {
        INSERT.on(connection)
                .set("key", key)
                .set("request_hash", requestHash)
                .set("now", now)
                .update();
        Optional<Known> known = BY_KEY.on(connection).set("key", key).first(row -> {
            UUID order = row.uuidOrNull("order_id");
            return new Known(row.uuid("request_hash"), order == null ? null : new OrderId(order));
        });
        return known.orElseThrow();
    }

    public static void setOrder(Connection connection, String key, OrderId order) throws SQLException {
        SET_ORDER.on(connection).set("key", key).set("order_id", order.value()).updateExactly(1);
    }
}
