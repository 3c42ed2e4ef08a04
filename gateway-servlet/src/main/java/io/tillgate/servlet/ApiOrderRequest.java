package io.tillgate.servlet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of {@code POST /api/orders}; throws {@link InvalidInputException} that lists all that is wrong. */
final class ApiOrderRequest {

    static final int BODY_BYTES_MAX = 16 * 1024;

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .readerFor(JsonNode.class);

    private static final Set<String> FIELDS =
            Set.of("reference", "currency", "amount", "description", "data", "return_url", "processor");

    private final List<Problem> problems = new ArrayList<>();
    private final ObjectNode json;

    private ApiOrderRequest(ObjectNode json) {
        this.json = json;
    }

    static CheckoutRequest read(byte[] body) {
        return new ApiOrderRequest(parse(body)).checkoutRequest();
    }

    private static ObjectNode parse(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException broken) {
            throw notAnObject();
        }
        throw notAnObject();
    }

    private static InvalidInputException notAnObject() {
        return new InvalidInputException(
                "body",
                "is not a JSON object",
                "send {\"reference\":\"A-1\",\"currency\":\"EUR\",\"amount\":\"25.00\"}");
    }

    private CheckoutRequest checkoutRequest() {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
                problems.add(new Problem(shown, "is not a field of an order", "send some of " + sorted()));
            }
        }
        String reference = required("reference");
        Money price = price(required("currency"), amount());
        ProcessorId processor = processor(text("processor"));
        CheckoutRequest.Builder builder = CheckoutRequest.of(
                        reference == null ? "missing" : reference, price == null ? Money.satoshi(1) : price)
                .description(text("description"))
                .data(text("data"))
                .returnUrl(text("return_url"));
        if (processor != null) {
            builder.processor(processor);
        }
        CheckoutRequest request = build(builder);
        if (request == null || !problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return request;
    }

    private @Nullable CheckoutRequest build(CheckoutRequest.Builder builder) {
        try {
            return builder.build();
        } catch (InvalidInputException invalid) {
            for (Problem problem : invalid.problems()) {
                String field = problem.field().equals("returnUrl") ? "return_url" : problem.field();
                problems.add(new Problem(field.equals("price") ? "amount" : field, problem.fault(), problem.fix()));
            }
            return null;
        }
    }

    private @Nullable Money price(@Nullable String currency, @Nullable String amount) {
        if (currency == null || amount == null) {
            return null;
        }
        try {
            return Money.parse(Currency.of(currency), amount);
        } catch (InvalidInputException invalid) {
            problems.addAll(invalid.problems());
            return null;
        }
    }

    private @Nullable ProcessorId processor(@Nullable String text) {
        try {
            return text == null ? null : new ProcessorId(text);
        } catch (InvalidInputException invalid) {
            problems.addAll(invalid.problems());
            return null;
        }
    }

    /** A decimal as text, or a JSON number, which keeps all its digits. */
    private @Nullable String amount() {
        JsonNode node = json.get("amount");
        if (node != null && node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return required("amount");
    }

    private @Nullable String required(String field) {
        String text = text(field);
        JsonNode node = json.get(field);
        if (text == null && (node == null || node.isNull())) {
            problems.add(new Problem(field, "is missing", "send it as text"));
        }
        return text;
    }

    private @Nullable String text(String field) {
        JsonNode node = json.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            problems.add(new Problem(field, "is not text", "send it in quotes"));
            return null;
        }
        return node.textValue();
    }

    private static String sorted() {
        return FIELDS.stream().sorted().toList().toString();
    }
}
