package io.tillgate.internal.bitcoin;

import java.io.ByteArrayOutputStream;

/**
 * A transaction that moves one whole coin from a private key's P2PKH address to one output. Built without I/O; the same
 * coin, key and fee give the same bytes each time, so that broadcasting it twice is broadcasting it once.
 */
public final class SweepTransaction {

    /**
     * The coin to spend.
     *
     * @param txid hash of the transaction that paid it, as the node writes it
     */
    public record Coin(String txid, int vout, long satoshi) {}

    /** A signature with a low s has at most 71 bytes, and the hash type one more. */
    private static final int SIGNATURE_BYTES_MAX = 72;

    private static final int SIGHASH_ALL = 1;
    private static final int VERSION = 1;

    /** Final, so that nobody may replace it. */
    private static final int SEQUENCE = 0xffffffff;

    private SweepTransaction() {}

    /** The size of the signed transaction at most, in bytes; there is no witness, so it is that of its fee as well. */
    public static int bytesMax(PrivateKey key, byte[] toScript) {
        int input = 36 + 1 + 1 + SIGNATURE_BYTES_MAX + 1 + key.publicKey().length + 4;
        return 4 + 1 + input + 1 + 8 + 1 + toScript.length + 4;
    }

    /**
     * Builds and signs.
     *
     * @param fromScript output script of the coin, that of the key's address
     * @param toScript output script of the address that gets it, below 253 bytes
     * @param fee what the miner gets, less than the coin
     */
    public static byte[] signed(Coin coin, PrivateKey key, byte[] fromScript, byte[] toScript, long fee) {
        if (fee < 0 || fee >= coin.satoshi()) {
            throw new IllegalArgumentException("the fee of " + fee + " satoshi leaves nothing");
        }
        byte[] toSign = transaction(coin, fromScript, toScript, fee);
        ByteArrayOutputStream hashed = new ByteArrayOutputStream(toSign.length + 4);
        hashed.writeBytes(toSign);
        writeInt(hashed, SIGHASH_ALL);
        BouncyCastle.Signature signature = key.sign(Sha256.twice(hashed.toByteArray()));
        ByteArrayOutputStream unlock = new ByteArrayOutputStream();
        byte[] der = der(signature);
        unlock.write(der.length + 1);
        unlock.writeBytes(der);
        unlock.write(SIGHASH_ALL);
        byte[] publicKey = key.publicKey();
        unlock.write(publicKey.length);
        unlock.writeBytes(publicKey);
        return transaction(coin, unlock.toByteArray(), toScript, fee);
    }

    /** The hash of a transaction without witness, in the order of the wire. */
    public static byte[] hash(byte[] raw) {
        return Sha256.twice(raw);
    }

    private static byte[] transaction(Coin coin, byte[] inputScript, byte[] toScript, long fee) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeInt(out, VERSION);
        out.write(1);
        out.writeBytes(Hex.parseHash(coin.txid()));
        writeInt(out, coin.vout());
        out.write(inputScript.length);
        out.writeBytes(inputScript);
        writeInt(out, SEQUENCE);
        out.write(1);
        writeLong(out, coin.satoshi() - fee);
        out.write(toScript.length);
        out.writeBytes(toScript);
        writeInt(out, 0);
        return out.toByteArray();
    }

    /** Two integers in a sequence, as strict as BIP 66 wants them. */
    static byte[] der(BouncyCastle.Signature signature) {
        byte[] r = signature.r().toByteArray();
        byte[] s = signature.s().toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream(6 + r.length + s.length);
        out.write(0x30);
        out.write(4 + r.length + s.length);
        writeInteger(out, r);
        writeInteger(out, s);
        return out.toByteArray();
    }

    private static void writeInteger(ByteArrayOutputStream out, byte[] number) {
        out.write(0x02);
        out.write(number.length);
        out.writeBytes(number);
    }

    private static void writeInt(ByteArrayOutputStream out, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            out.write(value >>> (8 * i));
        }
    }

    private static void writeLong(ByteArrayOutputStream out, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
