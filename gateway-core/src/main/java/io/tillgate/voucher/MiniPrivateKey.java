package io.tillgate.voucher;

import io.tillgate.failure.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A private key in 22 characters, as printed inside physical coins and on vouchers: the seed's
 * mini-private-key-format.wiki. Whoever reads it owns the coin, so {@link #toString} keeps it back.
 */
public final class MiniPrivateKey {

    /** In characters; the first is always S. */
    public static final int LENGTH = 22;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int ROUNDS = 717;

    private final String text;

    private MiniPrivateKey(String text) {
        this.text = text;
    }

    /**
     * Reads a key as it is printed, breaks between its characters left out.
     *
     * @throws InvalidInputException when it is not well formed or its check code fails, which finds 127 of 128 typing
     *     errors; the message does not repeat it
     */
    public static MiniPrivateKey parse(String text) {
        if (!isWellFormed(text)) {
            throw new InvalidInputException(
                    "miniPrivateKey",
                    "is not well formed",
                    "type the " + LENGTH + " letters and digits that begin with S, without spaces");
        }
        if (!passesCheck(text)) {
            throw new InvalidInputException(
                    "miniPrivateKey", "has a typing error", "compare it with the print, letter by letter");
        }
        return new MiniPrivateKey(text);
    }

    /** Whether a text is a mini private key: its form and its check code. */
    public static boolean isValid(String text) {
        return isWellFormed(text) && passesCheck(text);
    }

    /**
     * Makes a key that nobody can guess; 122 bits of chance. Takes some 60 ms, since most candidates fail the check code.
     * Only such keys pass that need all 717 rounds, so that trying keys out stays expensive.
     */
    public static MiniPrivateKey generate(SecureRandom random) {
        while (true) {
            StringBuilder candidate = new StringBuilder(LENGTH).append('S');
            while (candidate.length() < LENGTH) {
                candidate.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            if (startsWithZero(rounds(candidate + "?", ROUNDS))) {
                return new MiniPrivateKey(candidate.toString());
            }
        }
    }

    /** The private key proper: 32 bytes, a copy. */
    public byte[] privateKey() {
        return rounds(text, 1);
    }

    /** The 22 characters, for the print. Never log them. */
    public String text() {
        return text;
    }

    private static boolean isWellFormed(String text) {
        return text.length() == LENGTH && text.charAt(0) == 'S' && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    private static boolean passesCheck(String text) {
        return startsWithZero(rounds(text + "?", 1)) || startsWithZero(rounds(text + "?", ROUNDS));
    }

    private static boolean startsWithZero(byte[] hash) {
        return hash[0] == 0;
    }

    private static byte[] rounds(String text, int rounds) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] hash = text.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < rounds; i++) {
                hash = sha.digest(hash);
            }
            return hash;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MiniPrivateKey key
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.US_ASCII), key.text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "MiniPrivateKey";
    }
}
