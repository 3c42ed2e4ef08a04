package io.tillgate.internal.bitcoin;

import io.tillgate.failure.Problem;
import io.tillgate.processor.BitcoinNetwork;
import java.util.Locale;
import java.util.Optional;

/** Says what is wrong with an address that a person typed or pasted. Never tells the address itself. */
public final class AddressCheck {

    public static final int CHARS_MAX = 90;

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final String COPY = "copy the whole address from your wallet again";

    private AddressCheck() {}

    /** What is wrong; empty when coins of this network can be sent there. */
    public static Optional<Problem> problem(BitcoinNetwork network, String text) {
        if (text.isEmpty()) {
            return problem("is missing", "paste a bitcoin address from your wallet");
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("bitcoin:")) {
            return problem("is a payment link", "paste the address alone, without bitcoin: and what follows a ?");
        }
        if (text.length() > CHARS_MAX) {
            return problem("is longer than any bitcoin address", COPY);
        }
        if (BitcoinAddress.parse(network, text).isPresent()) {
            return Optional.empty();
        }
        for (BitcoinNetwork other : BitcoinNetwork.values()) {
            if (BitcoinAddress.parse(other, text).isPresent()) {
                return problem(
                        "is of " + name(other) + ", where coins of " + name(network) + " would be lost",
                        "give an address of " + name(network));
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int separator = lower.lastIndexOf('1');
        boolean segwit = lower.startsWith("bc1") || lower.startsWith("tb1") || lower.startsWith("bcrt1");
        return segwit ? bech32(text, lower, separator) : base58(text);
    }

    private static Optional<Problem> bech32(String text, String lower, int separator) {
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            return problem("mixes upper and lower case", COPY);
        }
        for (int i = separator + 1; i < lower.length(); i++) {
            if (BECH32.indexOf(lower.charAt(i)) < 0) {
                return problem("has a character at place " + (i + 1) + " that no such address has", COPY);
            }
        }
        return problem("has a typo: its checksum does not fit", COPY);
    }

    private static Optional<Problem> base58(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (BASE58.indexOf(text.charAt(i)) < 0) {
                return problem("has a character at place " + (i + 1) + " that no bitcoin address has", COPY);
            }
        }
        return text.length() < 26
                ? problem("is too short for a bitcoin address", COPY)
                : problem("has a typo: its checksum does not fit", COPY);
    }

    private static String name(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> "the Bitcoin network";
            case TESTNET -> "the test network";
            case SIGNET -> "the signet test network";
            case REGTEST -> "a private test network";
        };
    }

    private static Optional<Problem> problem(String fault, String fix) {
        return Optional.of(new Problem("address", fault, fix));
    }
}
