package io.tillgate.servlet.internal.page;

import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of orders for staff.
 *
 * @param olderUrl the next page of the same filter; null on the last one
 */
public record AdminOrdersView(
        OrderFilter filter, OrderPage page, @Nullable String olderUrl) {

    public List<OrderStatus> statuses() {
        return List.of(OrderStatus.values());
    }

    public List<Anomaly> anomalies() {
        return List.of(Anomaly.values());
    }

    public boolean onlyReview() {
        return filter.attention() == OrderFilter.Attention.ONLY_REVIEW;
    }

    public boolean isFiltered() {
        return filter.status() != null
                || filter.anomaly() != null
                || filter.search() != null
                || page.newer() != null
                || onlyReview();
    }
}
