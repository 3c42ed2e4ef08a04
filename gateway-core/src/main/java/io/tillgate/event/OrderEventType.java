package io.tillgate.event;

/** What happened to an order, for the shop. */
public enum OrderEventType {
    /** Money was seen, not all of it confirmed: hold the goods back, do not cancel. */
    PAYMENT_SEEN,
    /** The order is paid. */
    ORDER_PAID,
    /** The time to pay is over. A late payment may still come. */
    ORDER_EXPIRED,
    ORDER_CANCELLED,
    /** The processor refused the order. */
    ORDER_DECLINED,
    /** An order that was paid is not any more: evidence was withdrawn. */
    ORDER_REVERSED,
    /** A person has to look; the order's review reasons say why. */
    REVIEW_NEEDED,
    /** Coins went back to the buyer: once for each refund, whoever sent them. The order's status stays what it is. */
    REFUND_SENT
}
