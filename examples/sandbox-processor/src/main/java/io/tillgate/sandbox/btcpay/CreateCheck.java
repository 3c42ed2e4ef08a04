package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the body of a create, stricter than BTCPay Server: a field that it does not know is an error, too. */
final class CreateCheck {
    private static final Set<String> FIELDS =
            Set.of("amount", "currency", "metadata", "checkout", "receipt", "additionalSearchTerms");
    private static final Map<String, Kind> CHECKOUT = Map.of(
            "speedPolicy", Kind.SPEED,
            "paymentMethods", Kind.LIST,
            "defaultPaymentMethod", Kind.TEXT,
            "lazyPaymentMethods", Kind.FLAG,
            "expirationMinutes", Kind.MINUTES,
            "monitoringMinutes", Kind.MINUTES,
            "paymentTolerance", Kind.PERCENT,
            "redirectURL", Kind.URL,
            "redirectAutomatically", Kind.FLAG,
            "defaultLanguage", Kind.TEXT);
    private static final List<String> SPEEDS = List.of("HighSpeed", "MediumSpeed", "LowMediumSpeed", "LowSpeed");

    private enum Kind {
        TEXT,
        FLAG,
        LIST,
        MINUTES,
        PERCENT,
        SPEED,
        URL
    }

    private final ArrayNode faults = JsonNodeFactory.instance.arrayNode();
    private final Generation generation;

    private CreateCheck(Generation generation) {
        this.generation = generation;
    }

    /** What is wrong, as {@code [{"path":…,"message":…}]}; empty when nothing is. */
    static ArrayNode faults(ObjectNode body, Generation generation) {
        CreateCheck check = new CreateCheck(generation);
        check.top(body);
        check.checkout(body.path("checkout"));
        return check.faults;
    }

    private void top(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> need(FIELDS.contains(name), name, "is not a field of an invoice"));
        need(isAmount(body.path("amount")), "amount", "must be a decimal in a text, above zero");
        need(body.path("currency").asText("").matches("[A-Z]{3,5}"), "currency", "must be a code of capitals");
        need(body.path("metadata").path("orderId").isTextual(), "metadata.orderId", "must be a text");
    }

    private void checkout(JsonNode checkout) {
        checkout.fieldNames().forEachRemaining(name -> {
            Kind kind = CHECKOUT.get(name);
            need(kind != null && isOf(kind, checkout.path(name)), "checkout." + name, "is unknown or of another kind");
        });
    }

    private boolean isOf(Kind kind, JsonNode value) {
        return switch (kind) {
            case TEXT -> value.isTextual();
            case FLAG -> value.isBoolean();
            case LIST -> value.isArray() && isPaymentMethods(value);
            case MINUTES -> value.isIntegralNumber() && value.intValue() >= 1;
            case PERCENT ->
                value.isNumber()
                        && value.decimalValue().signum() >= 0
                        && value.decimalValue().compareTo(BigDecimal.valueOf(100)) <= 0;
            case SPEED -> SPEEDS.contains(value.asText());
            case URL -> value.asText().startsWith("http://") || value.asText().startsWith("https://");
        };
    }

    private boolean isPaymentMethods(JsonNode methods) {
        String known = generation == Generation.V1 ? "BTC" : "BTC-CHAIN";
        for (JsonNode method : methods) {
            if (!method.asText().equals(known)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAmount(JsonNode amount) {
        return amount.isTextual()
                && amount.textValue().matches("[0-9]{1,12}(\\.[0-9]{1,8})?")
                && new BigDecimal(amount.textValue()).signum() > 0;
    }

    private void need(boolean met, String path, String message) {
        if (!met) {
            faults.addObject().put("path", path).put("message", message);
        }
    }
}
