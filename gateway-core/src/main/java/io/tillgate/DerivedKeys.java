package io.tillgate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys for other purposes, made of the gateway's secret: none tells anything of the secret or of another one. */
final class DerivedKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "tillgate derived key\0";

    private final SecretKeySpec secret;

    DerivedKeys(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    byte[] of(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal((LABEL + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
