package io.tillgate.rate;

import java.time.Duration;

/**
 * A venue that shows its order book. A {@link TickerSource} may be one, too.
 *
 * <p>Called from one polling thread at a time per source. Must bound its own time and the bytes it reads.
 */
public interface OrderBookSource {

    /** The name of the venue, the same as of its tickers. */
    String name();

    /** How long to leave the venue alone between two questions for the same book. */
    Duration politeBookInterval();

    /** Asks the venue. A venue that fails is a normal week: it gives an answer that says so, never an exception. */
    OrderBookAnswer fetchBook(CurrencyPair pair);
}
