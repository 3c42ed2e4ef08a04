package io.tillgate.order;

/** How far an order came. What is odd about it is its {@link Anomaly}. */
public enum OrderStatus {
    /** The intent is stored, the processor's answer is not known yet. */
    SUBMITTED,
    /** The processor's invoice exists, the buyer has not paid in full. */
    AWAITING_PAYMENT,
    /** The full amount was seen, it is not confirmed yet. */
    CONFIRMING,
    /** The full amount is confirmed. */
    PAID,
    /** The time to pay is over. Still watched: a late payment is still money. */
    EXPIRED,
    /** Cancelled without money. */
    CANCELLED,
    /** The processor refused to create the invoice. */
    DECLINED;

    /** Whether a buyer can still be sent to pay. */
    public boolean isOpen() {
        return this == SUBMITTED || this == AWAITING_PAYMENT || this == CONFIRMING;
    }
}
