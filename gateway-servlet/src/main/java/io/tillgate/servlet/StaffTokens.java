package io.tillgate.servlet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a form, or a line that a page shows once, was made by us for this person: an HMAC over the name and a time,
 * under a key that all nodes share. Nothing is stored. Safe for use by many threads.
 */
final class StaffTokens {

    /** A form that is open for longer has to be sent again. */
    static final Duration FORM_TIME_MAX = Duration.ofHours(8);

    /** A message is shown by the page that a browser opens at once. */
    static final Duration MESSAGE_TIME_MAX = Duration.ofMinutes(2);

    private static final int TOKEN_CHARS_MAX = 2000;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final InstantSource clock;

    StaffTokens(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /** What a form of this person carries. */
    String form(String name) {
        String until = until(FORM_TIME_MAX);
        return until + "." + mac("form", until, name);
    }

    FormCheck check(String name, String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > TOKEN_CHARS_MAX) {
            return FormCheck.NOT_OURS;
        }
        String until = token.substring(0, dot);
        if (!isEqual(mac("form", until, name), token.substring(dot + 1))) {
            return FormCheck.NOT_OURS;
        }
        return isOver(until) ? FormCheck.EXPIRED : FormCheck.GOOD;
    }

    /** Whether a form was made by us for this person, not long ago. */
    enum FormCheck {
        GOOD,
        EXPIRED,
        NOT_OURS
    }

    /** A message to this person, to travel through their browser. */
    String message(String name, String text) {
        String until = until(MESSAGE_TIME_MAX);
        String encoded = ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return until + "." + encoded + "." + mac("message", until + "." + encoded, name);
    }

    /** The message, if we wrote it to this person just now. */
    Optional<String> readMessage(String name, String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || token.length() > TOKEN_CHARS_MAX) {
            return Optional.empty();
        }
        if (!isEqual(mac("message", parts[0] + "." + parts[1], name), parts[2]) || isOver(parts[0])) {
            return Optional.empty();
        }
        return Optional.of(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private String until(Duration time) {
        return Long.toString(clock.instant().plus(time).getEpochSecond());
    }

    /** Only asked of times whose mac holds: they are numbers. */
    private boolean isOver(String until) {
        return !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until)));
    }

    private String mac(String purpose, String text, String name) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            String message = purpose + "\0" + text + "\0" + name;
            return ENCODER.encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    /** In a time that tells nothing of where they differ. */
    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
