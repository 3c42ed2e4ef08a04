package io.tillgate.servlet.internal.page;

import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
import io.tillgate.desk.SavedView;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of orders for staff.
 *
 * @param firstUrl the first page of the same filter
 * @param olderUrl the next page of it; null on the last one
 * @param csvUrl all of it
 * @param query the filter as a view keeps it
 * @param views what this person and the others saved
 */
public record AdminOrdersView(
        OrderFilter filter,
        OrderPage page,
        String firstUrl,
        @Nullable String olderUrl,
        String csvUrl,
        String query,
        List<SavedView> views) {

    public AdminOrdersView {
        views = List.copyOf(views);
    }

    public boolean isCurrent(SavedView view) {
        return view.query().equals(query);
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
