package io.tillgate.bench.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private static final int REGTEST_BITS = 0x207fffff;
    private static final int HEADER_BYTES = 80;
    private static final int TRANSACTION_BYTES = 370;
    private static final int FIRST_TIME = 1_700_000_000;

    private final SplittableRandom random;
    private final MessageDigest sha;
    private byte[] previous = new byte[32];
    private int made;

    SyntheticBlocks(long seed) {
        this.random = new SplittableRandom(seed);
        try {
            this.sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The next block, of some size at most; its first outputs pay to these scripts. */
    Made next(int bytesMax, List<byte[]> scripts) {
        int count = (bytesMax - HEADER_BYTES - 5) / TRANSACTION_BYTES;
        byte[] raw = new byte[HEADER_BYTES + 5 + count * TRANSACTION_BYTES];
        ByteBuffer block = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        block.position(HEADER_BYTES);
        block.put((byte) 0xfe).putInt(count);
        List<byte[]> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] script = i < scripts.size() ? scripts.get(i) : keyHashScript();
            hashes.add(transaction(raw, block, script));
        }
        return sealed(raw, merkleRoot(hashes));
    }

    byte[] keyHashScript() {
        byte[] script = bytes(22);
        script[0] = 0;
        script[1] = 20;
        return script;
    }

    private byte[] transaction(byte[] raw, ByteBuffer block, byte[] script) {
        int from = block.position();
        block.putInt(2).put((byte) 0).put((byte) 1);
        int body = block.position();
        block.put((byte) 2);
        for (int i = 0; i < 2; i++) {
            block.put(bytes(36)).put((byte) 0).putInt(0xfffffffd);
        }
        block.put((byte) 2);
        block.putLong(1 + random.nextInt(1_000_000)).put((byte) 22).put(script);
        block.putLong(1 + random.nextInt(1_000_000)).put((byte) 22).put(keyHashScript());
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

    private Made sealed(byte[] raw, byte[] root) {
        ByteBuffer header = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(4)
                .put(previous)
                .put(root)
                .putInt(FIRST_TIME + made++ * 600)
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
        return new Made(HexFormat.of().formatHex(shown), raw);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
