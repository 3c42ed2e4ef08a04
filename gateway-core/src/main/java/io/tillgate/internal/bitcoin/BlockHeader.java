package io.tillgate.internal.bitcoin;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a block says of itself in its first 80 bytes.
 *
 * @param hash the block's own hash, as the node writes it
 * @param previous the hash of the block before it
 * @param merkleRoot the hash over all its transactions, as on the wire
 * @param time by its maker's clock, which may be wrong by two hours
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record BlockHeader(String hash, String previous, byte[] merkleRoot, Instant time, int bits) {

    public static final int BYTES = 80;

    private static final int MANTISSA_BYTES = 3;

    /** Reads the header at the start of a block. */
    public static BlockHeader parse(byte[] raw) throws MalformedBytesException {
        ByteCursor cursor = new ByteCursor(raw, 0);
        cursor.skip(BYTES);
        ByteCursor tail = new ByteCursor(raw, 68);
        long seconds = tail.readInt() & 0xffffffffL;
        return new BlockHeader(
                Hex.ofHash(Sha256.twice(Arrays.copyOf(raw, BYTES))),
                Hex.ofHash(Arrays.copyOfRange(raw, 4, 36)),
                Arrays.copyOfRange(raw, 36, 68),
                Instant.ofEpochSecond(seconds),
                tail.readInt());
    }

    /** Whether the hash is as small as the header itself demands. */
    public boolean hasProofOfWork() {
        BigInteger mantissa = BigInteger.valueOf(bits & 0x7fffff);
        int shift = 8 * ((bits >>> 24) - MANTISSA_BYTES);
        BigInteger target = shift >= 0 ? mantissa.shiftLeft(shift) : mantissa.shiftRight(-shift);
        boolean negative = (bits & 0x800000) != 0;
        return !negative && new BigInteger(hash, 16).compareTo(target) <= 0;
    }

    @Override
    public String toString() {
        return "BlockHeader[" + hash + "]";
    }
}
