package io.tillgate.internal.mtgox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies with one API secret: base64 of HMAC-SHA512. Safe for use by many threads.
 *
 * <p>Source: protocol/mtgox.md 1.4 and 2.1. Version 1 and the IPN sign the body alone; version 2 signs the path below
 * {@code /2/}, a NUL and the body.
 */
final class MtGoxSignature {

    private static final String ALGORITHM = "HmacSHA512";

    /** Base64 of 64 bytes, padding included. */
    private static final int SIGNATURE_CHARS = 88;

    private final SecretKeySpec key;

    /** Never updated, only cloned: asking the provider for a new one each time costs more than a short HMAC. */
    private final Mac prototype;

    MtGoxSignature(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("the API secret is empty: set the one that the processor's page shows");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.prototype = newMac(key);
    }

    /** The {@code Rest-Sign} of a version 1 call or of an IPN. */
    String sign(byte[] body) {
        return Base64.getEncoder().encodeToString(mac().doFinal(body));
    }

    /**
     * The {@code Rest-Sign} of a version 2 call.
     *
     * @param path what follows {@code /2/} in the URL, byte for byte
     */
    String sign(String path, byte[] body) {
        Mac mac = mac();
        mac.update(path.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    /** Whether an IPN's signature holds. Constant time for a well-formed one; anything malformed is just false. */
    boolean verify(byte[] body, String signature) {
        if (signature.length() != SIGNATURE_CHARS) {
            return false;
        }
        byte[] given;
        try {
            given = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return MessageDigest.isEqual(mac().doFinal(body), given);
    }

    private Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException providerCannotClone) {
            return newMac(key);
        }
    }

    private static Mac newMac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, impossible);
        }
    }
}
