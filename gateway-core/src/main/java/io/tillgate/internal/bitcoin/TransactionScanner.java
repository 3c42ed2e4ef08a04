package io.tillgate.internal.bitcoin;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads transactions off raw bytes, one after the other, without making objects of them: their hashes, and those outputs
 * that pay to watched scripts. Reused from transaction to transaction. Not for several threads.
 */
public final class TransactionScanner {

    static final int HASH_BYTES = 32;

    /** All bitcoin that there can be, in satoshi. */
    static final long SATOSHI_MAX = 21_000_000L * 100_000_000L;

    private static final int OUTPOINT_BYTES = 36;
    private static final int INPUT_BYTES_MIN = 41;
    private static final int OUTPUT_BYTES_MIN = 9;

    /** Input sequences below this one signal replacement: BIP 125. */
    private static final long SEQUENCE_FINAL_MIN = 0xfffffffeL;

    private final MessageDigest sha = Sha256.digest();
    private final byte[] hash = new byte[HASH_BYTES];
    private int[] hits = new int[8];
    private int hitCount;
    private ByteCursor cursor = new ByteCursor(new byte[0], 0);
    private int inputsAt;
    private int inputCount;
    private boolean signalsReplacement;

    /** Reads one transaction that fills all of the bytes. */
    public void scan(byte[] raw, WatchedScripts watched, Consumer<WatchedOutput> found) throws MalformedBytesException {
        int end = scan(raw, 0, watched, found);
        if (end != raw.length) {
            throw new MalformedBytesException("a transaction is followed by other bytes");
        }
    }

    /** Reads the transaction that begins at an offset, and gives the offset behind it. */
    int scan(byte[] raw, int from, WatchedScripts watched, Consumer<WatchedOutput> found)
            throws MalformedBytesException {
        cursor = new ByteCursor(raw, from);
        hitCount = 0;
        signalsReplacement = false;
        cursor.skip(Integer.BYTES);
        boolean segwit = cursor.peek(0) == 0 && cursor.peek(1) == 1;
        if (segwit) {
            cursor.skip(2);
        }
        int bodyFrom = cursor.at();
        readInputs();
        readOutputs(watched);
        int bodyEnd = cursor.at();
        if (segwit) {
            skipWitnesses();
        }
        int lockTimeAt = cursor.at();
        cursor.skip(Integer.BYTES);
        hash(raw, from, bodyFrom, bodyEnd, lockTimeAt);
        if (hitCount > 0) {
            report(raw, found);
        }
        return cursor.at();
    }

    /** The hash of the transaction that was read last, valid until the next one is; a buffer, not a copy. */
    byte[] hash() {
        return hash;
    }

    /** The hash of the transaction that was read last, as the node writes it. */
    public String txid() {
        return Hex.ofHash(hash);
    }

    private void readInputs() throws MalformedBytesException {
        inputCount = cursor.count(INPUT_BYTES_MIN);
        inputsAt = cursor.at();
        for (int i = 0; i < inputCount; i++) {
            cursor.skip(OUTPOINT_BYTES);
            cursor.skip(cursor.count(1));
            signalsReplacement |= (cursor.readInt() & 0xffffffffL) < SEQUENCE_FINAL_MIN;
        }
    }

    private void readOutputs(WatchedScripts watched) throws MalformedBytesException {
        int outputs = cursor.count(OUTPUT_BYTES_MIN);
        for (int vout = 0; vout < outputs; vout++) {
            int outputAt = cursor.at();
            cursor.skip(Long.BYTES);
            int length = cursor.count(1);
            if (watched.mayContain(cursor.bytes(), cursor.at(), length)) {
                hit(vout, outputAt);
            }
            cursor.skip(length);
        }
    }

    private void skipWitnesses() throws MalformedBytesException {
        for (int i = 0; i < inputCount; i++) {
            int items = cursor.count(1);
            for (int item = 0; item < items; item++) {
                cursor.skip(cursor.count(1));
            }
        }
    }

    private void hit(int vout, int outputAt) {
        if (hitCount * 2 == hits.length) {
            hits = Arrays.copyOf(hits, hits.length * 2);
        }
        hits[hitCount * 2] = vout;
        hits[hitCount * 2 + 1] = outputAt;
        hitCount++;
    }

    private void hash(byte[] raw, int from, int bodyFrom, int bodyEnd, int lockTimeAt) {
        sha.update(raw, from, Integer.BYTES);
        sha.update(raw, bodyFrom, bodyEnd - bodyFrom);
        sha.update(raw, lockTimeAt, Integer.BYTES);
        try {
            sha.digest(hash, 0, HASH_BYTES);
            sha.update(hash, 0, HASH_BYTES);
            sha.digest(hash, 0, HASH_BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a SHA-256 has 32 bytes", impossible);
        }
    }

    private void report(byte[] raw, Consumer<WatchedOutput> found) throws MalformedBytesException {
        String txid = txid();
        byte[] spends = spends(raw);
        for (int i = 0; i < hitCount; i++) {
            ByteCursor output = new ByteCursor(raw, hits[i * 2 + 1]);
            long satoshi = output.readLong();
            if (satoshi < 0 || satoshi > SATOSHI_MAX) {
                throw new MalformedBytesException("an output holds more than all bitcoin there can be");
            }
            int length = output.count(1);
            byte[] script = Arrays.copyOfRange(raw, output.at(), output.at() + length);
            found.accept(new WatchedOutput(txid, hits[i * 2], satoshi, script, spends, signalsReplacement));
        }
    }

    private byte[] spends(byte[] raw) throws MalformedBytesException {
        byte[] spends = new byte[Math.multiplyExact(inputCount, OUTPOINT_BYTES)];
        ByteCursor inputs = new ByteCursor(raw, inputsAt);
        for (int i = 0; i < inputCount; i++) {
            System.arraycopy(raw, inputs.at(), spends, i * OUTPOINT_BYTES, OUTPOINT_BYTES);
            inputs.skip(OUTPOINT_BYTES);
            inputs.skip(inputs.count(1));
            inputs.skip(Integer.BYTES);
        }
        return spends;
    }
}
