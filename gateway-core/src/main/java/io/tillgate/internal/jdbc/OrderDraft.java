package io.tillgate.internal.jdbc;

import io.tillgate.event.OrderEventType;
import io.tillgate.event.OrderEvents;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderFacts;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
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
    private final List<PaymentFact> facts;
    private final List<NewPayment> newPayments = new ArrayList<>(1);
    private final List<NewJournalEntry> newJournalEntries = new ArrayList<>(1);
    private final List<NewEvent> newEvents = new ArrayList<>(1);
    private OrderState state;
    private InvoiceStanding standing;
    private @Nullable String paymentUrl;
    private boolean touched;

    OrderDraft(MerchantOrder stored, InvoiceStanding standing, List<PaymentFact> facts) {
        this.stored = stored;
        this.state = stored.state();
        this.standing = standing;
        this.paymentUrl = stored.paymentUrl();
        this.facts = new ArrayList<>(facts);
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
        for (PaymentFact known : facts) {
            if (saysTheSame(known, fact)) {
                return false;
            }
        }
        facts.add(fact);
        newPayments.add(new NewPayment(fact, notificationId));
        return true;
    }

    /** Takes in what the order's invoices amount to now; false when it was that before. */
    public boolean observe(InvoiceStanding now) {
        boolean changed = standing != now;
        standing = now;
        touched |= changed;
        return changed;
    }

    public void paymentUrl(String url) {
        paymentUrl = url;
        touched = true;
    }

    /** Derives the state from all facts and notes what the change calls for in the journal and the outbox. */
    public void derive(OrderTransitions transitions, Instant now, Cause cause) {
        OrderState after = transitions.derive(stored.terms(), new OrderFacts(facts, standing), now);
        if (!after.equals(state)) {
            newJournalEntries.add(new NewJournalEntry(state, after, cause));
            for (OrderEventType type : OrderEvents.between(state, after)) {
                newEvents.add(new NewEvent(type, after));
            }
            state = after;
            touched = true;
        }
    }

    boolean needsUpdate() {
        return touched;
    }

    /** Whether anything at all is to be written. */
    public boolean isChanged() {
        return touched || !newPayments.isEmpty();
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

    private static boolean saysTheSame(PaymentFact a, PaymentFact b) {
        return a.paymentId().equals(b.paymentId())
                && a.state() == b.state()
                && a.sequence() == b.sequence()
                && a.confirmed().equals(b.confirmed())
                && a.pending().equals(b.pending());
    }
}
