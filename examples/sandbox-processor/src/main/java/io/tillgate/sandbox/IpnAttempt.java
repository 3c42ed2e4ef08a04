package io.tillgate.sandbox;

import java.time.Instant;

/**
 * One try at delivering an IPN, and what came of it.
 *
 * @param httpStatus 0 when no answer came
 * @param answer the first 200 characters of the answer's body; empty when no answer came
 * @param error why no answer came; empty when one did
 */
public record IpnAttempt(Instant at, int httpStatus, String answer, String error) {
    static final int ANSWER_CHARS_MAX = 200;

    /** Exactly {@code [OK]} under HTTP 200; anything else counts as an error and is tried again. */
    public boolean acknowledged() {
        return httpStatus == 200 && answer.equals("[OK]");
    }
}
