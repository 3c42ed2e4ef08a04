package io.tillgate.sandbox;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okio.Buffer;
import okio.ByteString;

/** The fields of an {@code application/x-www-form-urlencoded} body or query, in the order they came. */
public record FormFields(Map<String, String> values) {
    public FormFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads what PHP's {@code http_build_query} writes. A field that comes twice, a broken percent escape and
     * bytes that are not UTF-8 are refused with an {@link IllegalArgumentException}, never repaired.
     */
    public static FormFields parse(ByteString encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.string(StandardCharsets.ISO_8859_1).split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException("field " + name + " is given twice: send it once");
            }
        }
        return new FormFields(values);
    }

    /** Empty when the field is missing or blank; the wire makes no difference between the two. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** Encodes as PHP does: space as plus, and nothing bare but letters, digits, minus, dot and underscore. */
    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    private static String decode(String encoded) {
        Buffer bytes = new Buffer();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.writeByte(hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
                i += 2;
            } else {
                bytes.writeByte(c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.readByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("body is not UTF-8: encode every field as UTF-8", notUtf8);
        }
    }

    private static int hex(String encoded, int index) {
        int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("body has a broken percent escape: write % as %25");
        }
        return digit;
    }
}
