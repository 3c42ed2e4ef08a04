package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.Gateway;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.checkout.KeyedCheckoutResult;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Orders and webhook deliveries for shops in another process or language: JSON, a Bearer key, an idempotency key. */
final class ApiEndpoint implements Endpoint {

    private static final String RETRY_AFTER_SECONDS = "10";

    private final Gateway gateway;
    private final ApiKeys keys;
    private final ApiDeliveries deliveries;

    ApiEndpoint(Gateway gateway, ApiKeys keys) {
        this.gateway = gateway;
        this.deliveries = new ApiDeliveries(gateway);
        this.keys = keys;
    }

    @Override
    public String name() {
        return "api";
    }

    @Override
    public List<String> methods() {
        return List.of("GET", "HEAD", "POST");
    }

    @Override
    public Accept errorForm(Ask ask) {
        return Accept.JSON;
    }

    @Override
    public Answer answer(Ask ask) throws IOException {
        if (keys.isEmpty()) {
            return fault(404, "api", "is not switched on", "set ServletSettings.apiKeys");
        }
        if (!keys.admits(ask.header("Authorization"))) {
            return fault(401, "Authorization", "is missing or wrong", "send Bearer and a key of this shop")
                    .with("WWW-Authenticate", "Bearer");
        }
        boolean isPost = ask.request().getMethod().equals("POST");
        List<String> path = ask.path();
        if (path.size() == 1 && path.get(0).equals("orders")) {
            return isPost
                    ? create(ask)
                    : fault(405, "method", "does not fit this address", "use POST here")
                            .with("Allow", "POST");
        }
        if (path.size() == 2 && path.get(0).equals("orders")) {
            return isPost
                    ? fault(405, "method", "does not fit this address", "use GET here")
                            .with("Allow", "GET, HEAD")
                    : read(path.get(1));
        }
        if (!path.isEmpty() && path.get(0).equals(ApiDeliveries.NAME)) {
            return deliveries.answer(ask, path.subList(1, path.size()));
        }
        return fault(404, "path", "is not one of the API", "use /api/orders, or /api/" + ApiDeliveries.NAME);
    }

    private Answer read(String id) {
        return gateway.order(OrderId.parse(id))
                .map(order -> Json.answer(200, json(order)).notStored())
                .orElseGet(() -> fault(404, "id", "is no order of ours", "use the order_id that creating it returned"));
    }

    private Answer create(Ask ask) throws IOException {
        byte[] body = body(ask);
        if (body.length > ApiOrderRequest.BODY_BYTES_MAX) {
            return fault(413, "body", "is larger than " + ApiOrderRequest.BODY_BYTES_MAX + " bytes", "send less")
                    .with("Connection", "close");
        }
        String key = Optional.ofNullable(ask.header("Idempotency-Key")).orElse("");
        CheckoutRequest request = ApiOrderRequest.read(body);
        KeyedCheckoutResult result = gateway.checkout(key, request);
        if (result instanceof KeyedCheckoutResult.Conflict) {
            return fault(
                    409,
                    "Idempotency-Key",
                    "came before with other terms",
                    "use a fresh key for another order, and the same body with the same key");
        }
        if (result instanceof KeyedCheckoutResult.Repeated repeated) {
            return Json.answer(200, json(repeated.order())).notStored();
        }
        return first(((KeyedCheckoutResult.First) result).result());
    }

    private Answer first(CheckoutResult result) {
        if (result instanceof CheckoutResult.Ready ready) {
            return Json.answer(ready.repeated() ? 200 : 201, json(ready.order()))
                    .notStored();
        }
        if (result instanceof CheckoutResult.Pending pending) {
            return Json.answer(202, json(pending.order()).put("reason", pending.reason()))
                    .notStored();
        }
        if (result instanceof CheckoutResult.Declined declined) {
            return Json.answer(201, json(declined.order()).put("reason", declined.reason()))
                    .notStored();
        }
        if (result instanceof CheckoutResult.NoRate noRate) {
            return Faults.json(
                            503,
                            noRate.reasons().stream()
                                    .map(reason -> new Problem("rate", "is not known: " + reason, "try again shortly"))
                                    .toList())
                    .with("Retry-After", RETRY_AFTER_SECONDS);
        }
        MerchantOrder earlier = result instanceof CheckoutResult.AlreadyPaid paid
                ? paid.order()
                : ((CheckoutResult.PaymentSeen) result).order();
        return Json.answer(200, json(earlier)).notStored();
    }

    private ObjectNode json(MerchantOrder order) {
        ObjectNode json = Json.object()
                .put("order_id", order.id().toString())
                .put("reference", order.reference())
                .put("attempt", order.attempt())
                .put("processor", order.processor())
                .put("status", order.status().name())
                .put("anomaly", order.anomaly().name());
        order.state().review().forEach(reason -> json.withArray("review").add(reason.name()));
        json.set("price", Json.money(order.terms().price()));
        json.set("amount_due", Json.money(order.terms().due()));
        json.set("amount_received", Json.money(order.state().received()));
        json.set("amount_pending", Json.money(order.state().pending()));
        return json.put("description", order.shop().description())
                .put("data", order.shop().data())
                .put("payment_url", order.paymentUrl())
                .put("order_url", gateway.orderUrl(order.id()))
                .put("created_at", order.createdAt().toString())
                .put("expires_at", order.terms().expiresAt().toString());
    }

    private static byte[] body(Ask ask) throws IOException {
        if (ask.request().getContentLengthLong() > ApiOrderRequest.BODY_BYTES_MAX) {
            return new byte[ApiOrderRequest.BODY_BYTES_MAX + 1];
        }
        try (InputStream in = ask.request().getInputStream()) {
            return in.readNBytes(ApiOrderRequest.BODY_BYTES_MAX + 1);
        } catch (IllegalStateException readerWasTaken) {
            throw new InvalidInputException(
                    "body", "was read by a filter before Tillgate", "map Tillgate before that filter");
        }
    }

    private static Answer fault(int status, String field, String fault, String fix) {
        return Faults.json(status, List.of(new Problem(field, fault, fix)));
    }
}
