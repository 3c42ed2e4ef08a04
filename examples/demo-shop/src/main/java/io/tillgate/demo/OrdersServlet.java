package io.tillgate.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** {@code GET /orders}, {@code GET /orders/HL-1001}, and {@code POST /orders/HL-1001} to pay it, or to try again. */
@SuppressWarnings("serial")
final class OrdersServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    OrdersServlet(Shop shop) {
        super(shop);
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        UUID visitor = shop.visitors().welcome(request, response);
        if (reference(request).isEmpty()) {
            html(response, 200, shop.pages().orders(shop.orders().of(visitor)));
            return;
        }
        Optional<ShopOrder> order = shop.orders().find(reference(request), visitor);
        if (order.isEmpty()) {
            notYours(response);
            return;
        }
        html(response, 200, shop.pages().order(order.get(), shop.visitors().formToken(visitor)));
    }

    @Override
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        Optional<UUID> visitor = shop.visitors().ofForm(request);
        if (visitor.isEmpty()) {
            html(response, 403, Pages.foreignForm());
            return;
        }
        Optional<ShopOrder> order = shop.orders().find(reference(request), visitor.get());
        if (order.isEmpty()) {
            notYours(response);
        } else if (order.get().state().isPayable()) {
            sendToPayment(order.get(), response);
        } else {
            redirect(response, "/orders/" + order.get().reference());
        }
    }

    private void notYours(HttpServletResponse response) throws IOException {
        fault(
                response,
                404,
                "No such order",
                "Either there is none of this number, or it was placed with another browser.");
    }

    private static String reference(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null ? "" : path.substring(1);
    }
}
