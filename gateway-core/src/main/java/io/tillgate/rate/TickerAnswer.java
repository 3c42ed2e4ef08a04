package io.tillgate.rate;

/** What asking a venue gave. */
public sealed interface TickerAnswer {

    /** A sane ticker; its age is for the policy to judge. */
    record Received(Ticker ticker) implements TickerAnswer {}

    /**
     * No usable ticker.
     *
     * @param source name of the venue
     * @param reason a sentence for staff: what came back, never a body or a secret
     */
    record Failed(String source, String reason) implements TickerAnswer {}
}
