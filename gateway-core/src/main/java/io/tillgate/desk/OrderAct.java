package io.tillgate.desk;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Instant;
import java.util.UUID;

/** One thing that a person can do by hand. None of them invents a payment. */
public sealed interface OrderAct {

    ActKind kind();

    /** An act on an order as the person saw it; refused when the order has changed since. */
    sealed interface OnOrder extends OrderAct {
        OrderId order();

        /** {@link io.tillgate.order.MerchantOrder#updatedAt} of the order that the person saw. */
        Instant seen();
    }

    /** Asks the processor again, now, what came of an order. */
    record Recheck(OrderId order) implements OrderAct {
        @Override
        public ActKind kind() {
            return ActKind.RECHECK;
        }
    }

    /** Lets the buyer off whatever is not confirmed: the order is PAID, MARKED_BY_HAND. */
    record MarkPaid(OrderId order, Instant seen) implements OnOrder {
        @Override
        public ActKind kind() {
            return ActKind.MARK_PAID;
        }
    }

    /** Accepts a late payment that the policy holds: the order is PAID, PAID_LATE. */
    record AcceptLate(OrderId order, Instant seen) implements OnOrder {
        @Override
        public ActKind kind() {
            return ActKind.ACCEPT_LATE;
        }
    }

    /** Gives an order up that has no money. It stays watched: money that comes all the same counts. */
    record Cancel(OrderId order, Instant seen) implements OnOrder {
        @Override
        public ActKind kind() {
            return ActKind.CANCEL;
        }
    }

    /** A person has looked at what is odd about an order, and nothing is left to do until its state changes again. */
    record LookedAt(OrderId order, Instant seen) implements OnOrder {
        @Override
        public ActKind kind() {
            return ActKind.LOOKED_AT;
        }
    }

    /**
     * Counts money towards an order that its own payments do not show, as a waiver.
     *
     * @param amount in the currency due, positive
     * @param evidence where the money can be seen: a notification, a statement line, a transaction. Credited once only
     */
    record Credit(OrderId order, Money amount, String evidence) implements OrderAct {

        public static final int EVIDENCE_CHARS_MAX = 200;

        public Credit {
            requireNonNull(order, "order");
            evidence = evidence.strip();
            if (!amount.isPositive()) {
                throw new InvalidInputException("amount", "is not positive", "write what is to be credited");
            }
            if (evidence.isEmpty() || evidence.length() > EVIDENCE_CHARS_MAX || evidence.indexOf('\0') >= 0) {
                throw new InvalidInputException(
                        "evidence",
                        "is empty, too long or holds a null character",
                        "write in 1 to " + EVIDENCE_CHARS_MAX + " characters where the money can be seen");
            }
        }

        @Override
        public ActKind kind() {
            return ActKind.CREDIT;
        }
    }

    /** Looks at a notification again that is parked or under review. */
    record Replay(UUID notification) implements OrderAct {
        @Override
        public ActKind kind() {
            return ActKind.REPLAY;
        }
    }

    /** A person has looked at a parked notification or one under review. It is still matched when its order appears. */
    record SetAside(UUID notification) implements OrderAct {
        @Override
        public ActKind kind() {
            return ActKind.LOOKED_AT;
        }
    }

    /** Delivers an event to the shop again, at once, delivered before or not. */
    record Redeliver(long delivery) implements OrderAct {
        @Override
        public ActKind kind() {
            return ActKind.REDELIVER;
        }
    }
}
