package io.tillgate.servlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import java.util.List;

/** Our JSON: amounts as decimal strings beside minor units, times as ISO 8601 in UTC, names in snake case. */
final class Json {

    static final String CONTENT_TYPE = "application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ObjectNode money(Money amount) {
        return object().put("currency", amount.currency().code())
                .put("amount", amount.toDecimal().toPlainString())
                .put("minor_units", amount.minorUnits());
    }

    static ObjectNode errors(List<Problem> problems) {
        ArrayNode errors = array();
        for (Problem problem : problems) {
            errors.addObject()
                    .put("field", problem.field())
                    .put("fault", problem.fault())
                    .put("fix", problem.fix());
        }
        ObjectNode body = object();
        body.set("errors", errors);
        return body;
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a tree of JSON can't be written", broken);
        }
    }

    static Answer answer(int status, JsonNode node) {
        return Answer.of(status, CONTENT_TYPE, bytes(node));
    }
}
