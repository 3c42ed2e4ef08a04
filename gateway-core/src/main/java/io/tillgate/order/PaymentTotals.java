package io.tillgate.order;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the payment facts of one order add up to. Folding is a join of sets: the order, repetition or delay of the facts
 * changes nothing.
 *
 * @param settled what is confirmed for good, by payments that are CONFIRMED
 * @param received what is confirmed, that of payments still PENDING included
 * @param pending what was seen but is not confirmed
 * @param review what is odd about the facts themselves
 */
record PaymentTotals(
        Money settled, Money received, Money pending, Set<ReviewReason> review, List<Settled> settledInTime) {

    /** One confirmed payment and its time. */
    record Settled(long amount, Instant at) {}

    /** Whether any money of the right currency was seen and stands. */
    boolean hasMoney() {
        return received.isPositive() || pending.isPositive();
    }

    Money seen() {
        return received.plus(pending);
    }

    /** When the confirmed payments reached an amount, taken by their own times; null while they don't. */
    @Nullable Instant settledAt(Money needed) {
        long sum = 0;
        for (Settled payment : settledInTime) {
            sum = Math.addExact(sum, payment.amount());
            if (sum >= needed.minorUnits()) {
                return payment.at();
            }
        }
        return null;
    }

    static PaymentTotals of(Currency currency, List<PaymentFact> facts) {
        Set<ReviewReason> review = EnumSet.noneOf(ReviewReason.class);
        Map<String, Folded> byPayment = new HashMap<>();
        for (PaymentFact fact : facts) {
            if (fact.currency().equals(currency)) {
                byPayment.computeIfAbsent(fact.paymentId(), id -> new Folded()).add(fact);
            } else {
                review.add(ReviewReason.WRONG_CURRENCY);
            }
        }
        long settled = 0;
        long received = 0;
        long pending = 0;
        List<Settled> inTime = new ArrayList<>(byPayment.size());
        for (Folded payment : byPayment.values()) {
            received = Math.addExact(received, payment.confirmed());
            pending = Math.addExact(pending, payment.pending());
            if (payment.state == PaymentState.CONFIRMED) {
                settled = Math.addExact(settled, payment.confirmed);
                inTime.add(new Settled(payment.confirmed, payment.at()));
            }
            payment.addReviewTo(review);
        }
        inTime.sort(Comparator.comparing(Settled::at).thenComparing(Settled::amount));
        return new PaymentTotals(
                new Money(currency, settled),
                new Money(currency, received),
                new Money(currency, pending),
                review,
                inTime);
    }

    /** The facts of one payment id, joined: the highest sequence wins, then the weightiest state, then the most seen. */
    private static final class Folded {
        private long sequence = -1;
        private PaymentState state = PaymentState.PENDING;
        private long confirmed;
        private long seen;
        private @Nullable Instant at;
        private boolean conflicting;

        void add(PaymentFact fact) {
            if (fact.sequence() < sequence
                    || (fact.sequence() == sequence && fact.state().compareTo(state) < 0)) {
                return;
            }
            long factConfirmed = fact.confirmed().minorUnits();
            long factSeen = Math.addExact(factConfirmed, fact.pending().minorUnits());
            if (fact.sequence() > sequence || fact.state() != state) {
                sequence = fact.sequence();
                state = fact.state();
                confirmed = factConfirmed;
                seen = factSeen;
                at = fact.occurredAt();
                conflicting = false;
                return;
            }
            conflicting |= state == PaymentState.CONFIRMED && confirmed != factConfirmed;
            confirmed = Math.max(confirmed, factConfirmed);
            seen = Math.max(seen, factSeen);
            at = at == null || fact.occurredAt().isBefore(at) ? fact.occurredAt() : at;
        }

        long confirmed() {
            return confirmed;
        }

        long pending() {
            return seen - confirmed;
        }

        Instant at() {
            return at == null ? Instant.MAX : at;
        }

        void addReviewTo(Set<ReviewReason> review) {
            if (conflicting) {
                review.add(ReviewReason.CONFLICTING_PAYMENT);
            }
            if (state == PaymentState.REVERSED) {
                review.add(ReviewReason.REVERSED);
            }
        }
    }
}
