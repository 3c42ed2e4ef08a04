package io.tillgate.rate;

/** What a policy makes of {@link TickerKind#INDEX} tickers. An index never counts as a source of its own beside markets. */
public enum IndexUse {
    /** Indexes are shown to staff and change nothing. */
    SHOW,
    /** Where fewer than three markets agree, an index that contradicts them by more than the outlier limit stops the price. */
    CHECK,
    /** As CHECK; and where no market is fresh, the indexes together stand in as one source. */
    STAND_IN
}
