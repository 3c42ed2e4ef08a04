package io.tillgate.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import okio.Buffer;
import okio.ByteString;

/** Signs as Mt. Gox did: base64 of HMAC-SHA512 over the exact bytes, under the base64-decoded secret. */
final class WireSignature {
    private static final int SECRET_BYTES = 64;

    private final ByteString secret;

    private WireSignature(ByteString secret) {
        this.secret = secret;
    }

    /** Refuses a secret that is not base64, or that is empty: an empty secret still signs, for everybody. */
    static WireSignature ofBase64Secret(String secretBase64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secretBase64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(
                    "apiSecretBase64 is not base64: pass the secret as the base64 text that was issued", notBase64);
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("apiSecretBase64 is empty: pass at least one byte, better 64");
        }
        return new WireSignature(ByteString.of(bytes));
    }

    static String newSecretBase64() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Version 0, version 1 and IPN: the body alone. */
    String sign(ByteString body) {
        return body.hmacSha512(secret).base64();
    }

    /** Version 2: the path behind {@code /api/2/}, a zero byte, the body. */
    String sign(String pathAfterVersion, ByteString body) {
        return sign(new Buffer()
                .writeUtf8(pathAfterVersion)
                .writeByte(0)
                .write(body)
                .readByteString());
    }

    boolean matches(String given, ByteString body, Optional<String> pathAfterVersion) {
        String expected = pathAfterVersion.map(path -> sign(path, body)).orElseGet(() -> sign(body));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }
}
