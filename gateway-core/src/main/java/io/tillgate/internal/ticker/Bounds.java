package io.tillgate.internal.ticker;

import java.time.Duration;

/**
 * What one call may cost.
 *
 * @param timeout from connecting to the last byte
 * @param bytesMax of the body, decompressed; a multiple of 1024
 */
record Bounds(Duration timeout, int bytesMax) {

    /** Real tickers have a few hundred bytes. */
    static final Bounds TICKER = new Bounds(Duration.ofSeconds(5), 256 * 1024);

    /** A whole book of Coinbase has some tens of thousands of levels. */
    static final Bounds BOOK = new Bounds(Duration.ofSeconds(5), 8 * 1024 * 1024);

    Bounds within(Duration shorter) {
        return new Bounds(shorter, bytesMax);
    }
}
