package io.tillgate.internal.bitcoin;

import java.util.HexFormat;

/** Bytes as the node writes them. Hashes are shown with their bytes reversed, as everybody shows them. */
public final class Hex {

    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    public static String of(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /** Throws {@link IllegalArgumentException} on anything but pairs of digits. */
    public static byte[] parse(String hex) {
        return FORMAT.parseHex(hex);
    }

    /** Reads a part of a buffer of digits, without a copy as text between. */
    public static byte[] parse(char[] digits, int from, int length) {
        return FORMAT.parseHex(digits, from, from + length);
    }

    /** The text of a hash: {@code 0000…} for a block. */
    public static String ofHash(byte[] hash) {
        return of(reversed(hash));
    }

    /** Reads the text of a hash; throws {@link IllegalArgumentException} when it is none. */
    public static byte[] parseHash(String text) {
        byte[] bytes = parse(text);
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a hash has 64 hex digits, this has " + text.length());
        }
        return reversed(bytes);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
