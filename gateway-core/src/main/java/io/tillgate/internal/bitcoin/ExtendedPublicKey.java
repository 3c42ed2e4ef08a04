package io.tillgate.internal.bitcoin;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A public key that others can be derived from: BIP 32, public derivation. Reveals all of an account's addresses to whoever
 * reads it, so it is never logged.
 */
final class ExtendedPublicKey {

    static final int BYTES = 78;

    private static final int KEY_AT = 45;
    private static final int CHAIN_CODE_AT = 13;
    private static final String HMAC = "HmacSHA512";

    private final byte[] chainCode;
    private final byte[] key;

    private ExtendedPublicKey(byte[] chainCode, byte[] key) {
        this.chainCode = chainCode;
        this.key = key;
    }

    /** Reads the 78 bytes inside an xpub; empty when the key is no point of the curve. */
    static Optional<ExtendedPublicKey> of(byte[] payload) {
        byte[] key = Arrays.copyOfRange(payload, KEY_AT, BYTES);
        if (payload.length != BYTES || !BouncyCastle.isPoint(key)) {
            return Optional.empty();
        }
        return Optional.of(new ExtendedPublicKey(Arrays.copyOfRange(payload, CHAIN_CODE_AT, KEY_AT), key));
    }

    /**
     * The child of a number.
     *
     * @param index not negative: hardened children need the private key
     * @return empty in the one case of 2^127 that has no key; BIP 32 says to take the next index
     */
    Optional<ExtendedPublicKey> child(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a hardened child needs the private key");
        }
        byte[] mixed = hmac(ByteBuffer.allocate(key.length + Integer.BYTES)
                .put(key)
                .putInt(index)
                .array());
        return BouncyCastle.add(key, Arrays.copyOf(mixed, 32))
                .map(child -> new ExtendedPublicKey(Arrays.copyOfRange(mixed, 32, 64), child));
    }

    /** The public key, compressed to 33 bytes. */
    byte[] key() {
        return key.clone();
    }

    byte[] chainCode() {
        return chainCode.clone();
    }

    private byte[] hmac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(chainCode, HMAC));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }

    @Override
    public String toString() {
        return "ExtendedPublicKey";
    }
}
