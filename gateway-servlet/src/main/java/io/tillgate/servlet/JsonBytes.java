package io.tillgate.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * JSON put together from parts that were written before and a few numbers: for answers that are asked for thousands of
 * times a second. Takes ASCII that needs no escape. For one thread.
 */
final class JsonBytes {

    private static final long[] TEN_TO_THE = new long[19];

    static {
        TEN_TO_THE[0] = 1;
        for (int i = 1; i < TEN_TO_THE.length; i++) {
            TEN_TO_THE[i] = 10 * TEN_TO_THE[i - 1];
        }
    }

    private byte[] bytes;
    private int length;

    JsonBytes(int expected) {
        bytes = new byte[expected];
    }

    JsonBytes add(byte[] part) {
        reserve(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        return this;
    }

    JsonBytes add(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Any count but {@link Long#MIN_VALUE}. */
    JsonBytes add(long number) {
        if (number < 0) {
            add("-");
        }
        return digits(Math.absExact(number), 1);
    }

    /** A count of minor units as a decimal number with all its digits: 2500 and 2 is {@code 25.00}. */
    JsonBytes add(long minorUnits, int minorDigits) {
        if (minorUnits < 0) {
            add("-");
        }
        long units = Math.absExact(minorUnits);
        digits(units / TEN_TO_THE[minorDigits], 1);
        return minorDigits == 0 ? this : add(".").digits(units % TEN_TO_THE[minorDigits], minorDigits);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Sends what is here so far, without a copy. */
    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    int length() {
        return length;
    }

    private JsonBytes digits(long number, int least) {
        int count = least;
        while (count < TEN_TO_THE.length && number >= TEN_TO_THE[count]) {
            count++;
        }
        reserve(count);
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
