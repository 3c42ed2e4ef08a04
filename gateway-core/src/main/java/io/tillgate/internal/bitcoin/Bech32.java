package io.tillgate.internal.bitcoin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Base 32 with a checksum that finds any four typing errors: BIP 173, and its correction BIP 350. */
final class Bech32 {

    /** Which constant the checksum ends in. */
    enum Variant {
        BECH32(1),
        BECH32M(0x2bc830a3);

        private final int constant;

        Variant(int constant) {
            this.constant = constant;
        }
    }

    /** A text that was decoded: values of five bits, the checksum taken off. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Decoded(Variant variant, String prefix, byte[] values) {}

    static final int CHARS_MAX = 90;

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_CHARS = 6;

    private Bech32() {}

    static String encode(Variant variant, String prefix, byte[] values) {
        int check = 1;
        check = addPrefix(check, prefix);
        StringBuilder text = new StringBuilder(prefix).append('1');
        for (byte value : values) {
            check = add(check, value);
            text.append(ALPHABET.charAt(value));
        }
        for (int i = 0; i < CHECKSUM_CHARS; i++) {
            check = add(check, 0);
        }
        check ^= variant.constant;
        for (int i = 0; i < CHECKSUM_CHARS; i++) {
            text.append(ALPHABET.charAt((check >>> (5 * (CHECKSUM_CHARS - 1 - i))) & 31));
        }
        return text.toString();
    }

    /** Empty when the text is not well formed, mixes case, or its checksum holds in neither variant. */
    static Optional<Decoded> decode(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
        int separator = lower.lastIndexOf('1');
        if (!oneCase
                || lower.length() > CHARS_MAX
                || separator < 1
                || separator + CHECKSUM_CHARS >= lower.length()
                || !lower.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Optional.empty();
        }
        String prefix = lower.substring(0, separator);
        byte[] values = new byte[lower.length() - separator - 1];
        int check = addPrefix(1, prefix);
        for (int i = 0; i < values.length; i++) {
            int value = ALPHABET.indexOf(lower.charAt(separator + 1 + i));
            if (value < 0) {
                return Optional.empty();
            }
            values[i] = (byte) value;
            check = add(check, value);
        }
        for (Variant variant : Variant.values()) {
            if (check == variant.constant) {
                byte[] data = Arrays.copyOf(values, values.length - CHECKSUM_CHARS);
                return Optional.of(new Decoded(variant, prefix, data));
            }
        }
        return Optional.empty();
    }

    /** Bytes as values of five bits, filled up with zeros. */
    static byte[] toValues(byte[] bytes) {
        byte[] values = new byte[(bytes.length * 8 + 4) / 5];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (byte b : bytes) {
            held = ((held << 8) | (b & 0xff)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                values[at++] = (byte) ((held >>> bits) & 31);
            }
        }
        if (bits > 0) {
            values[at] = (byte) ((held << (5 - bits)) & 31);
        }
        return values;
    }

    /** The bytes in values of five bits; empty when what is left over is more than filling. */
    static Optional<byte[]> toBytes(byte[] values, int from) {
        byte[] bytes = new byte[(values.length - from) * 5 / 8];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = from; i < values.length; i++) {
            held = ((held << 5) | values[i]) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >>> bits);
            }
        }
        boolean filled = bits < 5 && (held & ((1 << bits) - 1)) == 0;
        return filled ? Optional.of(bytes) : Optional.empty();
    }

    private static int addPrefix(int check, String prefix) {
        int sum = check;
        for (int i = 0; i < prefix.length(); i++) {
            sum = add(sum, prefix.charAt(i) >>> 5);
        }
        sum = add(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = add(sum, prefix.charAt(i) & 31);
        }
        return sum;
    }

    private static int add(int check, int value) {
        int top = check >>> 25;
        int sum = ((check & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >>> i) & 1) != 0) {
                sum ^= GENERATOR[i];
            }
        }
        return sum;
    }
}
