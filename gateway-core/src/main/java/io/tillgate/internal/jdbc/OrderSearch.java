package io.tillgate.internal.jdbc;

import io.tillgate.desk.OrderFilter;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of orders, newest first, one page at a time. */
final class OrderSearch {

    /** Conditions are left out of the plan when their parameter is null, since the planner sees constants. */
    private static final Sql LIST = Sql.of("SELECT " + OrderStore.COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE (:status::text IS NULL OR o.status = :status)
              AND (:anomaly::text IS NULL OR o.anomaly = :anomaly)
              AND (:review::text IS NULL OR o.review <> '{}')
              AND (:older_than::uuid IS NULL OR o.id < :older_than)
            ORDER BY o.id DESC
            LIMIT :orders_max
            """);

    private static final Sql SEARCH = Sql.of("SELECT " + OrderStore.COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE o.id IN (
                SELECT id FROM tillgate.merchant_order WHERE id = :id::uuid
                UNION
                SELECT id FROM tillgate.merchant_order
                WHERE reference >= :search COLLATE "C" AND reference < :search_end COLLATE "C"
                UNION
                SELECT order_id FROM tillgate.invoice WHERE processor_invoice_id = :search
                UNION
                SELECT order_id FROM tillgate.payment WHERE payment_id = :search)
              AND (:status::text IS NULL OR o.status = :status)
              AND (:anomaly::text IS NULL OR o.anomaly = :anomaly)
              AND (:review::text IS NULL OR o.review <> '{}')
              AND (:older_than::uuid IS NULL OR o.id < :older_than)
            ORDER BY o.id DESC
            LIMIT :orders_max
            """);

    private OrderSearch() {}

    static List<MerchantOrder> list(Connection connection, OrderFilter filter, int ordersMax) throws SQLException {
        String search = filter.search();
        Sql.Call call;
        if (search == null || search.isBlank()) {
            call = LIST.on(connection);
        } else {
            String wanted = search.strip().replace("\0", "");
            call = SEARCH.on(connection)
                    .set("search", wanted)
                    .set("search_end", wanted + Character.MAX_VALUE)
                    .set("id", idOrNull(wanted));
        }
        OrderId olderThan = filter.olderThan();
        return call.set("status", filter.status())
                .set("anomaly", filter.anomaly())
                .set("review", filter.attention() == OrderFilter.Attention.ONLY_REVIEW ? "yes" : null)
                .set("older_than", olderThan == null ? null : olderThan.value())
                .set("orders_max", ordersMax)
                .rows(OrderStore::map);
    }

    private static @Nullable UUID idOrNull(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}
