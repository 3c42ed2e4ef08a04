package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a URL, read by ourselves: the same on every container, and without {@code getParameter}, which may read a
 * body. What is wrong is collected, so that the client learns everything at once.
 */
final class Query {

    static final int QUERY_CHARS_MAX = 4000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Query() {}

    static Query of(@Nullable String raw) {
        return of(raw, QUERY_CHARS_MAX);
    }

    /** Values that came another way. */
    static Query ofValues(Map<String, List<String>> values) {
        Query query = new Query();
        values.forEach((name, given) -> query.values.put(name, List.copyOf(given)));
        return query;
    }

    /** The body of a form is written like a query, and may be longer. */
    static Query of(@Nullable String raw, int charsMax) {
        Query query = new Query();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        if (raw.length() > charsMax) {
            query.problems.add(new Problem("query", "is too long", "send at most " + charsMax + " characters"));
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            query.read(pair);
        }
        return query;
    }

    /** A value that must be there, once, and not empty; adds a problem otherwise. */
    Optional<String> required(String name, String fix) {
        Optional<String> value = optional(name);
        if (value.isEmpty() && !isRepeated(name)) {
            problems.add(new Problem(name, "is missing", fix));
        }
        return value;
    }

    /** A value that may be there; empty counts as absent; adds a problem when it is there more than once. */
    Optional<String> optional(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (isRepeated(name)) {
            problems.add(new Problem(name, "is given " + given.size() + " times", "send it once"));
            return Optional.empty();
        }
        return given.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** All names and values, in the order they were sent. */
    Map<String, List<String>> all() {
        return Collections.unmodifiableMap(values);
    }

    /** Everything that was wrong so far. */
    List<Problem> problems() {
        return problems;
    }

    private boolean isRepeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    private void read(String pair) {
        int equals = pair.indexOf('=');
        Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals));
        Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
        if (name.isEmpty() || value.isEmpty()) {
            problems.add(new Problem(
                    name.filter(Query::isPlainName).orElse("query"),
                    "is not percent-encoded UTF-8",
                    "encode it as a URL needs, such as %20 for a space"));
            return;
        }
        values.computeIfAbsent(name.get(), n -> new ArrayList<>()).add(value.get());
    }

    private static boolean isPlainName(String name) {
        return name.length() <= 40 && name.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
    }

    /** Whether decoding would give the same text, as it does for nearly every request. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c < 0x20 || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decode(String text) {
        if (isPlain(text)) {
            return Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else if (c >= 0x20 && c < 0x7f) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
