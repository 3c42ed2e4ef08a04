package io.tillgate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import okio.ByteString;

/** Reads a JSON object and gathers everything that is wrong with it, each with field, fault and fix. */
final class StrictFields {
    private final List<Map<String, String>> problems = new ArrayList<>();
    private final JsonNode object;

    private StrictFields(JsonNode object) {
        this.object = object;
    }

    static StrictFields read(ByteString json, Set<String> known) {
        JsonNode node;
        try {
            node = Json.read(json);
        } catch (IllegalArgumentException notJson) {
            StrictFields none = new StrictFields(Json.read(ByteString.encodeUtf8("{}")));
            none.problem("body", "is not JSON: " + notJson.getMessage(), "send one JSON object");
            return none;
        }
        StrictFields fields = new StrictFields(node);
        if (!node.isObject()) {
            fields.problem("body", "is not a JSON object", "send one JSON object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fields.problem(name, "is not a field here", "use " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return fields;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            problem(name, "is not a text, or a blank one", "send a JSON string with something in it");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    Optional<Long> wholeNumber(String name, long min, long max) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            problem(name, "is not a whole number from " + min + " to " + max, "send a JSON number without a point");
            return Optional.empty();
        }
        return Optional.of(value.longValue());
    }

    void problem(String field, String fault, String fix) {
        problems.add(Map.of("field", field, "fault", fault, "fix", fix));
    }

    /** 422 with every problem; empty when there is none. */
    Optional<Answer> refusal() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(Answer.Reply.json(422, Map.of("errors", problems)));
    }
}
