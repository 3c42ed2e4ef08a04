package io.tillgate.rate;

import java.time.Instant;
import java.util.List;

/**
 * The order books of all venues as one: merged, and sorted by price. Its best bid may be above its best ask, where venues
 * disagree.
 *
 * @param bids offers to buy, the highest price first
 * @param asks offers to sell, the lowest price first
 * @param asOf the time of the oldest book in it
 */
public record ConsolidatedBook(CurrencyPair pair, List<Offer> bids, List<Offer> asks, Instant asOf) {

    public ConsolidatedBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /** A level and its venue. */
    public record Offer(String source, OrderBook.Level level) {}
}
