package io.tillgate.rate;

import java.time.Instant;
import java.util.List;

/**
 * What was taken from one venue's order book to price an amount.
 *
 * @param bids the offers down to the last one that is needed, the highest price first
 */
public record BookSlice(String source, Instant asOf, List<OrderBook.Level> bids) {
    public BookSlice {
        bids = List.copyOf(bids);
    }
}
