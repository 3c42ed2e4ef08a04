package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.order.MerchantOrder;
import io.tillgate.servlet.internal.page.OrderView;
import io.tillgate.servlet.internal.page.PaymentBox;
import io.tillgate.servlet.internal.page.SeenPayment;

/** An order as JSON for its buyer: the same that the page shows, nothing of our insides. */
final class OrderJson {

    private OrderJson() {}

    static ObjectNode of(OrderView view) {
        MerchantOrder order = view.order();
        ObjectNode json = Json.object()
                .put("reference", order.reference())
                .put("description", order.shop().description())
                .put("status", order.status().name())
                .put("headline", view.told().headline())
                .put("explanation", String.join(" ", view.told().sentences()))
                .put("final", !view.live());
        json.set("price", Json.money(order.terms().price()));
        json.set("due", Json.money(order.terms().due()));
        json.set("received", Json.money(order.state().received()));
        json.set("pending", Json.money(order.state().pending()));
        json.set("missing", Json.money(order.missing()));
        json.put("expires_at", order.terms().expiresAt().toString())
                .put(
                        "payment_url",
                        view.payUrl() != null || view.paymentBox() == null ? view.payUrl() : order.paymentUrl())
                .put("return_url", view.shopUrl());
        PaymentBox box = view.paymentBox();
        if (box != null) {
            json.put("address", box.address()).put("bitcoin_uri", box.uri());
        }
        if (!view.payments().isEmpty()) {
            json.set("payments", payments(view));
        }
        return json;
    }

    private static ArrayNode payments(OrderView view) {
        ArrayNode payments = Json.array();
        for (SeenPayment payment : view.payments()) {
            ObjectNode json = payments.addObject()
                    .put("state", payment.state().name())
                    .put("confirmations", payment.confirmations())
                    .put("standing", payment.standing());
            json.set("amount", Json.money(payment.amount()));
        }
        return payments;
    }
}
