package io.tillgate.internal.bitcoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The output scripts to look for, as fingerprints of eight bytes in one table: 16 bytes of memory for each script, and one
 * look into it for each output of a block. Two scripts can share a fingerprint, so a hit is a candidate: compare it with
 * the stored script. Not for several threads.
 */
public final class WatchedScripts {

    /** Longer scripts than that of any address are never watched. */
    public static final int SCRIPT_BYTES_MAX = 42;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CAPACITY_MIN = 1024;
    private static final long EMPTY = 0;

    private long[] table = new long[CAPACITY_MIN];
    private int size;

    /** Adds a script of 1 to {@link #SCRIPT_BYTES_MAX} bytes; adding it again changes nothing. */
    public void add(byte[] script) {
        if (script.length == 0 || script.length > SCRIPT_BYTES_MAX) {
            throw new IllegalArgumentException("no address has a script of " + script.length + " bytes");
        }
        if (insert(table, fingerprint(script, 0, script.length))) {
            size++;
        }
        if (size * 2 > table.length) {
            grow();
        }
    }

    /** Whether a part of a block may be a watched script: false is certain. */
    public boolean mayContain(byte[] raw, int from, int length) {
        if (length == 0 || length > SCRIPT_BYTES_MAX) {
            return false;
        }
        long wanted = fingerprint(raw, from, length);
        int mask = table.length - 1;
        for (int slot = slot(wanted, mask); table[slot] != EMPTY; slot = (slot + 1) & mask) {
            if (table[slot] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** How many fingerprints there are. */
    public int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (long fingerprint : table) {
            if (fingerprint != EMPTY) {
                insert(larger, fingerprint);
            }
        }
        table = larger;
    }

    private static boolean insert(long[] table, long fingerprint) {
        int mask = table.length - 1;
        int slot = slot(fingerprint, mask);
        while (table[slot] != EMPTY) {
            if (table[slot] == fingerprint) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = fingerprint;
        return true;
    }

    private static int slot(long fingerprint, int mask) {
        return (int) (fingerprint >>> 32) & mask;
    }

    private static long fingerprint(byte[] bytes, int from, int length) {
        long mixed = length * 0x9e3779b97f4a7c15L;
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            mixed = mix(mixed, (long) LONGS.get(bytes, at));
        }
        for (; at < end; at++) {
            mixed = mix(mixed, bytes[at]);
        }
        mixed ^= mixed >>> 29;
        return mixed == EMPTY ? 1 : mixed;
    }

    private static long mix(long mixed, long next) {
        long product = (mixed ^ next) * 0xbf58476d1ce4e5b9L;
        return product ^ (product >>> 31);
    }
}
