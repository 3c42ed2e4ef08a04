package io.tillgate.internal.jdbc;

import io.tillgate.event.OrderEventType;
import io.tillgate.event.OrderEvents;
import io.tillgate.internal.jdbc.OrderStore.LockedOrder;
import io.tillgate.money.Money;
import io.tillgate.order.ByHand;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderFacts;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.PaymentState;
import io.tillgate.order.StaffDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that this transaction holds locked, with its facts, and what is to be written of it. Collects in memory;
 * {@link OrderLedger#write} stores it. Not for several threads.
 */
public final class OrderDraft {

    /** Who or what brings a change, for the journal. */
    public record Cause(String what, String actor, @Nullable UUID notificationId) {

        /** A change that a part of Tillgate itself makes. */
        public static Cause of(String what, String actor) {
            return new Cause(what, actor, null);
        }
    }

    record NewPayment(PaymentFact fact, @Nullable UUID notificationId) {}

    record NewJournalEntry(OrderState before, OrderState after, Cause cause) {}

    record NewEvent(OrderEventType type, OrderState state) {}

    private final MerchantOrder stored;
    private final KnownFacts facts;
    private final List<NewPayment> newPayments = new ArrayList<>(1);
    private final List<NewJournalEntry> newJournalEntries = new ArrayList<>(1);
    private final List<NewEvent> newEvents = new ArrayList<>(1);
    private OrderState state;
    private InvoiceStanding standing;
    private @Nullable String paymentUrl;
    private @Nullable Integer lateDrift;
    private ByHand byHand;
    private @Nullable Instant oddAt;
    private @Nullable Instant lookedAt;
    private List<OrderDraft> otherAttempts = List.of();
    private boolean touched;

    OrderDraft(LockedOrder locked, List<PaymentFact> facts) {
        this.stored = locked.order();
        this.state = stored.state();
        this.standing = locked.standing();
        this.paymentUrl = stored.paymentUrl();
        this.facts = new KnownFacts(facts);
        this.lateDrift = locked.lateDrift();
        this.byHand = locked.byHand();
        this.oddAt = locked.oddAt();
        this.lookedAt = locked.lookedAt();
    }

    /** The order as it was when it was locked. */
    public MerchantOrder stored() {
        return stored;
    }

    public OrderState state() {
        return state;
    }

    InvoiceStanding standing() {
        return standing;
    }

    @Nullable String paymentUrl() {
        return paymentUrl;
    }

    /** Adds a payment fact; false when exactly this was known, and nothing is to be done. */
    public boolean observe(PaymentFact fact, @Nullable UUID notificationId) {
        if (!facts.add(fact)) {
            return false;
        }
        newPayments.add(new NewPayment(fact, notificationId));
        return true;
    }

    /**
     * Adds what a look at the processor's books shows of a payment now. Such a look can tell what came later, which single
     * notices can't: a payment that was withdrawn and is there again counts again, and one that was never counted is not
     * withdrawn.
     *
     * @return false when it was known
     */
    public boolean observeNow(PaymentFact fact) {
        PaymentFact latest = facts.latest(fact.paymentId());
        boolean reversed = fact.state() == PaymentState.REVERSED;
        if (latest == null) {
            return !reversed && observe(fact, null);
        }
        boolean isBack = latest.state() == PaymentState.REVERSED && !reversed;
        long sequence = isBack ? Math.addExact(latest.sequence(), 1) : latest.sequence();
        return observe(fact.withSequence(Math.max(sequence, fact.sequence())), null);
    }

    /** Takes in what the order's invoices amount to now; false when it was that before. */
    public boolean observe(InvoiceStanding now) {
        boolean changed = standing != now;
        standing = now;
        if (changed) {
            lookedAt = null;
            touched = true;
        }
        return changed;
    }

    /** Where the buyer pays, unless it is known. */
    public void paymentUrlIfNone(String url) {
        if (paymentUrl == null) {
            paymentUrl(url);
        }
    }

    public void paymentUrl(String url) {
        paymentUrl = url;
        touched = true;
    }

    @Nullable Integer lateDrift() {
        return lateDrift;
    }

    /** Whether a payment that comes now is late and the price of that moment is not known yet. */
    public boolean wantsLateDrift(Instant now) {
        return lateDrift == null && now.isAfter(stored.terms().expiresAt());
    }

    /** Notes how much bitcoin has lost since the quote, in hundredths of a percent. */
    public void lateDrift(int basisPoints) {
        lateDrift = basisPoints;
        touched = true;
    }

    ByHand byHand() {
        return byHand;
    }

    @Nullable Instant oddAt() {
        return oddAt;
    }

    /** When a person looked at the order as it is; null when nobody did. */
    public @Nullable Instant lookedAt() {
        return lookedAt;
    }

    /** What the buyer was let off so far, this transaction included. */
    public Money waived() {
        return new Money(stored.terms().due().currency(), byHand.waived());
    }

    /** Counts an amount in the currency due towards the order that no payment shows. */
    public void waive(Money amount) {
        byHand = byHand.plusWaived(amount.minorUnits());
        touched = true;
    }

    /** Takes in what a person decided; false when it was decided before. */
    public boolean decide(StaffDecision decision) {
        boolean isNew = !byHand.decisions().contains(decision);
        byHand = byHand.plus(decision);
        touched |= isNew;
        return isNew;
    }

    /** A person looked at the order as it is: it needs nobody until its state changes again. */
    public void lookedAt(Instant now) {
        lookedAt = now;
        touched = true;
    }

    /** Lets the buyer off everything that is not confirmed; gives how much that is, nothing when all is there. */
    public Money waiveTheRest() {
        Money covered = state.received().plus(waived());
        Money due = stored.terms().due();
        if (covered.isAtLeast(due)) {
            return Money.zero(due.currency());
        }
        Money rest = due.minus(covered);
        waive(rest);
        return rest;
    }

    void otherAttempts(List<OrderDraft> drafts) {
        otherAttempts = drafts;
    }

    /**
     * Derives the state from all facts and notes what the change calls for in the journal and the outbox. Money on one
     * attempt of a reference concerns the others too: they are derived along.
     */
    public void derive(OrderTransitions transitions, Instant now, Cause cause) {
        deriveThis(transitions, now, cause);
        for (OrderDraft other : otherAttempts) {
            other.deriveThis(transitions, now, Cause.of("money on another attempt of the reference", cause.actor()));
        }
    }

    /** The same for what a person did, which stands in the journal even if the state stays as it was. */
    public void deriveByHand(OrderTransitions transitions, Instant now, Cause cause) {
        derive(transitions, now, cause);
        if (newJournalEntries.isEmpty()) {
            note(cause);
        }
    }

    /** Writes into the journal what changed nothing about the state. */
    public void note(Cause cause) {
        newJournalEntries.add(new NewJournalEntry(state, state, cause));
    }

    private void deriveThis(OrderTransitions transitions, Instant now, Cause cause) {
        OrderFacts.OtherAttempts others = otherAttempts.stream().anyMatch(OrderDraft::hasMoney)
                ? OrderFacts.OtherAttempts.WITH_MONEY
                : OrderFacts.OtherAttempts.WITHOUT_MONEY;
        OrderState after = transitions.derive(
                stored.terms(), new OrderFacts(facts.all(), standing, others, byHand, lateDrift), now);
        if (!after.equals(state)) {
            newJournalEntries.add(new NewJournalEntry(state, after, cause));
            for (OrderEventType type : OrderEvents.between(state, after)) {
                newEvents.add(new NewEvent(type, after));
            }
            state = after;
            oddAt = needsHuman() ? now : null;
            lookedAt = null;
            touched = true;
        }
    }

    /** Whether a person has to look: the same that the index of the inbox says. */
    public boolean needsHuman() {
        boolean unanswered = standing == InvoiceStanding.REQUESTED || standing == InvoiceStanding.UNKNOWN;
        return state.needsReview() || (state.status() == OrderStatus.EXPIRED && unanswered);
    }

    private boolean hasMoney() {
        // What a person let the buyer off stands for money that came by another way: it pays for the reference as well.
        return state.received().isPositive() || state.pending().isPositive() || byHand.waived() > 0;
    }

    boolean needsUpdate() {
        return touched;
    }

    /** Whether anything at all is to be written. */
    public boolean isChanged() {
        return touched || !newPayments.isEmpty() || !newJournalEntries.isEmpty();
    }

    List<NewPayment> newPayments() {
        return newPayments;
    }

    List<NewJournalEntry> newJournalEntries() {
        return newJournalEntries;
    }

    List<NewEvent> newEvents() {
        return newEvents;
    }
}
