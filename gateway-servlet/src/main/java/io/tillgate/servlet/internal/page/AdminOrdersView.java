package io.tillgate.servlet.internal.page;

import io.tillgate.desk.OrderFile;
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
 * @param unresolved notifications that need a person
 * @param parked events that the shop refused too often
 */
public record AdminOrdersView(
        OrderFilter filter,
        OrderPage page,
        @Nullable String olderUrl,
        List<OrderFile.Notification> unresolved,
        List<OrderFile.Delivery> parked) {

    public AdminOrdersView {
        unresolved = List.copyOf(unresolved);
        parked = List.copyOf(parked);
    }

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
                || filter.olderThan() != null
                || onlyReview();
    }
}
