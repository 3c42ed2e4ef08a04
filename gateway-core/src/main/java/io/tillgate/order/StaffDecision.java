package io.tillgate.order;

/** What a person decided about an order: a fact like a payment, and never taken back. */
public enum StaffDecision {
    /** Money counts however late it came. */
    ACCEPT_LATE,
    /** The order is given up, as long as it has no money. */
    CANCEL
}
