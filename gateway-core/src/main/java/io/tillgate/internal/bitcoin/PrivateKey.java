package io.tillgate.internal.bitcoin;

import io.tillgate.processor.BitcoinNetwork;
import java.nio.ByteBuffer;

/** A key that spends. Lives no longer than the sweep it is needed for, and is shown by no {@link #toString}. */
public final class PrivateKey {

    private final byte[] number;
    private final PublicKeyForm form;

    private PrivateKey(byte[] number, PublicKeyForm form) {
        if (!BouncyCastle.isPrivateKey(number)) {
            throw new IllegalArgumentException("is outside the numbers that are private keys");
        }
        this.number = number.clone();
        this.form = form;
    }

    /** The key whose addresses hash the long form of the public key: that of physical coins. */
    public static PrivateKey uncompressed(byte[] number) {
        return new PrivateKey(number, PublicKeyForm.UNCOMPRESSED);
    }

    /** The key whose addresses hash the short form of the public key. */
    public static PrivateKey compressed(byte[] number) {
        return new PrivateKey(number, PublicKeyForm.COMPRESSED);
    }

    public byte[] publicKey() {
        return BouncyCastle.publicKey(number, form);
    }

    /** The P2PKH address of the key. */
    public BitcoinAddress address(BitcoinNetwork network) {
        return BitcoinAddress.ofKeyHash(network, BouncyCastle.hash160(publicKey()));
    }

    /** The wallet import format, which spends: never log it. */
    public String toWif(BitcoinNetwork network) {
        ByteBuffer payload = ByteBuffer.allocate(form == PublicKeyForm.COMPRESSED ? 34 : 33);
        payload.put((byte) Prefixes.of(network).privateKey()).put(number);
        if (form == PublicKeyForm.COMPRESSED) {
            payload.put((byte) 1);
        }
        return Base58Check.encode(payload.array());
    }

    BouncyCastle.Signature sign(byte[] hash) {
        return BouncyCastle.sign(number, hash);
    }

    @Override
    public String toString() {
        return "PrivateKey";
    }
}
