package io.tillgate.bench;

import io.tillgate.order.OrderId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;

/**
 * Signed requests, one for each of a range of orders, made before they are needed and sent in shuffled order. Remembers
 * which were acknowledged. For one thread.
 */
final class Ipns {

    private final byte[] bytes;
    private final int[] ends;
    private final long[] orders;
    private final boolean repeated;
    private final BitSet acknowledged;
    private int sent;

    private Ipns(byte[] bytes, int[] ends, long[] orders, boolean repeated, BitSet acknowledged) {
        this.bytes = bytes;
        this.ends = ends;
        this.orders = orders;
        this.repeated = repeated;
        this.acknowledged = acknowledged;
    }

    static Ipns ofOrders(Wire wire, long from, int count) {
        long[] orders = new long[count];
        Random random = new Random(from);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            orders[i] = orders[j];
            orders[j] = from + i;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 700);
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            OrderId id = wire.orderId(orders[i]);
            bytes.writeBytes(wire.request(wire.body(orders[i], id)));
            ends[i] = bytes.size();
        }
        return new Ipns(bytes.toByteArray(), ends, orders, false, new BitSet(count));
    }

    /** The same requests again and again, in the same order, for ever. */
    Ipns repeated() {
        return new Ipns(bytes, ends, orders, true, new BitSet());
    }

    boolean hasNext() {
        return repeated || sent < orders.length;
    }

    /** The index of the next one to send. */
    int next() {
        return repeated ? sent++ % orders.length : sent++;
    }

    ByteBuffer request(int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        return ByteBuffer.wrap(bytes, start, ends[index] - start);
    }

    long order(int index) {
        return orders[index];
    }

    void acknowledge(int index) {
        acknowledged.set(index);
    }

    /** The numbers of the orders whose notification was acknowledged. */
    long[] acknowledgedOrders() {
        return acknowledged.stream().mapToLong(index -> orders[index]).toArray();
    }

    int size() {
        return orders.length;
    }
}
