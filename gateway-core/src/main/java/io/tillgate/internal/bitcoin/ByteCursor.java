package io.tillgate.internal.bitcoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads Bitcoin's wire format off bytes that nobody vouches for: no count reaches beyond their end. */
final class ByteCursor {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    ByteCursor(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int peek(int ahead) throws MalformedBytesException {
        need(ahead + 1);
        return bytes[at + ahead];
    }

    void skip(int count) throws MalformedBytesException {
        need(count);
        at += count;
    }

    int readInt() throws MalformedBytesException {
        need(Integer.BYTES);
        int value = (int) INTS.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    long readLong() throws MalformedBytesException {
        need(Long.BYTES);
        long value = (long) LONGS.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    /** A count of things that follow, of so many bytes at least each. */
    int count(int bytesEach) throws MalformedBytesException {
        need(1);
        int first = bytes[at++] & 0xff;
        long count = first;
        if (first == 0xfd) {
            need(2);
            count = (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
            at += 2;
        } else if (first == 0xfe) {
            count = readInt() & 0xffffffffL;
        } else if (first == 0xff) {
            count = readLong();
        }
        if (count < 0 || count > (bytes.length - at) / bytesEach) {
            throw new MalformedBytesException("the bytes end too soon: they announce more than there is");
        }
        return (int) count;
    }

    private void need(int count) throws MalformedBytesException {
        if (count > bytes.length - at) {
            throw new MalformedBytesException("the bytes end too soon");
        }
    }
}
