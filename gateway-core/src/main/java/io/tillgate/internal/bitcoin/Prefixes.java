package io.tillgate.internal.bitcoin;

import io.tillgate.processor.BitcoinNetwork;

/**
 * How texts of a network begin.
 *
 * @param bech32 before the 1 of a segwit address
 * @param keyHash first byte of an address that pays to a public key
 * @param scriptHash first byte of an address that pays to a script
 * @param privateKey first byte of a private key
 */
record Prefixes(String bech32, int keyHash, int scriptHash, int privateKey) {

    private static final Prefixes MAINNET = new Prefixes("bc", 0x00, 0x05, 0x80);
    private static final Prefixes TESTNET = new Prefixes("tb", 0x6f, 0xc4, 0xef);
    private static final Prefixes REGTEST = new Prefixes("bcrt", 0x6f, 0xc4, 0xef);

    static Prefixes of(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> MAINNET;
            case TESTNET, SIGNET -> TESTNET;
            case REGTEST -> REGTEST;
        };
    }
}
