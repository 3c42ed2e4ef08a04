package io.tillgate.order;

import io.tillgate.money.Money;
import io.tillgate.order.OrderFacts.OtherAttempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened to the representative order so far: its facts, its invoices and the time. It costs 1,000,000 satoshi, may
 * be paid for 15 minutes, and lives under the default policy.
 */
record OrderStory(
        List<OrderSignal> signals,
        List<PaymentFact> payments,
        List<InvoiceState> invoices,
        OtherAttempts others,
        ByHand byHand,
        int ids,
        Instant now) {

    static final Money DUE = Money.satoshi(1_000_000);
    static final Money SHORT = Money.satoshi(400_000);
    static final Money CREDIT = Money.satoshi(600_000);
    static final Money OVER = Money.satoshi(1_500_000);
    static final Instant EXPIRY = Instant.parse("2012-06-01T12:15:00Z");
    static final Instant IN_TIME = EXPIRY.minus(Duration.ofMinutes(10));

    private static final OrderTerms TERMS = new OrderTerms(DUE, DUE, EXPIRY);
    private static final OrderTransitions TRANSITIONS = new OrderTransitions(OrderPolicy.DEFAULT);

    /** The intent is stored, the processor is being asked. */
    static OrderStory beginning() {
        return new OrderStory(
                List.of(),
                List.of(),
                List.of(InvoiceState.REQUESTED),
                OtherAttempts.WITHOUT_MONEY,
                ByHand.NOTHING,
                0,
                IN_TIME);
    }

    OrderState state() {
        return TRANSITIONS.derive(TERMS, new OrderFacts(payments, standing(), others, byHand, null), now);
    }

    InvoiceStanding standing() {
        return InvoiceStanding.of(invoices);
    }

    /** What the signal makes of this; empty where it can't happen. */
    Optional<OrderStory> then(OrderSignal signal) {
        List<OrderSignal> longer = new ArrayList<>(signals);
        longer.add(signal);
        return signal.after(this)
                .map(next -> new OrderStory(
                        longer, next.payments, next.invoices, next.others, next.byHand, next.ids, next.now));
    }

    String nextPaymentId() {
        return "p-" + (ids + 1);
    }

    OrderStory with(PaymentFact fact) {
        List<PaymentFact> more = new ArrayList<>(payments);
        more.add(fact);
        int used = fact.paymentId().equals(nextPaymentId()) ? ids + 1 : ids;
        return new OrderStory(signals, more, invoices, others, byHand, used, now);
    }

    OrderStory paid(Money amount, Instant at) {
        return with(PaymentFact.confirmed(nextPaymentId(), amount, at));
    }

    OrderStory seen(Money amount) {
        return with(PaymentFact.pending(nextPaymentId(), Money.satoshi(0), amount, IN_TIME));
    }

    OrderStory notBefore(Instant time) {
        return new OrderStory(signals, payments, invoices, others, byHand, ids, now.isBefore(time) ? time : now);
    }

    /** The processor answers a call that has none yet; a late answer does not undo that the invoice was given up. */
    Optional<OrderStory> answered(InvoiceState answer) {
        InvoiceState asked = invoices.get(0);
        boolean canBeAnswered =
                asked == InvoiceState.REQUESTED || (asked == InvoiceState.UNKNOWN && answer != InvoiceState.UNKNOWN);
        if (!canBeAnswered) {
            return Optional.empty();
        }
        boolean givenUp = invoices.contains(InvoiceState.WITHDRAWN) && answer == InvoiceState.CREATED;
        List<InvoiceState> changed = new ArrayList<>(invoices);
        changed.set(0, givenUp ? InvoiceState.WITHDRAWN : answer);
        return Optional.of(new OrderStory(signals, payments, changed, others, byHand, ids, now));
    }

    /** The processor gives the invoice up; it is learned of by that where its answer was not there. */
    OrderStory withdrawn() {
        List<InvoiceState> changed = new ArrayList<>(invoices);
        if (changed.get(0) == InvoiceState.CREATED) {
            changed.set(0, InvoiceState.WITHDRAWN);
        } else if (!changed.contains(InvoiceState.WITHDRAWN)) {
            changed.add(InvoiceState.WITHDRAWN);
        }
        return new OrderStory(signals, payments, changed, others, byHand, ids, now);
    }

    /** Asked for it, the processor shows an invoice that is not what was ordered; empty where none is known. */
    Optional<OrderStory> mismatched() {
        if (invoices.get(0) != InvoiceState.CREATED) {
            return Optional.empty();
        }
        List<InvoiceState> changed = new ArrayList<>(invoices);
        changed.set(0, InvoiceState.MISMATCHED);
        return Optional.of(new OrderStory(signals, payments, changed, others, byHand, ids, now));
    }

    OrderStory otherAttemptHasMoney() {
        return new OrderStory(signals, payments, invoices, OtherAttempts.WITH_MONEY, byHand, ids, now);
    }

    /** Staff let the buyer off whatever is not confirmed; empty where nothing is left to waive. */
    Optional<OrderStory> restWaived() {
        long rest = DUE.minus(state().received()).minorUnits() - byHand.waived();
        return rest <= 0
                ? Optional.empty()
                : Optional.of(new OrderStory(signals, payments, invoices, others, byHand.plusWaived(rest), ids, now));
    }

    /** Staff credit a part of the amount due, seen elsewhere; empty where it was credited before. */
    Optional<OrderStory> partCredited() {
        return byHand.waived() > 0
                ? Optional.empty()
                : Optional.of(new OrderStory(
                        signals, payments, invoices, others, byHand.plusWaived(CREDIT.minorUnits()), ids, now));
    }

    /** Staff decide, as far as the desk lets them: a held payment can be accepted, an open order without money cancelled. */
    Optional<OrderStory> decided(StaffDecision decision) {
        OrderState state = state();
        boolean isOpen = state.status() == OrderStatus.SUBMITTED || state.status() == OrderStatus.AWAITING_PAYMENT;
        boolean hasMoney = state.received().isPositive() || state.pending().isPositive() || byHand.waived() > 0;
        boolean possible = switch (decision) {
            case ACCEPT_LATE -> state.review().contains(ReviewReason.LATE_PAYMENT_HELD);
            case CANCEL ->
                isOpen
                        && !hasMoney
                        && !state.review().contains(ReviewReason.WRONG_CURRENCY)
                        && !state.review().contains(ReviewReason.INVOICE_MISMATCH);
        };
        return possible
                ? Optional.of(new OrderStory(signals, payments, invoices, others, byHand.plus(decision), ids, now))
                : Optional.empty();
    }

    /** The latest payment whose last word is this state. */
    Optional<PaymentFact> last(PaymentState state) {
        for (int i = payments.size() - 1; i >= 0; i--) {
            PaymentFact fact = payments.get(i);
            if (fact.state() == state && fact.currency().equals(DUE.currency()) && lastWord(fact)) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    Optional<PaymentFact> lastStanding() {
        return last(PaymentState.CONFIRMED).or(() -> last(PaymentState.PENDING));
    }

    Optional<PaymentFact> lastReversed() {
        return last(PaymentState.REVERSED);
    }

    /** The source of reversals can tell the order, so its facts carry a sequence. */
    PaymentFact reversal(PaymentFact known) {
        Money nothing = Money.satoshi(0);
        return new PaymentFact(
                known.paymentId(), PaymentState.REVERSED, nothing, nothing, known.sequence() + 1, IN_TIME);
    }

    PaymentFact restored(PaymentFact lost) {
        return new PaymentFact(
                lost.paymentId(),
                PaymentState.CONFIRMED,
                heaviest(lost.paymentId()),
                Money.satoshi(0),
                lost.sequence() + 1,
                IN_TIME);
    }

    private Money heaviest(String paymentId) {
        return payments.stream()
                .filter(fact -> fact.paymentId().equals(paymentId))
                .map(fact -> fact.confirmed().plus(fact.pending()))
                .max(Money::compareTo)
                .orElseThrow();
    }

    private boolean lastWord(PaymentFact fact) {
        return payments.stream()
                .filter(other -> other.paymentId().equals(fact.paymentId()))
                .reduce((earlier, later) -> later)
                .filter(fact::equals)
                .isPresent();
    }
}
