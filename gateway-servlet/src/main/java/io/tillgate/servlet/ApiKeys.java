package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the shop's own servers, or of its monitoring. Only their hashes are kept, and each comparison takes constant time. */
final class ApiKeys {

    static final int KEY_CHARS_MIN = 32;

    private static final String BEARER = "Bearer ";

    private final List<byte[]> hashes;

    ApiKeys(List<String> keys) {
        this.hashes = keys.stream().map(ApiKeys::hash).toList();
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** Whether an Authorization header carries one of the keys. */
    boolean admits(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        byte[] given = hash(authorization.substring(BEARER.length()).strip());
        boolean admitted = false;
        for (byte[] known : hashes) {
            admitted |= MessageDigest.isEqual(known, given);
        }
        return admitted;
    }

    static List<Problem> problems(String field, List<String> keys) {
        List<Problem> problems = new ArrayList<>();
        for (String key : keys) {
            if (key.length() < KEY_CHARS_MIN || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
                problems.add(new Problem(
                        field,
                        "hold one that is shorter than " + KEY_CHARS_MIN + " visible ASCII characters",
                        "make one with: openssl rand -base64 32"));
            }
        }
        return problems;
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
