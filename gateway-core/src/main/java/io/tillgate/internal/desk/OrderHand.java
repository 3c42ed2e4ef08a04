package io.tillgate.internal.desk;

import io.tillgate.desk.ActEffect;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderAct.AcceptLate;
import io.tillgate.desk.OrderAct.Cancel;
import io.tillgate.desk.OrderAct.Credit;
import io.tillgate.desk.OrderAct.LookedAt;
import io.tillgate.desk.OrderAct.MarkPaid;
import io.tillgate.desk.OrderAct.Recheck;
import io.tillgate.internal.jdbc.DecisionStore;
import io.tillgate.internal.jdbc.InvoiceCheckStore;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.jdbc.Signed;
import io.tillgate.internal.jdbc.WaiverStore;
import io.tillgate.internal.jdbc.WaiverStore.Waived;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.ReviewReason;
import io.tillgate.order.StaffDecision;
import io.tillgate.order.WaiverKind;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Works out acts that change an order: waivers, decisions and looks, derived by the same code as every other fact. The order
 * is locked, so nothing comes between what is shown and what is done.
 */
final class OrderHand {

    /** Whether an act holds only for the order as its person saw it. What was approved holds as long as it is no larger. */
    enum Seeing {
        AS_SEEN,
        AS_IT_IS
    }

    private final Predicate<String> canBeAsked;
    private final OrderTransitions transitions;
    private final OrderLedger ledger;

    OrderHand(Predicate<String> canBeAsked, OrderTransitions transitions, OrderLedger ledger) {
        this.canBeAsked = canBeAsked;
        this.transitions = transitions;
        this.ledger = ledger;
    }

    Prepared markPaid(Connection connection, MarkPaid act, Seeing seeing, Signed by, Instant now) throws SQLException {
        Locked locked = lock(connection, act.order());
        if (locked == null) {
            return noSuchOrder();
        }
        if (hasChanged(locked, act, seeing)) {
            return changed();
        }
        OrderDraft draft = locked.draft();
        Money rest = draft.waiveTheRest();
        if (rest.isZero()) {
            return new Prepared.Refused(
                    "order", "has nothing left to let the buyer off", "look at what is odd about it instead");
        }
        String sentence = "marked as paid by hand, " + rest + " waived";
        return locked.ready(sentence, draft.waived(), by, now, write -> {
            Waived waived = new Waived(rest, WaiverKind.MARKED_PAID, null, by.actor(), by.reason());
            WaiverStore.insert(write, act.order(), waived, now);
        });
    }

    Prepared credit(Connection connection, Credit act, Signed by, Instant now) throws SQLException {
        Locked locked = lock(connection, act.order());
        if (locked == null) {
            return noSuchOrder();
        }
        OrderDraft draft = locked.draft();
        Money due = draft.stored().terms().due();
        if (!act.amount().currency().equals(due.currency())) {
            return new Prepared.Refused("amount", "is in " + act.amount().currency(), "credit it in " + due.currency());
        }
        if (act.amount().compareTo(due) > 0) {
            return new Prepared.Refused(
                    "amount", "is more than the amount due, " + due, "credit at most what the buyer owes");
        }
        Optional<OrderId> before = WaiverStore.credited(connection, act.evidence());
        if (before.isPresent()) {
            return new Prepared.Refused(
                    "evidence",
                    "was credited before, to order " + before.get(),
                    "credit money once; where it is shared by orders, name the part of it");
        }
        draft.waive(act.amount());
        String sentence = act.amount() + " credited by hand, seen at " + act.evidence();
        return locked.ready(sentence, draft.waived(), by, now, write -> {
            Waived waived = new Waived(act.amount(), WaiverKind.CREDIT, act.evidence(), by.actor(), by.reason());
            WaiverStore.insert(write, act.order(), waived, now);
        });
    }

    Prepared acceptLate(Connection connection, AcceptLate act, Seeing seeing, Signed by, Instant now)
            throws SQLException {
        Locked locked = lock(connection, act.order());
        if (locked == null) {
            return noSuchOrder();
        }
        if (hasChanged(locked, act, seeing)) {
            return changed();
        }
        OrderDraft draft = locked.draft();
        if (!draft.state().review().contains(ReviewReason.LATE_PAYMENT_HELD)) {
            return new Prepared.Refused(
                    "order", "holds no late payment", "accept one when the full amount came too late");
        }
        draft.decide(StaffDecision.ACCEPT_LATE);
        Money received = draft.state().received();
        return locked.ready("late payment of " + received + " accepted by hand", received, by, now, write -> {
            DecisionStore.insert(write, act.order(), StaffDecision.ACCEPT_LATE, by, now);
            askAgain(write, draft, now);
        });
    }

    Prepared cancel(Connection connection, Cancel act, Signed by, Instant now) throws SQLException {
        Locked locked = lock(connection, act.order());
        if (locked == null) {
            return noSuchOrder();
        }
        if (hasChanged(locked, act, Seeing.AS_SEEN)) {
            return changed();
        }
        OrderDraft draft = locked.draft();
        OrderState state = draft.state();
        if (state.received().isPositive() || state.pending().isPositive()) {
            String money = state.received() + " received, " + state.pending() + " pending";
            return new Prepared.Refused(
                    "order", "has money (" + money + ")", "give the money back, or mark the order as paid");
        }
        if (state.review().contains(ReviewReason.WRONG_CURRENCY)
                || state.review().contains(ReviewReason.INVOICE_MISMATCH)) {
            return new Prepared.Refused(
                    "order", "may have money that was not counted", "look at its notifications and its invoice first");
        }
        if (draft.waived().isPositive()) {
            return new Prepared.Refused("order", "was credited with " + draft.waived(), "mark it as paid instead");
        }
        if (state.status() != OrderStatus.SUBMITTED && state.status() != OrderStatus.AWAITING_PAYMENT) {
            return new Prepared.Refused("order", "is " + state.status() + " already", "leave it as it is");
        }
        draft.decide(StaffDecision.CANCEL);
        return locked.ready(
                "cancelled by hand",
                zero(draft),
                by,
                now,
                write -> DecisionStore.insert(write, act.order(), StaffDecision.CANCEL, by, now));
    }

    Prepared lookedAt(Connection connection, LookedAt act, Signed by, Instant now) throws SQLException {
        Locked locked = lock(connection, act.order());
        if (locked == null) {
            return noSuchOrder();
        }
        if (hasChanged(locked, act, Seeing.AS_SEEN)) {
            return changed();
        }
        OrderDraft draft = locked.draft();
        if (!draft.needsHuman() || draft.lookedAt() != null) {
            return new Prepared.Refused("order", "waits for nobody", "leave it as it is");
        }
        draft.lookedAt(now);
        return locked.noted("looked at, nothing left to do", by, now, write -> {});
    }

    /** An act that changes nothing about the order itself, for its journal. */
    Prepared note(Connection connection, OrderId order, String sentence, Signed by, Instant now, Prepared.Write write)
            throws SQLException {
        Locked locked = lock(connection, order);
        return locked == null ? noSuchOrder() : locked.noted(sentence, by, now, write);
    }

    Prepared recheck(Connection connection, Recheck act, Signed by, Instant now) throws SQLException {
        Locked locked = lock(connection, act.order());
        if (locked == null) {
            return noSuchOrder();
        }
        String processor = locked.draft().stored().processor();
        if (!canBeAsked.test(processor)) {
            return new Prepared.Refused(
                    "order",
                    "is paid through " + processor + ", which can't be asked about an order",
                    "wait for its notifications, or look at its account and credit what is there");
        }
        return locked.noted("asked " + processor + " again", by, now, write -> askAgain(write, locked.draft(), now));
    }

    static Prepared noSuchOrder() {
        return new Prepared.Refused("order", "is not one of ours", "search for it in the list of orders");
    }

    private void askAgain(Connection connection, OrderDraft draft, Instant now) throws SQLException {
        String processor = draft.stored().processor();
        if (canBeAsked.test(processor)) {
            InvoiceCheckStore.hinted(
                    connection,
                    new ProcessorId(processor),
                    List.of(draft.stored().id()),
                    now);
        }
    }

    private static boolean hasChanged(Locked locked, OrderAct.OnOrder act, Seeing seeing) {
        return seeing == Seeing.AS_SEEN && !locked.draft().stored().updatedAt().equals(act.seen());
    }

    private static Prepared changed() {
        return new Prepared.Refused("order", "has changed since you looked at it", "look at it again, and decide then");
    }

    private @Nullable Locked lock(Connection connection, OrderId id) throws SQLException {
        Map<OrderId, OrderDraft> drafts = OrderLedger.lock(connection, List.of(id));
        OrderDraft draft = drafts.get(id);
        return draft == null ? null : new Locked(draft, drafts.values());
    }

    private static Money zero(OrderDraft draft) {
        return Money.zero(draft.stored().terms().due().currency());
    }

    /** An order and the other attempts of its reference, held by this transaction. */
    private final class Locked {
        private final OrderDraft draft;
        private final Collection<OrderDraft> all;
        private final Money waivedBefore;

        private Locked(OrderDraft draft, Collection<OrderDraft> all) {
            this.draft = draft;
            this.all = all;
            this.waivedBefore = draft.waived();
        }

        OrderDraft draft() {
            return draft;
        }

        /** What was put into the draft, derived. */
        Prepared ready(String sentence, Money amount, Signed by, Instant now, Prepared.Write write) {
            draft.deriveByHand(transitions, now, cause(sentence, by));
            return prepared(sentence, amount, now, write);
        }

        /** What changes nothing about the state. */
        Prepared noted(String sentence, Signed by, Instant now, Prepared.Write write) {
            draft.note(cause(sentence, by));
            return prepared(sentence, zero(draft), now, write);
        }

        private Prepared prepared(String sentence, Money amount, Instant now, Prepared.Write write) {
            List<ActEffect> effects = new ArrayList<>();
            effects.add(effect(draft, waivedBefore, amount, sentence));
            for (OrderDraft other : all) {
                if (other != draft && !other.state().equals(other.stored().state())) {
                    effects.add(effect(other, other.waived(), zero(other), "another attempt of the reference"));
                }
            }
            return new Prepared.Ready(effects, sentence, amount, connection -> {
                write.run(connection);
                ledger.write(connection, all, now);
            });
        }
    }

    private static OrderDraft.Cause cause(String sentence, Signed by) {
        return OrderDraft.Cause.of(sentence + ": " + by.because(), by.actor());
    }

    private static ActEffect effect(OrderDraft draft, Money waivedBefore, Money amount, String sentence) {
        return new ActEffect(
                draft.stored().id(),
                draft.stored().state(),
                draft.state(),
                amount,
                waivedBefore,
                draft.waived(),
                sentence);
    }
}
