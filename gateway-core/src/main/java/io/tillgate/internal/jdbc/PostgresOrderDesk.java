package io.tillgate.internal.jdbc;

import io.tillgate.desk.DeliveryPage;
import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFile;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
import io.tillgate.desk.OrderPlace;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.WaiverKind;
import io.tillgate.rate.Quote;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What staff read, out of Postgres. */
public final class PostgresOrderDesk implements OrderDesk {

    private static final int EXPORT_BATCH_ORDERS = 1000;

    private static final Sql PAYMENTS = Sql.of("""
            SELECT payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at
            FROM tillgate.payment
            WHERE order_id = :id
            ORDER BY recorded_at, payment_id, state
            LIMIT :entries_max
            """);

    private static final Sql WAIVERS = Sql.of("""
            SELECT amount, kind, evidence, actor, reason, at
            FROM tillgate.waiver
            WHERE order_id = :id
            ORDER BY id
            LIMIT :entries_max
            """);

    private static final Sql LOOKED_AT = Sql.of("""
            SELECT looked_at
            FROM tillgate.merchant_order
            WHERE id = :id
              AND looked_at IS NOT NULL
            """);

    private static final Sql INVOICES = Sql.of("""
            SELECT state, processor_invoice_id, payment_url, detail, requested_at
            FROM tillgate.invoice
            WHERE order_id = :id
            ORDER BY id
            LIMIT :entries_max
            """);

    private static final Sql JOURNAL = Sql.of("""
            SELECT id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor
            FROM tillgate.journal
            WHERE order_id = :id
            ORDER BY id
            LIMIT :entries_max
            """);

    private static final Sql NOTIFICATIONS = Sql.of("""
            SELECT id, received_at, status, outcome, detail, body
            FROM tillgate.notification
            WHERE order_id = :id
              AND outcome <> 'REFUSED'
            ORDER BY received_at, id
            LIMIT :entries_max
            """);

    private static final Sql UNRESOLVED = Sql.of("""
            SELECT id, received_at, status, outcome, detail, body
            FROM tillgate.notification
            WHERE outcome IN ('PARKED', 'REVIEW', 'REFUSED')
            ORDER BY received_at DESC
            LIMIT :entries_max
            """);

    private final Database database;

    public PostgresOrderDesk(Database database) {
        this.database = database;
    }

    @Override
    public OrderPage list(OrderFilter filter, OrderPlace place) {
        return database.orThrow("list orders", connection -> OrderSearch.page(connection, filter, place, PAGE_ORDERS));
    }

    @Override
    public void export(OrderFilter filter, Consumer<MerchantOrder> rows) {
        OrderPlace place = OrderPlace.NEWEST;
        while (place != null) {
            OrderPlace from = place;
            OrderPage page = database.orThrow(
                    "export orders",
                    connection -> OrderSearch.exportPage(connection, filter, from, EXPORT_BATCH_ORDERS));
            page.orders().forEach(rows);
            place = page.older();
        }
    }

    @Override
    public Optional<OrderFile> open(OrderId id) {
        return database.orThrow("open order " + id, connection -> {
            Optional<MerchantOrder> order = OrderStore.find(connection, id);
            return order.isEmpty() ? Optional.empty() : Optional.of(file(connection, order.get()));
        });
    }

    @Override
    public List<OrderFile.Notification> unresolvedNotifications() {
        return database.orThrow(
                "list notifications",
                connection -> UNRESOLVED
                        .on(connection)
                        .set("entries_max", PAGE_ORDERS)
                        .rows(PostgresOrderDesk::notification));
    }

    @Override
    public List<OrderFile.Delivery> parkedDeliveries() {
        return database.orThrow("list parked events", DeliveryList::parked);
    }

    @Override
    public DeliveryPage deliveries(String consumer, long before) {
        return database.orThrow(
                "list the events of " + consumer, connection -> DeliveryList.page(connection, consumer, before));
    }

    @Override
    public Optional<OrderFile.Delivery> delivery(long id) {
        return database.orThrow("read event " + id, connection -> DeliveryList.find(connection, id));
    }

    private static OrderFile file(Connection connection, MerchantOrder order) throws SQLException {
        UUID id = order.id().value();
        UUID quoteId = order.quoteId();
        @Nullable Quote quote =
                quoteId == null ? null : QuoteStore.find(connection, quoteId).orElse(null);
        return new OrderFile(
                order,
                quote,
                entries(INVOICES, connection, id, PostgresOrderDesk::invoice),
                entries(PAYMENTS, connection, id, OrderLedger::fact),
                entries(
                        WAIVERS,
                        connection,
                        id,
                        row -> waiver(row, order.terms().due().currency())),
                entries(JOURNAL, connection, id, PostgresOrderDesk::journalEntry),
                entries(NOTIFICATIONS, connection, id, PostgresOrderDesk::notification),
                DeliveryList.ofOrder(connection, order.id()),
                LOOKED_AT
                        .on(connection)
                        .set("id", id)
                        .first(row -> row.instant("looked_at"))
                        .orElse(null));
    }

    private static <T> List<T> entries(Sql statement, Connection connection, UUID id, Sql.Mapper<T> mapper)
            throws SQLException {
        return statement
                .on(connection)
                .set("id", id)
                .set("entries_max", OrderFile.ENTRIES_MAX)
                .rows(mapper);
    }

    private static OrderFile.Invoice invoice(Sql.Row row) throws SQLException {
        return new OrderFile.Invoice(
                row.text("state"),
                row.textOrNull("processor_invoice_id"),
                row.textOrNull("payment_url"),
                row.textOrNull("detail"),
                row.instant("requested_at"));
    }

    private static OrderFile.Waiver waiver(Sql.Row row, Currency due) throws SQLException {
        return new OrderFile.Waiver(
                new Money(due, row.number("amount")),
                row.constant("kind", WaiverKind.class),
                row.textOrNull("evidence"),
                row.text("actor"),
                row.text("reason"),
                row.instant("at"));
    }

    private static OrderFile.JournalEntry journalEntry(Sql.Row row) throws SQLException {
        return new OrderFile.JournalEntry(
                row.number("id"),
                row.instant("at"),
                row.constant("status_before", OrderStatus.class),
                row.constant("status_after", OrderStatus.class),
                row.constant("anomaly_after", Anomaly.class),
                row.number("received_after"),
                row.number("pending_after"),
                row.text("cause"),
                row.text("actor"));
    }

    private static OrderFile.Notification notification(Sql.Row row) throws SQLException {
        return new OrderFile.Notification(
                row.uuid("id"),
                row.instant("received_at"),
                row.text("status"),
                row.constant("outcome", NotificationOutcome.class),
                row.textOrNull("detail"),
                new String(row.bytes("body"), StandardCharsets.UTF_8));
    }
}
