package io.tillgate.processor;

import static java.util.Objects.requireNonNull;

/**
 * Which market data of a server that speaks the Mt. Gox wire to read. It is public, and independent of the version that
 * orders go over.
 */
public record MtGoxMarketData(TickerApi ticker, Depth depth) {

    /** What every server of the wire's early and late years has. */
    public static final MtGoxMarketData DEFAULT = new MtGoxMarketData(TickerApi.V1, Depth.NEAR);

    /** A generation of the ticker. Source: protocol/mtgox.md 5.1. */
    public enum TickerApi {
        /** {@code 0/data/ticker.php}: JSON numbers that do not name their currency, so it prices USD only. */
        V0,
        /** {@code 1/BTCEUR/public/ticker}. */
        V1,
        /** {@code 2/BTCEUR/money/ticker}: tells the time of the snapshot. */
        V2,
        /** {@code 2/BTCEUR/money/ticker_fast}: bid, ask and last, without the lag. */
        V2_FAST
    }

    /** How much of the order book. */
    public enum Depth {
        /** What is offered near the price; fresh every few seconds. */
        NEAR,
        /** All of it, and at most five times an hour. */
        FULL
    }

    public MtGoxMarketData {
        requireNonNull(ticker, "ticker");
        requireNonNull(depth, "depth");
    }
}
