package io.tillgate.internal.jdbc;

import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What staff look at and set aside among the rows of {@code notification}. */
public final class NotificationDeskStore {

    /** What a notification came to, and its order where it has one. */
    public record Known(
            NotificationOutcome outcome, @Nullable OrderId order) {}

    private static final Sql FIND = Sql.of("""
            SELECT outcome, order_id
            FROM tillgate.notification
            WHERE id = :id
            """);

    private static final Sql LOCK_WAITING = Sql.of("""
            SELECT outcome, order_id
            FROM tillgate.notification
            WHERE id = :id
              AND outcome IN ('PARKED', 'REVIEW')
              AND looked_at IS NULL
            FOR NO KEY UPDATE
            """);

    private static final Sql LOOKED_AT = Sql.of("""
            UPDATE tillgate.notification
            SET looked_at = :now
            WHERE id = :id
            """);

    private NotificationDeskStore() {}

    public static Optional<Known> find(Connection connection, UUID id) throws SQLException {
        return FIND.on(connection).set("id", id).first(NotificationDeskStore::map);
    }

    /** One that waits for a person, locked; empty when it does not. */
    public static Optional<Known> lockWaiting(Connection connection, UUID id) throws SQLException {
        return LOCK_WAITING.on(connection).set("id", id).first(NotificationDeskStore::map);
    }

    public static void lookedAt(Connection connection, UUID id, Instant now) throws SQLException {
        LOOKED_AT.on(connection).set("id", id).set("now", now).updateExactly(1);
    }

    private static Known map(Sql.Row row) throws SQLException {
        UUID order = row.uuidOrNull("order_id");
        return new Known(row.constant("outcome", NotificationOutcome.class), order == null ? null : new OrderId(order));
    }
}
