package io.tillgate.servlet;

import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
import io.tillgate.desk.OrderPlace;
import io.tillgate.desk.SavedView;
import io.tillgate.desk.SavedViews;
import io.tillgate.desk.StaffLog;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.order.OrderId;
import io.tillgate.servlet.internal.page.AdminOrdersView;
import io.tillgate.servlet.internal.page.Shell;
import io.tillgate.servlet.internal.template.JteadminOrdersGenerated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The orders: {@code /admin/orders} lists them, its filter in the URL, so that staff can bookmark a view or save it under
 * a name; {@code /admin/orders/orders.csv} is all of a view; {@code /admin/orders/{id}} shows everything known of one.
 */
final class AdminOrders implements AdminSection {

    static final String CSV = "orders.csv";

    private static final String VIEWS = "views";

    private final OrderDesk desk;
    private final AdminOrderPage one;
    private final SavedViews views;
    private final OrdersCsv csv;

    private final Supplier<List<String>> processors;

    AdminOrders(OrderDesk desk, AdminOrderPage one, SavedViews views, StaffLog log, Supplier<List<String>> processors) {
        this.desk = desk;
        this.processors = processors;
        this.one = one;
        this.views = views;
        this.csv = new OrdersCsv(desk, log);
    }

    @Override
    public String segment() {
        return "orders";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Orders");
    }

    /** Only views are sent here, and everybody may have some. */
    @Override
    public StaffRole mayAct() {
        return StaffRole.VIEWER;
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (ask.path().size() > 1) {
            return ask.nothingHere();
        }
        if (ask.path().isEmpty() || ask.path().get(0).equals(CSV)) {
            return listed(ask);
        }
        return id(ask.path().get(0)).flatMap(id -> one.show(ask, id)).orElseGet(() -> noSuchOrder(ask));
    }

    private Answer listed(AdminAsk ask) {
        Query query = ask.query();
        OrderFilter filter = OrderQuery.filter(query);
        OrderPlace place = OrderQuery.place(query);
        Map<String, String> fields = OrderQuery.fields(query);
        if (!query.problems().isEmpty()) {
            return ask.fault(422, query.problems());
        }
        if (!ask.path().isEmpty()) {
            return csv.answer(ask, filter, fields);
        }
        OrderPage page = desk.list(filter, place);
        Shell shell = ask.shell();
        String url = shell.url("/admin/orders");
        AdminOrdersView view = new AdminOrdersView(
                fields,
                page,
                QueryFields.url(url, fields),
                OrderQuery.url(url, fields, page.newer()),
                OrderQuery.url(url, fields, page.older()),
                QueryFields.url(shell.url("/admin/orders/" + CSV), fields),
                QueryFields.query(fields),
                views.list(ask.staff().name()),
                processors.get());
        return ask.page(out -> JteadminOrdersGenerated.render(out, null, shell, view));
    }

    @Override
    public Answer act(AdminAsk ask, AdminForm form) {
        if (!ask.path().equals(List.of(VIEWS))) {
            return ask.readOnly();
        }
        String who = ask.staff().name();
        Optional<String> delete = form.optional("delete");
        if (delete.isPresent()) {
            boolean deleted =
                    uuid(delete.get()).map(id -> views.delete(who, id)).orElse(false);
            return ask.done("/admin/orders", deleted ? "The view is gone." : "There was no such view any more.");
        }
        String query = form.optional("query").orElse("");
        SavedView.Audience audience =
                form.optional("shared").isPresent() ? SavedView.Audience.EVERYBODY : SavedView.Audience.OWNER;
        SavedView saved = views.save(who, form.required("name"), canonical(query), audience);
        return ask.done("/admin/orders?" + saved.query(), "Saved as “" + saved.name() + "”.");
    }

    /** A view holds a filter that works, and nothing else. */
    private static String canonical(String text) {
        Query query = Query.of(text);
        OrderFilter unused = OrderQuery.filter(query);
        Map<String, String> fields = OrderQuery.fields(query);
        if (!query.problems().isEmpty()) {
            throw new InvalidInputException(query.problems());
        }
        return QueryFields.query(fields);
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

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
