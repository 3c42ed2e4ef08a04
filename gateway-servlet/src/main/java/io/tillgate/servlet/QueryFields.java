package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What filters in an address have in common: reading constants, and writing the address of another page. */
final class QueryFields {

    private QueryFields() {}

    /** One of the constants by its name; adds a problem for anything else. */
    static <E extends Enum<E>> Optional<E> constant(Query query, String field, E[] values) {
        Optional<String> text = query.optional(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E value : values) {
            if (value.name().equals(text.get())) {
                return Optional.of(value);
            }
        }
        String known = Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
        query.problems().add(new Problem(field, "is not one we know", "use one of " + known));
        return Optional.empty();
    }

    /** Adds a field unless there is no value for it. */
    static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String url(String path, Map<String, String> fields) {
        return fields.isEmpty() ? path : path + "?" + query(fields);
    }
}
