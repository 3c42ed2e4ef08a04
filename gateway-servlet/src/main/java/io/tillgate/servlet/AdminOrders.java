package io.tillgate.servlet;

import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFile;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
import io.tillgate.desk.OrderPlace;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.servlet.internal.page.AdminOrdersView;
import io.tillgate.servlet.internal.page.Site;
import io.tillgate.servlet.internal.template.JteadminOrderGenerated;
import io.tillgate.servlet.internal.template.JteadminOrdersGenerated;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The orders: {@code /admin/orders} lists them, its filter in the URL, so that staff can bookmark a view;
 * {@code /admin/orders/{id}} shows everything known of one.
 */
final class AdminOrders implements AdminSection {

    private final OrderDesk desk;

    AdminOrders(OrderDesk desk) {
        this.desk = desk;
    }

    @Override
    public String segment() {
        return "orders";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Orders");
    }

    @Override
    public Answer show(AdminAsk ask) {
        return switch (ask.path().size()) {
            case 0 -> list(ask);
            case 1 ->
                id(ask.path().get(0))
                        .flatMap(desk::open)
                        .map(file -> order(ask, file))
                        .orElseGet(() -> noSuchOrder(ask));
            default -> ask.nothingHere();
        };
    }

    private static Answer order(AdminAsk ask, OrderFile file) {
        return ask.page(out -> JteadminOrderGenerated.render(out, null, ask.shell(), file));
    }

    private static Answer noSuchOrder(AdminAsk ask) {
        return ask.notFound(
                new Problem("order id", "is not the id of an order here", "search for it in the list of orders"));
    }

    private static Optional<OrderId> id(String text) {
        try {
            return Optional.of(OrderId.parse(text));
        } catch (InvalidInputException notAnId) {
            return Optional.empty();
        }
    }

    private Answer list(AdminAsk ask) {
        Query query = ask.query();
        OrderFilter filter = filter(query);
        OrderPlace place = place(query);
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        OrderPage page = desk.list(filter, place);
        AdminOrdersView view =
                new AdminOrdersView(filter, page, olderUrl(ask.shell().site(), filter, page.older()));
        return ask.page(out -> JteadminOrdersGenerated.render(out, null, ask.shell(), view));
    }

    static OrderFilter filter(Query query) {
        return new OrderFilter(
                constant(query, "status", OrderStatus.values()).orElse(null),
                constant(query, "anomaly", Anomaly.values()).orElse(null),
                attention(query),
                null,
                null,
                null,
                search(query).orElse(null));
    }

    private static <E extends Enum<E>> Optional<E> constant(Query query, String field, E[] values) {
        Optional<String> text = query.optional(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E value : values) {
            if (value.name().equals(text.get())) {
                return Optional.of(value);
            }
        }
        String known = Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
        query.problems().add(new Problem(field, "is not one we know", "use one of " + known));
        return Optional.empty();
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

    private static OrderPlace place(Query query) {
        try {
            return query.optional("before")
                    .map(OrderId::parse)
                    .<OrderPlace>map(OrderPlace.OlderThan::new)
                    .orElse(OrderPlace.NEWEST);
        } catch (InvalidInputException notAnId) {
            query.problems().add(new Problem("before", "is not an order id", "use the link to older orders"));
            return OrderPlace.NEWEST;
        }
    }

    private static @Nullable String olderUrl(Site site, OrderFilter filter, @Nullable OrderPlace older) {
        if (!(older instanceof OrderPlace.OlderThan place)) {
            return null;
        }
        Map<String, String> query = new LinkedHashMap<>();
        if (filter.status() != null) {
            query.put("status", filter.status().name());
        }
        if (filter.anomaly() != null) {
            query.put("anomaly", filter.anomaly().name());
        }
        if (filter.attention() == OrderFilter.Attention.ONLY_REVIEW) {
            query.put("review", "only");
        }
        if (filter.search() != null) {
            query.put("q", filter.search());
        }
        query.put("before", place.id().toString());
        return site.url("/admin/orders?"
                + query.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }
}
