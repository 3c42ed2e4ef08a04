package io.tillgate.rate;

import io.tillgate.money.Currency;
import java.time.Duration;

/**
 * Tells what one currency costs in another, for crosses that a {@link RatePolicy} allows: a central bank's reference rates,
 * or the shop's own bank. Without one, crosses rest on venues that trade bitcoin in both currencies.
 *
 * <p>Called from one polling thread at a time. Must bound its own time and the bytes it reads.
 */
public interface ForexSource extends AutoCloseable {

    /** A short, stable name for pages and the proof of a quote. */
    String name();

    /** How long to leave the source alone between two questions. */
    Duration politeInterval();

    /** Asks. A source that fails is a normal week: it gives a {@link ForexAnswer.Failed}, never an exception. */
    ForexAnswer fetch(Currency base, Currency quote);

    /** Lets go of threads and connections. */
    @Override
    default void close() {}
}
