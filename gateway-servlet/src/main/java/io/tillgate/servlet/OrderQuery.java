package io.tillgate.servlet;

import io.tillgate.desk.OrderFilter;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The filter of the list of orders, as the address of a page writes it. */
final class OrderQuery {

    private OrderQuery() {}

    /** Adds what is wrong to the query's problems. */
    static OrderFilter filter(Query query) {
        return new OrderFilter(
                QueryFields.constant(query, "status", OrderStatus.values()).orElse(null),
                QueryFields.constant(query, "anomaly", Anomaly.values()).orElse(null),
                attention(query),
                search(query).orElse(null),
                olderThan(query).orElse(null));
    }

    static Map<String, String> fields(OrderFilter filter) {
        Map<String, String> fields = new LinkedHashMap<>();
        QueryFields.put(fields, "status", filter.status());
        QueryFields.put(fields, "anomaly", filter.anomaly());
        QueryFields.put(
                fields, "review", filter.attention() == OrderFilter.Attention.ONLY_REVIEW ? "only" : null);
        QueryFields.put(fields, "q", filter.search());
        QueryFields.put(fields, "before", filter.olderThan());
        return fields;
    }

    static Map<String, String> withoutPlace(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.remove("before");
        return all;
    }

    static Map<String, String> behind(Map<String, String> fields, OrderId place) {
        Map<String, String> next = new LinkedHashMap<>(fields);
        next.put("before", place.toString());
        return next;
    }

    private static OrderFilter.Attention attention(Query query) {
        Optional<String> review = query.optional("review");
        if (review.isPresent() && !review.get().equals("only")) {
            query.problems().add(new Problem("review", "is not one we know", "use review=only, or leave it out"));
        }
        return review.isPresent() ? OrderFilter.Attention.ONLY_REVIEW : OrderFilter.Attention.ALL;
    }

    private static Optional<String> search(Query query) {
        Optional<String> text = query.optional("q").map(String::strip).filter(search -> !search.isEmpty());
        if (text.isEmpty()) {
            return text;
        }
        if (text.get().length() > OrderFilter.SEARCH_CHARS_MAX) {
            query.problems()
                    .add(new Problem(
                            "q", "is too long", "search for at most " + OrderFilter.SEARCH_CHARS_MAX + " characters"));
        }
        if (text.get().chars().anyMatch(c -> c < ' ')) {
            query.problems().add(new Problem("q", "has a control character", "search for text"));
        }
        return text;
    }

    private static Optional<OrderId> olderThan(Query query) {
        try {
            return query.optional("before").map(OrderId::parse);
        } catch (InvalidInputException notAnId) {
            query.problems().add(new Problem("before", "is not an order id", "use the link to older orders"));
            return Optional.empty();
        }
    }
}
