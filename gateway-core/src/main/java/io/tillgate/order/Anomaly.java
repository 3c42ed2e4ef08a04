package io.tillgate.order;

/** What is odd about an order, the gravest thing first. A separate axis from its {@link OrderStatus}. */
public enum Anomaly {
    /** A payment contradicts the order or itself: another currency, two amounts under one payment id. */
    MISMATCH,
    /** Evidence was withdrawn: a reorganised block, a double spend. */
    REVERSED,
    /** A person, not a payment, made it PAID. */
    MARKED_BY_HAND,
    /** The payment that completed it came after the time to pay. */
    PAID_LATE,
    OVERPAID,
    UNDERPAID,
    NONE
}
