package io.tillgate.rate;

/** Where the prices of a ticker come from. */
public enum TickerKind {
    /** The best bid and ask of a venue where coins trade. */
    MARKET,
    /** One price that an aggregator computed from markets: nobody sells or buys at it, and it is not independent. */
    INDEX
}
