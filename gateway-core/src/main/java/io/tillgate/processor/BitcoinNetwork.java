package io.tillgate.processor;

/** Which chain coins live on. Coins of the others have no value. */
public enum BitcoinNetwork {
    MAINNET,
    /** Public, for trying out; both testnet3 and testnet4. */
    TESTNET,
    /** Public, for trying out, with blocks signed by their makers. */
    SIGNET,
    /** One's own, with blocks on demand. */
    REGTEST
}
