package io.tillgate.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One way in which the next calls of the wire go wrong. An order that is created stands for whatever a call does.
 *
 * @param times how many calls in a row, 1 to 10,000
 * @param delay how late the answer is; zero except for {@link Kind#DELAY}
 * @param text what a {@link Kind#DECLINE} says; empty for the rest
 */
public record Misbehaviour(Kind kind, int times, Duration delay, String text) {
    static final int TIMES_MAX = 10_000;
    static final Duration DELAY_MAX = Duration.ofMinutes(10);

    /** What goes wrong. The name in JSON is the constant's in lower case. */
    public enum Kind {
        /** HTTP 503 with an HTML page, as the front end did under attack; no order is created. */
        HTML_503,
        /** HTTP 200 with {@code MySQL error, please retry later} as plain text; no order is created. */
        PLAIN_TEXT,
        /** The order is created at once, the answer comes late. */
        DELAY,
        /** The order is created, then the connection drops: the answer is lost. */
        LOSE_ANSWER,
        /** The connection drops before anything happened; not even the nonce is used up. */
        DROP,
        /** HTTP 403 {@code login_error_invalid_nonce}, whatever the nonce was; no order is created. */
        INVALID_NONCE,
        /** HTTP 500 {@code unknown_error}; no order is created. */
        UNKNOWN_ERROR,
        /** An application error with your text, in a JSON body under HTTP 500; no order is created. */
        DECLINE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> find(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName().equals(wireName))
                    .findFirst();
        }
    }

    public Misbehaviour {
        if (times < 1 || times > TIMES_MAX) {
            throw new IllegalArgumentException("times is " + times + ": pass 1 to " + TIMES_MAX);
        }
        if (delay.isNegative() || delay.compareTo(DELAY_MAX) > 0) {
            throw new IllegalArgumentException("delay is " + delay + ": pass at most " + DELAY_MAX);
        }
        if ((kind == Kind.DELAY) == delay.isZero()) {
            throw new IllegalArgumentException("delay is " + delay + ": DELAY needs one, the other kinds take none");
        }
        if ((kind == Kind.DECLINE) == text.isBlank()) {
            throw new IllegalArgumentException("text is '" + text + "': DECLINE needs one, the other kinds take none");
        }
    }

    public static Misbehaviour html503() {
        return of(Kind.HTML_503);
    }

    public static Misbehaviour plainText() {
        return of(Kind.PLAIN_TEXT);
    }

    public static Misbehaviour delay(Duration delay) {
        return new Misbehaviour(Kind.DELAY, 1, delay, "");
    }

    public static Misbehaviour loseAnswer() {
        return of(Kind.LOSE_ANSWER);
    }

    public static Misbehaviour drop() {
        return of(Kind.DROP);
    }

    public static Misbehaviour invalidNonce() {
        return of(Kind.INVALID_NONCE);
    }

    public static Misbehaviour unknownError() {
        return of(Kind.UNKNOWN_ERROR);
    }

    public static Misbehaviour decline(String text) {
        return new Misbehaviour(Kind.DECLINE, 1, Duration.ZERO, text);
    }

    /** The same for the next {@code times} calls. */
    public Misbehaviour times(int count) {
        return new Misbehaviour(kind, count, delay, text);
    }

    private static Misbehaviour of(Kind kind) {
        return new Misbehaviour(kind, 1, Duration.ZERO, "");
    }
}
