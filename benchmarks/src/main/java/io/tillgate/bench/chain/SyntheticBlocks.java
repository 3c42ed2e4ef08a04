package io.tillgate.bench.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Blocks full of everyday segwit transactions, two inputs and two outputs each, that follow on each other and pass every
 * check: hash, proof of work (regtest's), merkle root. The same seed gives the same blocks.
 */
final class SyntheticBlocks {

    /** A block and its hash, as a node writes it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Made(String hash, byte[] raw) {}

    /** What a transaction pays, and to whom. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Payment(byte[] script, long satoshi) {}

    /** The transactions of a block, of which the first can be exchanged. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Body(byte[] raw, List<byte[]> hashes) {}

    static final int TRANSACTION_BYTES = 370;

    /** Where the first transaction begins: after the header and the count. */
    static final int FIRST_TRANSACTION_AT = 85;

    private static final int REGTEST_BITS = 0x207fffff;
    private static final int HEADER_BYTES = 80;
    private static final Instant FIRST_TIME = Instant.ofEpochSecond(1_700_000_000);
    private static final Duration BETWEEN_BLOCKS = Duration.ofMinutes(10);

    private final SplittableRandom random;
    private final MessageDigest sha;
    private final Instant first;
    private byte[] previous = new byte[32];
    private int made;

    SyntheticBlocks(long seed) {
        this(seed, FIRST_TIME);
    }

    /** The first block is of this time, each other ten minutes younger than the one before. */
    SyntheticBlocks(long seed, Instant first) {
        this.random = new SplittableRandom(seed);
        this.first = first;
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The next block, of some size at most; its first outputs pay to these scripts. */
    Made next(int bytesMax, List<byte[]> scripts) {
        Body body = body(bytesMax, scripts);
        return new Made(seal(body), body.raw());
    }

    Body body(int bytesMax, List<byte[]> scripts) {
        int count = (bytesMax - FIRST_TRANSACTION_AT) / TRANSACTION_BYTES;
        byte[] raw = new byte[FIRST_TRANSACTION_AT + count * TRANSACTION_BYTES];
        ByteBuffer block = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        block.position(HEADER_BYTES);
        block.put((byte) 0xfe).putInt(count);
        List<byte[]> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] script = i < scripts.size() ? scripts.get(i) : keyHashScript();
            hashes.add(transaction(raw, block, new Payment(script, anyAmount())));
        }
        return new Body(raw, hashes);
    }

    /** Makes the next block of a body that was one before: with another first transaction. Gives its hash. */
    String next(Body body, Payment payment) {
        ByteBuffer block = ByteBuffer.wrap(body.raw()).order(ByteOrder.LITTLE_ENDIAN);
        block.position(FIRST_TRANSACTION_AT);
        body.hashes().set(0, transaction(body.raw(), block, payment));
        return seal(body);
    }

    Payment anyPayment() {
        return new Payment(keyHashScript(), anyAmount());
    }

    private long anyAmount() {
        return 1L + random.nextInt(1_000_000);
    }

    byte[] keyHashScript() {
        byte[] script = bytes(22);
        script[0] = 0;
        script[1] = 20;
        return script;
    }

    private byte[] transaction(byte[] raw, ByteBuffer block, Payment payment) {
        int from = block.position();
        block.putInt(2).put((byte) 0).put((byte) 1);
        int body = block.position();
        block.put((byte) 2);
        for (int i = 0; i < 2; i++) {
            block.put(bytes(36)).put((byte) 0).putInt(0xfffffffd);
        }
        block.put((byte) 2);
        block.putLong(payment.satoshi()).put((byte) 22).put(payment.script());
        block.putLong(anyAmount()).put((byte) 22).put(keyHashScript());
        int end = block.position();
        for (int i = 0; i < 2; i++) {
            block.put((byte) 2).put((byte) 71).put(bytes(71)).put((byte) 33).put(bytes(33));
        }
        int lockTime = block.position();
        block.putInt(0);
        if (block.position() - from != TRANSACTION_BYTES) {
            throw new IllegalStateException("a transaction of " + (block.position() - from) + " bytes");
        }
        sha.update(raw, from, 4);
        sha.update(raw, body, end - body);
        sha.update(raw, lockTime, 4);
        return sha.digest(sha.digest());
    }

    private byte[] merkleRoot(List<byte[]> hashes) {
        List<byte[]> level = hashes;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                sha.update(level.get(i));
                sha.update(level.get(Math.min(i + 1, level.size() - 1)));
                above.add(sha.digest(sha.digest()));
            }
            level = above;
        }
        return level.get(0);
    }

    /** Writes the header, and gives its hash as a node writes it. */
    private String seal(Body body) {
        byte[] raw = body.raw();
        ByteBuffer header = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(4)
                .put(previous)
                .put(merkleRoot(body.hashes()))
                .putInt((int) first.plus(BETWEEN_BLOCKS.multipliedBy(made++)).getEpochSecond())
                .putInt(REGTEST_BITS);
        byte[] hash;
        int nonce = 0;
        do {
            header.putInt(HEADER_BYTES - 4, nonce++);
            sha.update(raw, 0, HEADER_BYTES);
            hash = sha.digest(sha.digest());
            // Regtest asks for one bit: the hash, read as a number, is below half of all there are.
        } while (hash[31] < 0);
        previous = hash;
        byte[] shown = new byte[32];
        for (int i = 0; i < 32; i++) {
            shown[i] = hash[31 - i];
        }
        return HexFormat.of().formatHex(shown);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
