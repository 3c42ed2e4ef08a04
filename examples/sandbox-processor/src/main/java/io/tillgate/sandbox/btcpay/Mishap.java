package io.tillgate.sandbox.btcpay;

import java.time.Duration;

/**
 * One way in which a create goes wrong.
 *
 * @param delay how late the answer is; zero except for {@link Kind#SLOW}
 */
public record Mishap(Kind kind, Duration delay) {

    /** What goes wrong. */
    public enum Kind {
        /** The work is done, then the connection drops. */
        LOSE_ANSWER,
        /** The work is done, the answer comes late. */
        SLOW,
        /** The connection drops before anything happened. */
        DROP,
        /** HTTP 500 with a page of HTML; nothing was done. */
        HTML_500,
        /** HTTP 422 with a list of paths and messages. */
        INVALID_FIELDS,
        /** HTTP 400 with the same list, as the documentation has it. */
        INVALID_FIELDS_400,
        /** HTTP 400 {@code generic-error}: no rates, or the node is down. */
        GENERIC_ERROR,
        /** HTTP 401 with an empty body. */
        UNAUTHORIZED,
        /** HTTP 403 with the permission that is missing. */
        FORBIDDEN
    }

    public static Mishap of(Kind kind) {
        return new Mishap(kind, Duration.ZERO);
    }

    public static Mishap slow(Duration delay) {
        return new Mishap(Kind.SLOW, delay);
    }
}
