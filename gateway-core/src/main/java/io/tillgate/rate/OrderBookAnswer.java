package io.tillgate.rate;

/** What asking a venue for its order book gave. */
public sealed interface OrderBookAnswer {

    /** A sane book; its age is for the policy to judge. */
    record Received(OrderBook book) implements OrderBookAnswer {}

    /**
     * No usable book.
     *
     * @param source name of the venue
     * @param reason a sentence for staff: what came back, never a body or a secret
     */
    record Failed(String source, String reason) implements OrderBookAnswer {}
}
