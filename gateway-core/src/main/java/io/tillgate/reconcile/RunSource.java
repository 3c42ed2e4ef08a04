package io.tillgate.reconcile;

/** Where the lines of a run came from. */
public enum RunSource {
    /** Mt. Gox's {@code history_BTC.csv}. */
    MTGOX_CSV,
    /** A file in the columns of {@code docs/reconciling.md}. */
    CSV,
    /** The processor's account history, asked for. */
    API,
    /** No new lines: those that were left over were matched again. */
    AGAIN
}
