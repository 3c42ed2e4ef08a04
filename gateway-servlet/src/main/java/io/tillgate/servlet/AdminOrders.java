package io.tillgate.servlet;

import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.OrderFilter;
import io.tillgate.desk.OrderPage;
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

    AdminOrders(OrderDesk desk, AdminOrderPage one, SavedViews views, StaffLog log) {
        this.desk = desk;
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
            Query query = ask.query();
            OrderFilter filter = OrderQuery.filter(query);
            if (!query.problems().isEmpty()) {
                return ask.fault(422, query.problems());
            }
            return ask.path().isEmpty() ? list(ask, filter) : csv.answer(ask, filter);
        }
        return id(ask.path().get(0)).flatMap(id -> one.show(ask, id)).orElseGet(() -> noSuchOrder(ask));
    }

    private Answer list(AdminAsk ask, OrderFilter filter) {
        OrderPage page = desk.list(filter);
        Map<String, String> fields = OrderQuery.fields(filter);
        Map<String, String> all = OrderQuery.withoutPlace(fields);
        Shell shell = ask.shell();
        AdminOrdersView view = new AdminOrdersView(
                filter,
                page,
                QueryFields.url(shell.url("/admin/orders"), all),
                page.next() == null
                        ? null
                        : QueryFields.url(shell.url("/admin/orders"), OrderQuery.behind(all, page.next())),
                QueryFields.url(shell.url("/admin/orders/" + CSV), all),
                QueryFields.query(all),
                views.list(ask.staff().name()));
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
            boolean deleted = uuid(delete.get()).map(id -> views.delete(who, id)).orElse(false);
            return ask.done("/admin/orders", deleted ? "The view is gone." : "There was no such view any more.");
        }
        String query = form.optional("query").orElse("");
        SavedView.Audience audience = form.optional("shared").isPresent()
                ? SavedView.Audience.EVERYBODY
                : SavedView.Audience.OWNER;
        SavedView saved = views.save(who, form.required("name"), canonical(query), audience);
        return ask.done("/admin/orders?" + saved.query(), "Saved as “" + saved.name() + "”.");
    }

    /** A view holds a filter that works, and nothing else. */
    private static String canonical(String text) {
        Query query = Query.of(text);
        OrderFilter filter = OrderQuery.filter(query);
        if (!query.problems().isEmpty()) {
            throw new InvalidInputException(query.problems());
        }
        return QueryFields.query(OrderQuery.withoutPlace(OrderQuery.fields(filter)));
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
