package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.sandbox.Answer;
import io.tillgate.sandbox.Json;
import io.tillgate.sandbox.WireRequest;
import java.math.BigDecimal;
import java.util.List;

/** Refunds as pull payments. Safe for many threads. */
final class RefundDesk {
    private static final int SATOSHI_DIGITS = 8;

    private final ArrayNode pullPayments = JsonNodeFactory.instance.arrayNode();
    private final Generation generation;
    private final String baseUrl;

    RefundDesk(Generation generation, String baseUrl) {
        this.generation = generation;
        this.baseUrl = baseUrl;
    }

    Answer serverInfo() {
        return Answer.Reply.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("version", generation == Generation.V1 ? "1.13.5" : "2.4.1")
                        .put("onion", ""));
    }

    synchronized Answer list() {
        return Answer.Reply.json(200, pullPayments.deepCopy());
    }

    Answer preview(LiveInvoice invoice, String method) {
        if (!method.equals(generation == Generation.V1 ? "BTC" : "BTC-CHAIN")) {
            return GreenfieldApi.error(400, "invalid-payment-method", "Invalid payment method");
        }
        if (!isRefundable(invoice)) {
            return GreenfieldApi.error(400, "non-refundable", "Cannot refund this invoice");
        }
        boolean old = generation == Generation.V1;
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(old ? "cryptoAmountThen" : "paymentAmountThen", decimal(paid(invoice)))
                .put(old ? "cryptoAmountNow" : "paymentAmountNow", decimal(paid(invoice)));
        if (invoice.additional().equals("PaidOver")) {
            json.put(old ? "overpaidAmount" : "overpaidPaymentAmount", decimal(paid(invoice) - due(invoice)));
        }
        return Answer.Reply.json(200, json);
    }

    synchronized Answer refund(WireRequest request, LiveInvoice invoice) {
        JsonNode body = Json.read(request.body());
        String wanted = generation == Generation.V1
                ? body.path("paymentMethod").asText()
                : body.path("payoutMethods").path(0).asText();
        if (!List.of("BTC", "BTC-CHAIN").contains(wanted)) {
            return GreenfieldApi.fault("payoutMethods", "Please select one of the payment methods");
        }
        if (!isRefundable(invoice)) {
            return GreenfieldApi.error(400, "non-refundable", "Cannot refund this invoice");
        }
        String amount;
        switch (body.path("refundVariant").asText()) {
            case "RateThen" -> amount = decimal(paid(invoice));
            case "OverpaidAmount" -> {
                if (!invoice.additional().equals("PaidOver")) {
                    return GreenfieldApi.fault("refundVariant", "Invoice is not overpaid");
                }
                amount = decimal(paid(invoice) - due(invoice));
            }
            case "Custom" -> amount = body.path("customAmount").asText();
            default -> {
                return GreenfieldApi.fault("refundVariant", "Please select a valid refund option");
            }
        }
        String id = "pp" + pullPayments.size();
        ObjectNode created = pullPayments
                .addObject()
                .put("id", id)
                .put("name", body.path("name").asText())
                .put("currency", "BTC")
                .put("amount", amount)
                .put("archived", false)
                .put("viewLink", baseUrl + "/pull-payments/" + id);
        return Answer.Reply.json(200, created.deepCopy());
    }

    private static boolean isRefundable(LiveInvoice invoice) {
        return invoice.status().equals("Settled")
                || invoice.status().equals("Invalid")
                || (invoice.status().equals("Expired") && !invoice.additional().equals("None"));
    }

    private static long paid(LiveInvoice invoice) {
        return invoice.payments().stream()
                .filter(payment -> payment.status() != SandboxPayment.Status.INVALID)
                .mapToLong(SandboxPayment::satoshi)
                .sum();
    }

    private static long due(LiveInvoice invoice) {
        return new BigDecimal(invoice.ordered().path("amount").asText())
                .movePointRight(SATOSHI_DIGITS)
                .longValueExact();
    }

    private static String decimal(long satoshi) {
        return BigDecimal.valueOf(satoshi, SATOSHI_DIGITS).toPlainString();
    }
}
