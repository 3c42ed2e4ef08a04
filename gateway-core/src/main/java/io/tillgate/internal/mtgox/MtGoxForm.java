package io.tillgate.internal.mtgox;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an {@code application/x-www-form-urlencoded} body, in the order they came. Reads any bytes at all: never
 * throws, and stops at {@value #FIELDS_MAX} fields.
 *
 * <p>Decodes as PHP does, since that is what the wire was written in: {@code +} is a space, and a percent sign without
 * two hex digits stands for itself. Bytes that are not UTF-8, and NUL, which Postgres can't store, become U+FFFD.
 */
final class MtGoxForm {

    static final int FIELDS_MAX = 64;

    private static final char REPLACEMENT = '\uFFFD';

    private final String[] names = new String[FIELDS_MAX];
    private final String[] values = new String[FIELDS_MAX];
    private int count;
    private boolean tooManyFields;

    private MtGoxForm() {}

    static MtGoxForm parse(byte[] body) {
        MtGoxForm form = new MtGoxForm();
        int from = 0;
        while (from < body.length && !form.tooManyFields) {
            int to = indexOf(body, '&', from, body.length);
            if (to > from) {
                form.add(body, from, to);
            }
            from = to + 1;
        }
        return form;
    }

    /** The value that came first under a name, or null when there is none. */
    @Nullable String first(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    boolean isRepeated(String name) {
        int seen = 0;
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                seen++;
            }
        }
        return seen > 1;
    }

    int size() {
        return count;
    }

    /** Whether fields were left out because there were more than {@value #FIELDS_MAX}. */
    boolean hasTooManyFields() {
        return tooManyFields;
    }

    private void add(byte[] body, int from, int to) {
        if (count == FIELDS_MAX) {
            tooManyFields = true;
            return;
        }
        int equals = indexOf(body, '=', from, to);
        names[count] = decode(body, from, equals);
        values[count] = equals < to ? decode(body, equals + 1, to) : "";
        count++;
    }

    private static int indexOf(byte[] body, char wanted, int from, int to) {
        int at = from;
        while (at < to && body[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String decode(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b <= 0 || b == '%' || b == '+') {
                return decodeSlowly(body, from, to);
            }
        }
        return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String decodeSlowly(byte[] body, int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && i + 2 < to && hex(body[i + 1]) >= 0 && hex(body[i + 2]) >= 0) {
                b = (byte) (hex(body[i + 1]) << 4 | hex(body[i + 2]));
                i += 2;
            }
            decoded[length++] = b;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8).replace('\0', REPLACEMENT);
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit((char) b, 16);
    }
}
