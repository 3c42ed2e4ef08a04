package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /** Names and values by turns, as they came: there are few, and most are asked for once. */
    private final List<String> sent = new ArrayList<>();

    private final List<Problem> problems = new ArrayList<>();

    private Query() {}

    static Query of(@Nullable String raw) {
        return of(raw, QUERY_CHARS_MAX);
    }

    /** Values that came another way. */
    static Query ofValues(Map<String, List<String>> values) {
        Query query = new Query();
        values.forEach((name, given) -> given.forEach(value -> query.add(name, value)));
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
        int start = 0;
        for (int end = raw.indexOf('&'); end >= 0; end = raw.indexOf('&', start)) {
            query.read(raw.substring(start, end));
            start = end + 1;
        }
        query.read(raw.substring(start));
        return query;
    }

    /** A value that must be there, once, and not empty; adds a problem otherwise. */
    Optional<String> required(String name, String fix) {
        Optional<String> value = optional(name);
        if (value.isEmpty() && count(name) <= 1) {
            problems.add(new Problem(name, "is missing", fix));
        }
        return value;
    }

    /** A value that may be there; empty counts as absent; adds a problem when it is there more than once. */
    Optional<String> optional(String name) {
        int count = 0;
        String value = "";
        for (int i = 0; i < sent.size(); i += 2) {
            if (sent.get(i).equals(name)) {
                count++;
                value = sent.get(i + 1);
            }
        }
        if (count > 1) {
            problems.add(new Problem(name, "is given " + count + " times", "send it once"));
        }
        return count != 1 || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** All names and values, in the order they were sent. */
    Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < sent.size(); i += 2) {
            all.computeIfAbsent(sent.get(i), name -> new ArrayList<>()).add(sent.get(i + 1));
        }
        return all;
    }

    /** Everything that was wrong so far. */
    List<Problem> problems() {
        return problems;
    }

    private int count(String name) {
        int count = 0;
        for (int i = 0; i < sent.size(); i += 2) {
            count += sent.get(i).equals(name) ? 1 : 0;
        }
        return count;
    }

    private void add(String name, String value) {
        sent.add(name);
        sent.add(value);
    }

    private void read(String pair) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
        if (name == null || value == null) {
            problems.add(new Problem(
                    name != null && isPlainName(name) ? name : "query",
                    "is not percent-encoded UTF-8",
                    "encode it as a URL needs, such as %20 for a space"));
            return;
        }
        add(name, value);
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

    /** Gives null where it can't be decoded. */
    private static @Nullable String decode(String text) {
        if (isPlain(text)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else if (c >= 0x20 && c < 0x7f) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
