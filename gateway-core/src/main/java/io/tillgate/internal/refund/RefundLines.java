package io.tillgate.internal.refund;

import io.tillgate.internal.bitcoin.BitcoinAddress;
import io.tillgate.money.Money;
import io.tillgate.processor.AccountEntry;
import io.tillgate.processor.BitcoinNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines of an account's history may be a send of ours. Pure.
 *
 * @param exact withdrawals of this very amount, the oldest first
 * @param near lines that might be it and that a person has to judge: a withdrawal that may include a fee, or one of a kind that
 *     we don't know
 */
record RefundLines(List<AccountEntry> exact, List<AccountEntry> near) {

    /** How far the processor's clock may be behind ours. */
    static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(15);

    /** The largest fee that the wire takes. */
    private static final long FEE_SATOSHI_MAX = 1_000_000;

    private static final Pattern ADDRESS_LIKE = Pattern.compile("[0-9A-Za-z]{26,90}");

    /** What was sent. */
    record Wanted(BitcoinNetwork network, String address, Money amount, Instant calledAt) {}

    static RefundLines among(List<AccountEntry> entries, Wanted wanted) {
        List<AccountEntry> exact = new ArrayList<>();
        List<AccountEntry> near = new ArrayList<>();
        for (AccountEntry entry : entries) {
            if (entry.at().isBefore(wanted.calledAt().minus(CLOCK_SKEW_MAX)) || namesAnotherAddress(entry, wanted)) {
                continue;
            }
            long more = entry.value().minorUnits() - wanted.amount().minorUnits();
            if (entry.kind() == AccountEntry.Kind.WITHDRAWAL && more == 0) {
                exact.add(entry);
            } else if ((entry.kind() == AccountEntry.Kind.WITHDRAWAL && more > 0 && more <= FEE_SATOSHI_MAX)
                    || (entry.kind() == AccountEntry.Kind.OTHER && more >= 0 && more <= FEE_SATOSHI_MAX)) {
                near.add(entry);
            }
        }
        return new RefundLines(List.copyOf(exact), List.copyOf(near));
    }

    /** A line that names an address and not ours is not ours; one that names none may be. */
    private static boolean namesAnotherAddress(AccountEntry entry, Wanted wanted) {
        boolean another = false;
        Matcher words = ADDRESS_LIKE.matcher(entry.info());
        while (words.find()) {
            if (words.group().equals(wanted.address())) {
                return false;
            }
            another |= BitcoinAddress.parse(wanted.network(), words.group()).isPresent();
        }
        return another;
    }
}
