package io.tillgate.internal.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the hex digits out of an answer whose result is nothing else, such as a block of eight million digits: straight from
 * bytes to bytes, since a JSON parser would turn them into text first, and takes ten times as long.
 */
final class HexResult {

    /** Unescaped quotes: no text inside the answer can hold this. */
    private static final byte[] KEY = "\"result\"".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < 16; i++) {
            VALUES["0123456789abcdef".charAt(i)] = (byte) i;
            VALUES["0123456789ABCDEF".charAt(i)] = (byte) i;
        }
    }

    private HexResult() {}

    /** The bytes; empty when the answer has no text as its result. */
    static Optional<byte[]> read(byte[] answer) throws IOException {
        int key = indexOf(answer);
        if (key < 0) {
            return Optional.empty();
        }
        int at = skipBlanks(answer, key + KEY.length);
        if (at >= answer.length || answer[at] != ':') {
            return Optional.empty();
        }
        at = skipBlanks(answer, at + 1);
        if (at >= answer.length || answer[at] != '"') {
            return Optional.empty();
        }
        int from = at + 1;
        int end = from;
        while (end < answer.length && answer[end] != '"') {
            end++;
        }
        if (end == answer.length || (end - from) % 2 != 0) {
            throw new IOException("hex digits that were cut off");
        }
        return Optional.of(decode(answer, from, (end - from) / 2));
    }

    private static byte[] decode(byte[] digits, int from, int count) throws IOException {
        byte[] bytes = new byte[count];
        int wrong = 0;
        for (int i = 0; i < count; i++) {
            int high = digits[from + 2 * i];
            int low = digits[from + 2 * i + 1];
            int value = (VALUES[high & 0x7f] << 4) | VALUES[low & 0x7f];
            // Negative when a digit is none, or no ASCII.
            wrong |= value | high | low;
            bytes[i] = (byte) value;
        }
        if (wrong < 0) {
            throw new IOException("a character that is no hex digit");
        }
        return bytes;
    }

    private static int skipBlanks(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int indexOf(byte[] bytes) {
        for (int at = 0; at + KEY.length <= bytes.length; at++) {
            if (bytes[at] == '"' && Arrays.equals(bytes, at, at + KEY.length, KEY, 0, KEY.length)) {
                return at;
            }
        }
        return -1;
    }
}
