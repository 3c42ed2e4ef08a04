package io.tillgate.internal.jdbc;

import io.tillgate.order.PaymentFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payment facts of one order. For one thread. */
final class KnownFacts {

    private final List<PaymentFact> facts;

    KnownFacts(List<PaymentFact> facts) {
        this.facts = new ArrayList<>(facts);
    }

    /** Adds a fact; false when exactly this was known. */
    boolean add(PaymentFact fact) {
        for (PaymentFact known : facts) {
            if (saysTheSame(known, fact)) {
                return false;
            }
        }
        return facts.add(fact);
    }

    /** What holds of a payment now; null when nothing is known of it. */
    @Nullable PaymentFact latest(String paymentId) {
        PaymentFact latest = null;
        for (PaymentFact known : facts) {
            if (known.paymentId().equals(paymentId) && (latest == null || outweighs(known, latest))) {
                latest = known;
            }
        }
        return latest;
    }

    List<PaymentFact> all() {
        return Collections.unmodifiableList(facts);
    }

    private static boolean outweighs(PaymentFact a, PaymentFact b) {
        return a.sequence() != b.sequence()
                ? a.sequence() > b.sequence()
                : a.state().compareTo(b.state()) > 0;
    }

    private static boolean saysTheSame(PaymentFact a, PaymentFact b) {
        return a.paymentId().equals(b.paymentId())
                && a.state() == b.state()
                && a.sequence() == b.sequence()
                && a.confirmed().equals(b.confirmed())
                && a.pending().equals(b.pending());
    }
}
