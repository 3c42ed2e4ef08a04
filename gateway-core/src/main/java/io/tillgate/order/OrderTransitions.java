package io.tillgate.order;

import io.tillgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Derives an order's state. Pure: the same terms, facts, policy and time give the same state, in whatever order and
 * however often the facts came. Nothing else in Tillgate decides about a status.
 */
public final class OrderTransitions {

    private final OrderPolicy policy;

    public OrderTransitions(OrderPolicy policy) {
        this.policy = policy;
    }

    /** The state of an order now. */
    public OrderState derive(OrderTerms terms, OrderFacts facts, Instant now) {
        PaymentTotals totals = PaymentTotals.of(terms.due().currency(), facts.payments());
        OrderStatus status = status(terms, totals, facts, now);
        Set<ReviewReason> review = review(terms, totals, facts, status);
        return new OrderState(
                status, anomaly(terms, totals, status, review), totals.received(), totals.pending(), review);
    }

    /** Whether the clock alone can change the state of an order in this status. */
    public static boolean isWaitingForTheClock(OrderStatus status) {
        return status == OrderStatus.SUBMITTED || status == OrderStatus.AWAITING_PAYMENT;
    }

    private OrderStatus status(OrderTerms terms, PaymentTotals totals, OrderFacts facts, Instant now) {
        InvoiceStanding invoices = facts.invoices();
        Money needed = policy.needed(terms.due());
        boolean overdue = !now.isBefore(terms.expiresAt());
        if (facts.waived() > 0 && isCoveredWithWaiver(terms, totals, facts)) {
            return OrderStatus.PAID;
        }
        // Money first: the buyer's coins exist whatever our clock or the processor's later word says.
        if (!contradicted(totals)) {
            if (totals.settled().isAtLeast(needed)) {
                return isHeldForLateness(terms, totals, facts) ? OrderStatus.EXPIRED : OrderStatus.PAID;
            }
            if (totals.seen().isAtLeast(needed) || isSeenWithWaiver(terms, totals, facts)) {
                return OrderStatus.CONFIRMING;
            }
        }
        if (!totals.hasMoney()) {
            if (invoices == InvoiceStanding.WITHDRAWN || facts.byHand().has(StaffDecision.CANCEL)) {
                return OrderStatus.CANCELLED;
            }
            if (invoices == InvoiceStanding.DECLINED) {
                return OrderStatus.DECLINED;
            }
        }
        if (overdue) {
            return OrderStatus.EXPIRED;
        }
        boolean invoiceIsKnown =
                invoices == InvoiceStanding.LIVE || invoices == InvoiceStanding.MISMATCHED || totals.hasMoney();
        return invoiceIsKnown ? OrderStatus.AWAITING_PAYMENT : OrderStatus.SUBMITTED;
    }

    private Set<ReviewReason> review(OrderTerms terms, PaymentTotals totals, OrderFacts facts, OrderStatus status) {
        Set<ReviewReason> review = EnumSet.noneOf(ReviewReason.class);
        review.addAll(totals.review());
        if (status != OrderStatus.PAID && isUnderpaid(terms, totals, facts, status)) {
            review.add(ReviewReason.UNDERPAID);
        }
        if (policy.isOverpaid(terms.due(), totals.seen())) {
            review.add(ReviewReason.OVERPAID);
        }
        if (status != OrderStatus.PAID
                && totals.settled().isAtLeast(policy.needed(terms.due()))
                && isHeldForLateness(terms, totals, facts)) {
            review.add(ReviewReason.LATE_PAYMENT_HELD);
        }
        boolean givenUp =
                facts.invoices() == InvoiceStanding.WITHDRAWN || facts.byHand().has(StaffDecision.CANCEL);
        if (givenUp && totals.hasMoney()) {
            review.add(ReviewReason.CANCELLED_WITH_MONEY);
        }
        if (facts.otherAttempts() == OrderFacts.OtherAttempts.WITH_MONEY && totals.hasMoney()) {
            review.add(ReviewReason.SECOND_PAYMENT);
        }
        if (facts.invoices() == InvoiceStanding.MISMATCHED) {
            review.add(ReviewReason.INVOICE_MISMATCH);
        }
        return review;
    }

    private Anomaly anomaly(OrderTerms terms, PaymentTotals totals, OrderStatus status, Set<ReviewReason> review) {
        if (review.contains(ReviewReason.WRONG_CURRENCY)
                || review.contains(ReviewReason.CONFLICTING_PAYMENT)
                || review.contains(ReviewReason.INVOICE_MISMATCH)) {
            return Anomaly.MISMATCH;
        }
        if (review.contains(ReviewReason.REVERSED)) {
            return Anomaly.REVERSED;
        }
        if (status == OrderStatus.PAID && !totals.settled().isAtLeast(policy.needed(terms.due()))) {
            return Anomaly.MARKED_BY_HAND;
        }
        if (review.contains(ReviewReason.LATE_PAYMENT_HELD) || (status == OrderStatus.PAID && isLate(terms, totals))) {
            return Anomaly.PAID_LATE;
        }
        if (review.contains(ReviewReason.OVERPAID)) {
            return Anomaly.OVERPAID;
        }
        return review.contains(ReviewReason.UNDERPAID) ? Anomaly.UNDERPAID : Anomaly.NONE;
    }

    /** Short of the amount, and no more is to be expected by itself: the payment is final, or the time is over. */
    private boolean isUnderpaid(OrderTerms terms, PaymentTotals totals, OrderFacts facts, OrderStatus status) {
        boolean isShort = totals.hasMoney()
                && !totals.seen().isAtLeast(policy.needed(terms.due()))
                && !isSeenWithWaiver(terms, totals, facts);
        boolean isFinal = totals.settled().isPositive() || status == OrderStatus.EXPIRED;
        return isShort && isFinal;
    }

    /** Whether confirmed money and what a person let the buyer off make up the amount due together. */
    private static boolean isCoveredWithWaiver(OrderTerms terms, PaymentTotals totals, OrderFacts facts) {
        Money waived = new Money(terms.due().currency(), facts.waived());
        return totals.received().plus(waived).isAtLeast(terms.due());
    }

    /** The same with the money that was seen and is not confirmed yet. */
    private static boolean isSeenWithWaiver(OrderTerms terms, PaymentTotals totals, OrderFacts facts) {
        Money waived = new Money(terms.due().currency(), facts.waived());
        return facts.waived() > 0
                && totals.hasMoney()
                && totals.seen().plus(waived).isAtLeast(terms.due());
    }

    /** Two different amounts under one payment id: until a person has looked, neither pays for anything. */
    private static boolean contradicted(PaymentTotals totals) {
        return totals.review().contains(ReviewReason.CONFLICTING_PAYMENT);
    }

    private boolean isLate(OrderTerms terms, PaymentTotals totals) {
        Instant settledAt = totals.settledAt(policy.needed(terms.due()));
        return settledAt != null && settledAt.isAfter(terms.expiresAt());
    }

    private boolean isHeldForLateness(OrderTerms terms, PaymentTotals totals, OrderFacts facts) {
        if (facts.byHand().has(StaffDecision.ACCEPT_LATE)) {
            return false;
        }
        Instant settledAt = totals.settledAt(policy.needed(terms.due()));
        if (settledAt == null || !settledAt.isAfter(terms.expiresAt())) {
            return false;
        }
        Duration lateness = Duration.between(terms.expiresAt(), settledAt);
        return !policy.latePayment().accepts(lateness, facts.lateDriftBasisPoints());
    }
}
