package io.tillgate.rate;

import java.time.Duration;

/**
 * A venue that tells the price of bitcoin. A shop may implement its own.
 *
 * <p>Called from one polling thread at a time per source. Must bound its own time and the bytes it reads.
 */
public interface TickerSource extends AutoCloseable {

    /** A short, stable name for pages, metrics and the proof of a quote. */
    String name();

    /** How long to leave the venue alone between two questions for the same pair. */
    Duration politeInterval();

    /** Asks the venue. A venue that fails is a normal week: it gives a {@link TickerAnswer.Failed}, never an exception. */
    TickerAnswer fetch(CurrencyPair pair);

    /** Lets go of threads and connections. */
    @Override
    default void close() {}
}
