package io.tillgate.servlet;

import io.tillgate.desk.OrderDesk;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;

/**
 * What staff read: {@code /admin/} lists orders, {@code /admin/orders/{id}} shows everything known of one,
 * {@code /admin/rates} tells of the price.
 */
final class AdminEndpoint implements Endpoint {

    private final OrderDesk desk;
    private final AdminAuthorizer authorizer;
    private final AdminOrders list;
    private final AdminRates rates;
    private final Pages pages;
    private final Faults faults;

    AdminEndpoint(OrderDesk desk, AdminAuthorizer authorizer, AdminRates rates, Pages pages, Faults faults) {
        this.desk = desk;
        this.authorizer = authorizer;
        this.list = new AdminOrders(desk, pages, faults);
        this.rates = rates;
        this.pages = pages;
        this.faults = faults;
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public Answer answer(Ask ask) {
        if (authorizer.staff(ask.request()).isEmpty()) {
            return faults.answer(
                    ask.accept(),
                    403,
                    new Problem(
                            "login",
                            "is missing or is not one of the shop's staff",
                            "sign in as somebody with the role " + AdminAuthorizer.ADMIN_ROLE));
        }
        List<String> path = ask.path();
        if (path.isEmpty()) {
            return list.show(ask);
        }
        if (path.get(0).equals("rates") && path.size() == 1) {
            return rates.show(ask);
        }
        if (path.get(0).equals("rates") && path.size() == 2 && path.get(1).equals("history")) {
            return rates.history(ask);
        }
        if (path.size() == 2 && path.get(0).equals("orders")) {
            return id(path.get(1)).flatMap(desk::open).map(pages::adminOrder).orElseGet(() -> noSuchOrder(ask));
        }
        return faults.answer(
                ask.accept(),
                404,
                new Problem(
                        "path",
                        "leads to no page for staff",
                        "start at " + pages.site().url("/admin/")));
    }

    private Answer noSuchOrder(Ask ask) {
        return faults.answer(
                ask.accept(),
                404,
                new Problem("order id", "is not the id of an order here", "search for it in the list of orders"));
    }

    private static Optional<OrderId> id(String text) {
        try {
            return Optional.of(OrderId.parse(text));
        } catch (InvalidInputException notAnId) {
            return Optional.empty();
        }
    }
}
