package io.tillgate.rate;

import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A venue that sends its tickers by itself, over a connection that stays open. Asking is the fallback: while
 * {@link #live} holds for a pair, the {@link TickerSource} of the same name is left alone.
 */
public interface TickerStream extends AutoCloseable {

    /** The name of the venue, the same as of the {@link TickerSource} that stands in for it. */
    String name();

    /**
     * Connects, and keeps itself connected until it is closed. Returns at once.
     *
     * @param sink gets each answer, on a thread of the stream; a fault is told once, not with each retry
     */
    void open(Set<CurrencyPair> pairs, BiConsumer<CurrencyPair, TickerAnswer> sink);

    /** Whether the connection works and tells of this pair, so that nobody need ask. */
    boolean live(CurrencyPair pair);

    /** Ends the connection and its threads. */
    @Override
    void close();
}
