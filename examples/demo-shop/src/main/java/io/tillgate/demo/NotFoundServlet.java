package io.tillgate.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Everything that the shop does not have. */
@SuppressWarnings("serial")
final class NotFoundServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    NotFoundServlet(Shop shop) {
        super(shop);
    }

    @Override
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        fault(response, 404, "Nothing here", "This shop is small: three products, and your orders.");
    }

    @Override
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        get(request, response);
    }
}
