package io.tillgate.internal.bitcoin;

import io.tillgate.failure.Problem;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.refund.AddressFault;
import java.util.Locale;
import java.util.Optional;

/** Says what is wrong with an address that a person typed or pasted. Never tells the address itself. */
public final class AddressCheck {

    public static final int CHARS_MAX = 90;

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final String COPY = "copy the whole address from your wallet again";

    /** What is wrong, as a kind and in words. */
    private record Finding(AddressFault fault, Problem problem) {}

    private AddressCheck() {}

    /** What is wrong; empty when coins of this network can be sent there. */
    public static Optional<Problem> problem(BitcoinNetwork network, String text) {
        return check(network, text).map(Finding::problem);
    }

    /** The kind of what is wrong, for who says it in the buyer's words. */
    public static Optional<AddressFault> fault(BitcoinNetwork network, String text) {
        return check(network, text).map(Finding::fault);
    }

    private static Optional<Finding> check(BitcoinNetwork network, String text) {
        if (text.isEmpty()) {
            return finding(AddressFault.MISSING, "is missing", "paste a bitcoin address from your wallet");
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("bitcoin:")) {
            return finding(
                    AddressFault.PAYMENT_LINK,
                    "is a payment link",
                    "paste the address alone, without bitcoin: and what follows a ?");
        }
        if (text.length() > CHARS_MAX) {
            return mistyped("is longer than any bitcoin address");
        }
        if (BitcoinAddress.parse(network, text).isPresent()) {
            return Optional.empty();
        }
        for (BitcoinNetwork other : BitcoinNetwork.values()) {
            if (BitcoinAddress.parse(other, text).isPresent()) {
                return finding(
                        AddressFault.OTHER_NETWORK,
                        "is of " + name(other) + ", where coins of " + name(network) + " would be lost",
                        "give an address of " + name(network));
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int separator = lower.lastIndexOf('1');
        boolean segwit = lower.startsWith("bc1") || lower.startsWith("tb1") || lower.startsWith("bcrt1");
        return segwit ? bech32(text, lower, separator) : base58(text);
    }

    private static Optional<Finding> bech32(String text, String lower, int separator) {
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            return mistyped("mixes upper and lower case");
        }
        for (int i = separator + 1; i < lower.length(); i++) {
            if (BECH32.indexOf(lower.charAt(i)) < 0) {
                return mistyped("has a character at place " + (i + 1) + " that no such address has");
            }
        }
        return mistyped("has a typo: its checksum does not fit");
    }

    private static Optional<Finding> base58(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (BASE58.indexOf(text.charAt(i)) < 0) {
                return mistyped("has a character at place " + (i + 1) + " that no bitcoin address has");
            }
        }
        return text.length() < 26
                ? mistyped("is too short for a bitcoin address")
                : mistyped("has a typo: its checksum does not fit");
    }

    private static String name(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> "the Bitcoin network";
            case TESTNET -> "the test network";
            case SIGNET -> "the signet test network";
            case REGTEST -> "a private test network";
        };
    }

    private static Optional<Finding> mistyped(String words) {
        return finding(AddressFault.MISTYPED, words, COPY);
    }

    private static Optional<Finding> finding(AddressFault fault, String words, String fix) {
        return Optional.of(new Finding(fault, new Problem("address", words, fix)));
    }
}
