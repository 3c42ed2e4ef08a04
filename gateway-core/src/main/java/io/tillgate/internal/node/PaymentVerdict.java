package io.tillgate.internal.node;

import io.tillgate.internal.jdbc.ChainPaymentStore.Known;
import io.tillgate.order.PaymentState;

/** Decides what an order is told of a payment, by where the payment is. Pure. */
final class PaymentVerdict {

    /** Whether the node is in a state to be believed about what is final. */
    enum Trust {
        SETTLES,
        /** It may be cut off: what is settled stays so, and nothing more is. */
        WATCHES_ONLY
    }

    private PaymentVerdict() {}

    /** The state of a payment when the chain was followed up to a height. */
    static PaymentState of(Known payment, int height, Trust trust) {
        return switch (payment.place()) {
            case GONE -> PaymentState.REVERSED;
            case MEMPOOL ->
                payment.confirmationsNeeded() == 0 && !payment.replaceable()
                        ? confirmed(payment, trust)
                        : PaymentState.PENDING;
            case BLOCK ->
                confirmations(payment, height) >= payment.confirmationsNeeded()
                        ? confirmed(payment, trust)
                        : PaymentState.PENDING;
        };
    }

    /** How many blocks bury a payment, its own included; 0 in the mempool. */
    static int confirmations(Known payment, int height) {
        Integer at = payment.height();
        return at == null ? 0 : Math.max(0, height - at + 1);
    }

    private static PaymentState confirmed(Known payment, Trust trust) {
        boolean known = payment.told() == PaymentState.CONFIRMED;
        return known || trust == Trust.SETTLES ? PaymentState.CONFIRMED : PaymentState.PENDING;
    }
}
