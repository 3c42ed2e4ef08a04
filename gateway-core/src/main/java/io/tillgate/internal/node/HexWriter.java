package io.tillgate.internal.node;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/** Turns the digits of a block into its bytes as they come, so that eight million characters are never held as text. */
final class HexWriter extends Writer {

    private byte[] bytes;
    private int size;
    private int half = -1;

    HexWriter(int expectedBytes) {
        this.bytes = new byte[expectedBytes];
    }

    @Override
    public void write(char[] digits, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            char c = digits[i];
            int value = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
            boolean valid = c <= '9' ? c >= '0' : value >= 10 && value <= 15;
            if (!valid) {
                throw new IOException("a character that is no hex digit");
            }
            if (half < 0) {
                half = value;
            } else {
                append((byte) ((half << 4) | value));
                half = -1;
            }
        }
    }

    private void append(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(1024, bytes.length * 2));
        }
        bytes[size++] = value;
    }

    /** The bytes so far; refuses an odd number of digits. */
    byte[] toBytes() throws IOException {
        if (half >= 0) {
            throw new IOException("an odd number of hex digits");
        }
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
