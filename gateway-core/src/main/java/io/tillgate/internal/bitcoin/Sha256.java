package io.tillgate.internal.bitcoin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, once and twice over. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static byte[] hash(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** What Bitcoin hashes transactions, blocks and checksums with. */
    static byte[] twice(byte[] bytes) {
        MessageDigest sha = digest();
        return sha.digest(sha.digest(bytes));
    }
}
