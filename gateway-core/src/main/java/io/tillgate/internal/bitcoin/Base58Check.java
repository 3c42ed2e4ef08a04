package io.tillgate.internal.bitcoin;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Base 58 with a checksum of four bytes: old addresses, extended keys, private keys. */
final class Base58Check {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    private static final int CHECKSUM_BYTES = 4;

    /** Decoding takes time in the square of the length; the longest text in use, an extended key, has 111. */
    static final int CHARS_MAX = 200;

    private Base58Check() {}

    static String encode(byte[] payload) {
        byte[] bytes = Arrays.copyOf(payload, payload.length + CHECKSUM_BYTES);
        System.arraycopy(Sha256.twice(payload), 0, bytes, payload.length, CHECKSUM_BYTES);
        StringBuilder text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        while (number.signum() > 0) {
            BigInteger[] step = number.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(step[1].intValue()));
            number = step[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append(ALPHABET.charAt(0));
        }
        return text.reverse().toString();
    }

    /** The bytes before the checksum; empty when the text has another letter, or a wrong checksum. */
    static Optional<byte[]> decode(String text) {
        if (text.isEmpty() || text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            zeros += digit == 0 && zeros == i ? 1 : 0;
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] magnitude = number.signum() == 0 ? new byte[0] : number.toByteArray();
        int sign = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + magnitude.length - sign];
        System.arraycopy(magnitude, sign, bytes, zeros, magnitude.length - sign);
        return withoutChecksum(bytes);
    }

    private static Optional<byte[]> withoutChecksum(byte[] bytes) {
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < 1) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(bytes, end);
        byte[] expected = Sha256.twice(payload);
        boolean holds = Arrays.equals(expected, 0, CHECKSUM_BYTES, bytes, end, bytes.length);
        return holds ? Optional.of(payload) : Optional.empty();
    }
}
