package io.tillgate.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okio.ByteString;

/** The account's bitcoins: what came, what was sent, and a history of both. Safe for many threads. */
final class Wallet {
    static final int LINES_MAX = 2_000_000;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final List<SandboxLine> lines = new ArrayList<>();
    private Duration showsAfter = Duration.ZERO;

    Wallet(InstantSource clock) {
        this.clock = clock;
    }

    /** Books coins that came in by a transaction of the network. */
    synchronized void deposit(long satoshi, String info) {
        add("deposit", satoshi, info, List.of(uuid(), "Money_Bitcoin_Block_Tx_Out", transactionId() + ":0"));
    }

    /** Sends coins and gives the transaction; nothing happens where the balance does not reach. */
    synchronized Optional<String> send(SandboxLine.Send send) {
        long fee = send.fee().orElse(0);
        if (balance() < Math.addExact(send.satoshi(), fee)) {
            return Optional.empty();
        }
        String transaction = transactionId();
        List<String> link = List.of(uuid(), "Money_Bitcoin_Block_Tx", transaction);
        add("withdraw", send.satoshi(), "Bitcoin withdraw to " + send.address(), link);
        if (fee > 0) {
            add("fee", fee, "Bitcoin network fee of " + transaction, link);
        }
        return Optional.of(transaction);
    }

    synchronized long balance() {
        return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).balance();
    }

    /** All of it, oldest first. */
    synchronized List<SandboxLine> all() {
        return List.copyOf(lines);
    }

    /** What the history shows by now, oldest first. */
    synchronized List<SandboxLine> shown() {
        Instant until = clock.instant().minus(showsAfter);
        int count = lines.size();
        while (count > 0 && lines.get(count - 1).at().isAfter(until)) {
            count--;
        }
        return List.copyOf(lines.subList(0, count));
    }

    /** How old a line is before the history shows it; zero unless set. */
    synchronized void showAfter(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age is " + age + ": pass zero or more");
        }
        showsAfter = age;
    }

    private void add(String type, long satoshi, String info, List<String> link) {
        if (lines.size() >= LINES_MAX) {
            throw new IllegalStateException("the history has " + LINES_MAX + " lines already: start another sandbox");
        }
        long change = type.equals("deposit") ? satoshi : -satoshi;
        lines.add(new SandboxLine(
                lines.size() + 1L, clock.instant(), type, satoshi, Math.addExact(balance(), change), info, link));
    }

    private String transactionId() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return ByteString.of(bytes).hex();
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
