package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An invoice and its payments. Its states follow one another as in BTCPay Server's InvoiceWatcher. Not for several threads. */
final class LiveInvoice {
    private static final int SATOSHI_DIGITS = 8;

    private final String id;
    private final ObjectNode ordered;
    private final Instant createdAt;
    private final List<SandboxPayment> payments = new ArrayList<>();
    private String storeId;
    private BigDecimal amount;
    private String currency;
    private String status = "New";
    private String additional = "None";
    private boolean expired;
    private String altcoin = "BTC";

    LiveInvoice(String id, String storeId, ObjectNode ordered, Instant createdAt) {
        this.id = id;
        this.storeId = storeId;
        this.ordered = ordered;
        this.amount = new BigDecimal(ordered.path("amount").asText());
        this.currency = ordered.path("currency").asText();
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    String status() {
        return status;
    }

    String additional() {
        return additional;
    }

    String orderId() {
        return ordered.path("metadata").path("orderId").asText("");
    }

    Instant createdAt() {
        return createdAt;
    }

    ObjectNode ordered() {
        return ordered.deepCopy();
    }

    List<SandboxPayment> payments() {
        return List.copyOf(payments);
    }

    void add(SandboxPayment payment) {
        payments.add(payment);
        follow();
    }

    void change(String paymentId, SandboxPayment.Status to) {
        payments.replaceAll(payment -> payment.id().equals(paymentId) ? payment.with(to) : payment);
        follow();
    }

    /** The time to pay is over. */
    void expire() {
        expired = true;
        if (status.equals("New")) {
            status = "Expired";
        }
        follow();
    }

    /** The time to watch it is over: what is not confirmed by now makes it Invalid. */
    void stopWatching() {
        expire();
        if (status.equals("Processing")) {
            status = "Invalid";
        }
    }

    void mark(String to) {
        status = to;
        additional = "Marked";
    }

    void tamper(String field, String value) {
        switch (field) {
            case "orderId" -> ((ObjectNode) ordered.path("metadata")).put("orderId", value);
            case "amount" -> amount = new BigDecimal(value);
            case "currency" -> currency = value;
            case "storeId" -> storeId = value;
            case "paidIn" -> altcoin = value;
            default -> throw new IllegalArgumentException("field is " + field + ": it is not one to tamper with");
        }
    }

    private void follow() {
        if (additional.equals("Marked") || status.equals("Invalid") || status.equals("Settled")) {
            return;
        }
        BigDecimal seen = sum(SandboxPayment.Status.PROCESSING).add(sum(SandboxPayment.Status.SETTLED));
        boolean covered = seen.compareTo(amount) >= 0;
        if (status.equals("Expired")) {
            additional = covered ? "PaidLate" : partial(seen);
            return;
        }
        if (covered) {
            status = sum(SandboxPayment.Status.SETTLED).compareTo(amount) >= 0 ? "Settled" : "Processing";
            additional = seen.compareTo(amount) > 0 ? "PaidOver" : "None";
        } else {
            // A payment that was replaced can take it back.
            status = expired ? "Expired" : "New";
            additional = partial(seen);
        }
    }

    private static String partial(BigDecimal seen) {
        return seen.signum() > 0 ? "PaidPartial" : "None";
    }

    private BigDecimal sum(SandboxPayment.Status wanted) {
        long satoshi = payments.stream()
                .filter(payment -> payment.status() == wanted)
                .mapToLong(payment -> payment.satoshi() - payment.fee())
                .sum();
        return BigDecimal.valueOf(satoshi, SATOSHI_DIGITS);
    }

    ObjectNode json(String checkoutLink) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("storeId", storeId)
                .put("amount", amount.toPlainString())
                .put("currency", currency)
                .put("type", "Standard")
                .put("checkoutLink", checkoutLink)
                .put("createdTime", createdAt.getEpochSecond())
                .put("status", status)
                .put("additionalStatus", additional)
                .put("archived", false)
                // Servers grow fields; a client that stumbles over one is wrong.
                .put("fieldOfTomorrow", "ignore me");
        json.set("metadata", ordered.path("metadata").deepCopy());
        json.set("checkout", ordered.path("checkout").deepCopy());
        json.putArray("availableStatusesForManualMarking").add("Settled").add("Invalid");
        return json;
    }

    /** Older servers called the method and its currency otherwise. */
    ArrayNode methods(Generation generation, boolean accountedOnly) {
        ArrayNode methods = JsonNodeFactory.instance.arrayNode();
        ObjectNode method = methods.addObject();
        if (generation == Generation.V1) {
            method.put("paymentMethod", altcoin).put("cryptoCode", altcoin);
        } else {
            method.put("paymentMethodId", altcoin + "-CHAIN").put("currency", altcoin);
        }
        method.put("destination", "bcrt1q-sandbox-" + id)
                .put("rate", "1.0")
                .put("amount", amount.toPlainString())
                .put("activated", true);
        ArrayNode list = method.putArray("payments");
        for (SandboxPayment payment : payments) {
            if (!accountedOnly || payment.status() != SandboxPayment.Status.INVALID) {
                list.add(json(payment));
            }
        }
        return methods;
    }

    private static JsonNode json(SandboxPayment payment) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", payment.id())
                .put("receivedDate", payment.receivedAt().getEpochSecond())
                .put("value", decimal(payment.satoshi()))
                .put("fee", decimal(payment.fee()))
                .put("status", payment.status().wire())
                .put("destination", "bcrt1q-sandbox");
    }

    private static String decimal(long satoshi) {
        return BigDecimal.valueOf(satoshi, SATOSHI_DIGITS).toPlainString();
    }
}
