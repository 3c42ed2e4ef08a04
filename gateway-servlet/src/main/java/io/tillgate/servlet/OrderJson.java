package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.order.MerchantOrder;
import io.tillgate.servlet.internal.page.Arrival;
import io.tillgate.servlet.internal.page.OrderView;
import java.time.Instant;

/** An order as JSON for its buyer: the same that the page shows, nothing of our insides. */
final class OrderJson {

    private OrderJson() {}

    static ObjectNode of(MerchantOrder order, Arrival arrival, Instant now) {
        OrderView view = OrderView.of(order, arrival, now, "");
        ObjectNode json = Json.object()
                .put("reference", order.reference())
                .put("description", order.shop().description())
                .put("status", order.status().name())
                .put("headline", view.words().headline())
                .put("explanation", String.join(" ", view.words().sentences()))
                .put("final", !view.live());
        json.set("price", Json.money(order.terms().price()));
        json.set("due", Json.money(order.terms().due()));
        json.set("received", Json.money(order.state().received()));
        json.set("pending", Json.money(order.state().pending()));
        json.set("missing", Json.money(order.missing()));
        return json.put("expires_at", order.terms().expiresAt().toString())
                .put("payment_url", view.payUrl())
                .put("return_url", view.shopUrl());
    }
}
