package io.tillgate.demo;

import io.tillgate.checkout.CheckoutResult;
import io.tillgate.failure.GatewayException;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pages of the shop have in common: headers, friendly faults, and the way to the payment page. */
@SuppressWarnings("serial")
abstract class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ShopServlet.class);
    private static final int SEE_OTHER = HttpServletResponse.SC_SEE_OTHER;

    final Shop shop;

    ShopServlet(Shop shop) {
        this.shop = shop;
    }

    abstract void get(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException;

    void post(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        response.setHeader("Allow", "GET, HEAD");
        fault(response, 405, "That does not work here", "This page only shows things. Go back and try a button.");
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            switch (request.getMethod()) {
                case "GET", "HEAD" -> get(request, response);
                case "POST" -> post(request, response);
                default -> {
                    response.setHeader("Allow", "GET, HEAD, POST");
                    fault(response, 405, "That does not work here", "This shop only knows GET and POST.");
                }
            }
        } catch (InvalidInputException wrong) {
            fault(response, 400, "We did not understand that", sentence(wrong));
        } catch (SQLException | GatewayException broken) {
            LOG.warn("{} {} failed", request.getMethod(), request.getRequestURI(), broken);
            response.setHeader("Retry-After", "10");
            fault(
                    response,
                    503,
                    "Give us a moment",
                    "Our order book does not answer. Nothing was charged. Please try again in a few seconds.");
        }
    }

    private static String sentence(InvalidInputException wrong) {
        return wrong.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    /** Sends the customer of a placed order where Tillgate says. Every case of the result is one of a normal week. */
    final void sendToPayment(ShopOrder order, HttpServletResponse response) throws IOException, SQLException {
        CheckoutResult result = shop.gateway().checkout(order);
        if (result instanceof CheckoutResult.Ready ready) {
            shop.orders().awaitPayment(order);
            redirect(response, ready.paymentUrl());
        } else if (result instanceof CheckoutResult.Pending pending) {
            shop.orders().awaitPayment(order);
            redirect(response, pending.orderUrl());
        } else if (result instanceof CheckoutResult.AlreadyPaid || result instanceof CheckoutResult.PaymentSeen) {
            redirect(response, "/orders/" + order.reference());
        } else if (result instanceof CheckoutResult.Declined declined) {
            shop.orders().declined(order, declined.reason());
            redirect(response, "/orders/" + order.reference());
        } else if (result instanceof CheckoutResult.NoRate noRate) {
            response.setHeader("Retry-After", "10");
            html(response, 503, shop.pages().noRate(order, noRate.reasons()));
        } else {
            throw new IllegalStateException("no way to handle " + result);
        }
    }

    final void fault(HttpServletResponse response, int status, String title, String sentence) throws IOException {
        html(response, status, Pages.fault(title, sentence));
    }

    final void html(HttpServletResponse response, int status, String page) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        // No page comes back from a cache: a second purchase needs a form with a new cart.
        response.setHeader("Cache-Control", "no-store");
        // A browser also checks where a form's answer redirects to, hence the payment page's origin.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                        + "form-action 'self' " + shop.paymentOrigin() + "; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static void redirect(HttpServletResponse response, String url) {
        response.setStatus(SEE_OTHER);
        response.setHeader("Location", url);
        response.setHeader("Cache-Control", "no-store");
    }
}
