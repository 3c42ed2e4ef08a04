package io.tillgate.internal.ticker.stream;

/** The talk over one connection. Called by one thread at a time; answers through its {@link Line}. */
interface Conversation {

    /** The connection stands: subscribe. */
    void opened();

    /**
     * A frame came.
     *
     * @throws UnreadableFrame when nothing can be made of it; the connection goes on
     */
    void heard(String frame);

    /** Comes about every second while the connection stands: renew, keep alive. */
    default void beat() {}

    /** The last words before we hang up. */
    default void leaving() {}
}
