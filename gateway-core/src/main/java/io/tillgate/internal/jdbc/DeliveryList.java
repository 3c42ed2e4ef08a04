package io.tillgate.internal.jdbc;

import io.tillgate.desk.DeliveryPage;
import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFile;
import io.tillgate.event.OrderEventType;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** How the deliveries of events go, for people and for the shop that gets them. */
final class DeliveryList {

    /** Events of all consumers that one page looks at. */
    static final int EVENTS_LOOKED_AT = 5000;

    private static final Sql OF_ORDER = Sql.of("""
            SELECT id, order_id, consumer, type, at, attempts, delivered_at, parked_at, last_error
            FROM tillgate.outbox
            WHERE order_id = :id
            ORDER BY id
            LIMIT :entries_max
            """);

    private static final Sql PARKED = Sql.of("""
            SELECT id, order_id, consumer, type, at, attempts, delivered_at, parked_at, last_error
            FROM tillgate.outbox
            WHERE delivered_at IS NULL
              AND parked_at IS NOT NULL
            ORDER BY parked_at
            LIMIT :entries_max
            """);

    /** Bounded, since a consumer that was away for a million events has none among them. */
    private static final Sql OF_CONSUMER = Sql.of("""
            SELECT id, order_id, consumer, type, at, attempts, delivered_at, parked_at, last_error
            FROM (
                SELECT *
                FROM tillgate.outbox
                WHERE id < :before
                ORDER BY id DESC
                LIMIT :events_max) AS looked_at
            WHERE consumer = :consumer
            ORDER BY id DESC
            LIMIT :entries_max
            """);

    private static final Sql LAST_LOOKED_AT = Sql.of("""
            SELECT id
            FROM tillgate.outbox
            WHERE id < :before
            ORDER BY id DESC
            OFFSET :events_max - 1
            LIMIT 1
            """);

    private static final Sql ONE = Sql.of("""
            SELECT id, order_id, consumer, type, at, attempts, delivered_at, parked_at, last_error
            FROM tillgate.outbox
            WHERE id = :id
            """);

    private DeliveryList() {}

    /** Oldest first. */
    static List<OrderFile.Delivery> ofOrder(Connection connection, OrderId order) throws SQLException {
        return OF_ORDER.on(connection)
                .set("id", order.value())
                .set("entries_max", OrderFile.ENTRIES_MAX)
                .rows(DeliveryList::delivery);
    }

    static List<OrderFile.Delivery> parked(Connection connection) throws SQLException {
        return PARKED.on(connection).set("entries_max", OrderDesk.PAGE_ORDERS).rows(DeliveryList::delivery);
    }

    static DeliveryPage page(Connection connection, String consumer, long before) throws SQLException {
        List<OrderFile.Delivery> deliveries = OF_CONSUMER
                .on(connection)
                .set("consumer", consumer)
                .set("before", before)
                .set("events_max", EVENTS_LOOKED_AT)
                .set("entries_max", OrderDesk.PAGE_ORDERS)
                .rows(DeliveryList::delivery);
        if (deliveries.size() == OrderDesk.PAGE_ORDERS) {
            return new DeliveryPage(
                    deliveries, deliveries.get(deliveries.size() - 1).id());
        }
        Optional<Long> lastLookedAt = LAST_LOOKED_AT
                .on(connection)
                .set("before", before)
                .set("events_max", EVENTS_LOOKED_AT)
                .first(row -> row.number("id"));
        return new DeliveryPage(deliveries, lastLookedAt.orElse(null));
    }

    static Optional<OrderFile.Delivery> find(Connection connection, long id) throws SQLException {
        return ONE.on(connection).set("id", id).first(DeliveryList::delivery);
    }

    private static OrderFile.Delivery delivery(Sql.Row row) throws SQLException {
        return new OrderFile.Delivery(
                row.number("id"),
                new OrderId(row.uuid("order_id")),
                row.text("consumer"),
                row.constant("type", OrderEventType.class),
                row.instant("at"),
                row.smallNumber("attempts"),
                row.instantOrNull("delivered_at"),
                row.instantOrNull("parked_at"),
                row.textOrNull("last_error"));
    }
}
