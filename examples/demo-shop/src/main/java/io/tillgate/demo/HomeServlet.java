package io.tillgate.demo;

import io.tillgate.money.Currency;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;

/** {@code GET /}: the products with their prices in a currency and in bitcoin. */
@SuppressWarnings("serial")
final class HomeServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    HomeServlet(Shop shop) {
        super(shop);
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String code = request.getParameter("currency");
        Currency currency = code == null ? Product.EUR : Product.parseCurrency(code);
        UUID visitor = shop.visitors().welcome(request, response);
        html(response, 200, shop.pages().home(currency, shop.visitors().formToken(visitor)));
    }
}
