package io.tillgate.demo;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code POST /checkout}: places an order and sends the customer to pay it. */
@SuppressWarnings("serial")
final class CheckoutServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    CheckoutServlet(Shop shop) {
        super(shop);
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) {
        redirect(response, "/");
    }

    @Override
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        Optional<UUID> visitor = shop.visitors().ofForm(request);
        if (visitor.isEmpty()) {
            html(response, 403, Pages.foreignForm());
            return;
        }
        Product product = Product.parse(field(request, "product"));
        Currency currency = Product.parseCurrency(field(request, "currency"));
        UUID cart = Visitors.uuid(field(request, "cart"))
                .orElseThrow(() -> new InvalidInputException("cart", "is not a cart's id", "reload the shop's page"));
        Money price = product.price(currency);

        ShopOrder order = shop.orders().place(cart, visitor.get(), product, price, processor(request));
        if (!order.visitor().equals(visitor.get())
                || order.product() != product
                || !order.price().equals(price)) {
            fault(response, 409, "This cart was used before", "Reload the shop’s page and buy from there.");
            return;
        }
        sendToPayment(order, response);
    }

    /** The one that the form names; the first where there was nothing to choose. */
    private ProcessorId processor(HttpServletRequest request) {
        Set<ProcessorId> known = shop.gateway().processors();
        String name = request.getParameter("processor");
        return known.stream()
                .filter(id -> name == null || id.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("processor", "is not one of ours", "use one of " + known));
    }

    private static String field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        if (value == null) {
            throw new InvalidInputException(name, "is missing", "buy from the shop's page");
        }
        return value;
    }
}
