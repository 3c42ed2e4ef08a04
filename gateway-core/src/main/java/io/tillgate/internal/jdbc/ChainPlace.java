package io.tillgate.internal.jdbc;

/** Where a payment on the chain is. */
public enum ChainPlace {
    /** Seen, in no block. */
    MEMPOOL,
    BLOCK,
    /** Replaced, double spent, or forgotten by the node for long. */
    GONE
}
