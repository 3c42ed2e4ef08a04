package io.tillgate.internal.jdbc;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Tells byte strings apart: the first half of their SHA-256, in the 16 bytes of a uuid column. */
public final class Hash {

    private Hash() {}

    public static UUID of(byte[] bytes) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(bytes));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** All 32 bytes. */
    static byte[] sha256(byte[] bytes) {
        return newSha256().digest(bytes);
    }

    /** For one thread and many hashes. */
    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
