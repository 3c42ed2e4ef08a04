package io.tillgate.servlet.internal.page;

import io.tillgate.desk.OrderPage;
import io.tillgate.desk.SavedView;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list of orders for staff.
 *
 * @param fields the filter as the address says it
 * @param firstUrl the first page of the same filter
 * @param newerUrl the page of newer ones; null on the first one
 * @param olderUrl the page of older ones; null on the last one
 * @param csvUrl all of it
 * @param query the filter as a view keeps it
 * @param views what this person and the others saved
 * @param processors ids of those that an order can have
 */
public record AdminOrdersView(
        Map<String, String> fields,
        OrderPage page,
        String firstUrl,
        @Nullable String newerUrl,
        @Nullable String olderUrl,
        String csvUrl,
        String query,
        List<SavedView> views,
        List<String> processors) {

    private static final Set<String> MORE = Set.of("processor", "from", "until", "currency", "least", "most");

    public AdminOrdersView {
        fields = Map.copyOf(fields);
        views = List.copyOf(views);
        processors = List.copyOf(processors);
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

    /** What the filter says of a field; empty where it says nothing. */
    public String value(String field) {
        return fields.getOrDefault(field, "");
    }

    public boolean isFiltered() {
        return !fields.isEmpty();
    }

    /** Whether the filter says something of the fields that are folded away. */
    public boolean isMoreFiltered() {
        return fields.keySet().stream().anyMatch(MORE::contains);
    }
}
