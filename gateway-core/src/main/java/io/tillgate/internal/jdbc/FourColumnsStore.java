package io.tillgate.internal.jdbc;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.reconcile.FourColumns;
import io.tillgate.reconcile.FourColumnsPage;
import io.tillgate.reconcile.StatementDesk;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The orders of a day as shop, gateway, processor and chain tell them. */
final class FourColumnsStore {

    private static final String ORDERS = """
            SELECT o.id, o.reference, o.attempt, o.created_at, o.status, o.anomaly, o.due_currency, o.due_amount,
                   o.received_amount
            FROM tillgate.merchant_order o
            """;

    /** Orders are numbered by time, so a day is one stretch of the primary key. */
    private static final String DAY = ORDERS + """
            WHERE o.id >= :first::uuid
              AND o.id < :end::uuid
              AND o.processor = :processor
            """;

    private static final String OTHERS = """
            LEFT JOIN LATERAL (
                SELECT received_amount AS amount
                FROM tillgate.outbox
                WHERE order_id = o.id
                  AND delivered_at IS NOT NULL
                ORDER BY id DESC
                LIMIT 1) told ON true
            LEFT JOIN LATERAL (
                SELECT sum(amount)::bigint AS amount
                FROM tillgate.statement_line
                WHERE order_id = o.id
                  AND currency = o.due_currency) statement ON true
            LEFT JOIN LATERAL (
                SELECT sum(amount) FILTER (WHERE place = 'BLOCK')::bigint AS amount
                FROM tillgate.chain_payment
                WHERE order_id = o.id) chain ON true
            """;

    private static final Sql PAGE = Sql.of("""
            SELECT o.*, told.amount AS told, statement.amount AS statement, chain.amount AS chain
            FROM (
            """ + DAY + """
                  AND (:older_than::uuid IS NULL OR o.id < :older_than)
                ORDER BY o.id DESC
                LIMIT :rows_max) o
            """ + OTHERS + """
            ORDER BY o.id DESC
            """);

    private static final Sql OF_ORDERS = Sql.of("""
            SELECT o.*, told.amount AS told, statement.amount AS statement, chain.amount AS chain
            FROM (
            """ + ORDERS + """
                WHERE o.id = ANY (:orders)) o
            """ + OTHERS);

    /** Each of the others' tables once along the day's stretch: one by one, ten thousand orders would take too long. */
    private static final Sql SUMS = Sql.of("""
            SELECT o.due_currency, count(*) AS orders, sum(o.due_amount)::bigint AS due,
                   coalesce(sum(told.amount), 0)::bigint AS told, sum(o.received_amount)::bigint AS gateway,
                   coalesce(sum(statement.amount), 0)::bigint AS statement, coalesce(sum(chain.amount), 0)::bigint AS chain
            FROM (
            """ + DAY + """
            ) o
            LEFT JOIN (
                SELECT DISTINCT ON (order_id) order_id, received_amount AS amount
                FROM tillgate.outbox
                WHERE order_id >= :first::uuid
                  AND order_id < :end::uuid
                  AND delivered_at IS NOT NULL
                ORDER BY order_id, id DESC) told ON told.order_id = o.id
            LEFT JOIN (
                SELECT order_id, currency, sum(amount)::bigint AS amount
                FROM tillgate.statement_line
                WHERE order_id >= :first::uuid
                  AND order_id < :end::uuid
                GROUP BY order_id, currency) statement ON statement.order_id = o.id AND statement.currency = o.due_currency
            LEFT JOIN (
                SELECT order_id, sum(amount) FILTER (WHERE place = 'BLOCK')::bigint AS amount
                FROM tillgate.chain_payment
                WHERE order_id >= :first::uuid
                  AND order_id < :end::uuid
                GROUP BY order_id) chain ON chain.order_id = o.id
            GROUP BY o.due_currency
            ORDER BY o.due_currency
            """);

    private FourColumnsStore() {}

    /** A stretch of time at one processor. */
    record Stretch(String processor, Instant startsAt, Instant endsAt) {}

    static FourColumnsPage page(Connection connection, Stretch stretch, @Nullable OrderId olderThan)
            throws SQLException {
        List<FourColumns> orders = in(PAGE.on(connection), stretch)
                .set("older_than", olderThan == null ? null : olderThan.value())
                .set("rows_max", StatementDesk.PAGE_ROWS + 1)
                .rows(FourColumnsStore::map);
        boolean more = orders.size() > StatementDesk.PAGE_ROWS;
        List<FourColumns> shown = more ? orders.subList(0, StatementDesk.PAGE_ROWS) : orders;
        return new FourColumnsPage(
                shown,
                WideJoins.read(
                        connection, () -> in(SUMS.on(connection), stretch).rows(FourColumnsStore::sum)),
                more ? shown.get(shown.size() - 1).id() : null);
    }

    static List<FourColumns> ofOrders(Connection connection, Set<OrderId> orders) throws SQLException {
        return OF_ORDERS
                .on(connection)
                .setArray("orders", "uuid", orders.stream().map(OrderId::value).toArray())
                .rows(FourColumnsStore::map);
    }

    private static Sql.Call in(Sql.Call call, Stretch stretch) {
        return call.set("processor", stretch.processor())
                .set("first", Uuid7.first(stretch.startsAt()))
                .set("end", Uuid7.first(stretch.endsAt()));
    }

    private static FourColumns map(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("due_currency"));
        return new FourColumns(
                new OrderId(row.uuid("id")),
                row.text("reference"),
                row.smallNumber("attempt"),
                row.instant("created_at"),
                row.constant("status", OrderStatus.class),
                row.constant("anomaly", Anomaly.class),
                new Money(currency, row.number("due_amount")),
                money(currency, row.numberOrNull("told")),
                new Money(currency, row.number("received_amount")),
                money(currency, row.numberOrNull("statement")),
                money(currency, row.numberOrNull("chain")));
    }

    private static FourColumnsPage.Sum sum(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("due_currency"));
        return new FourColumnsPage.Sum(
                row.smallNumber("orders"),
                new Money(currency, row.number("due")),
                new Money(currency, row.number("told")),
                new Money(currency, row.number("gateway")),
                new Money(currency, row.number("statement")),
                new Money(currency, row.number("chain")));
    }

    private static @Nullable Money money(Currency currency, @Nullable Long amount) {
        return amount == null ? null : new Money(currency, amount);
    }
}
