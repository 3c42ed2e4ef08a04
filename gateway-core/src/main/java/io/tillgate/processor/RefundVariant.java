package io.tillgate.processor;

/** How much of a payment goes back. */
public enum RefundVariant {
    /** All that was paid, in the coins that were paid. */
    ALL_PAID,
    /** What was paid too much. */
    OVERPAID,
    /** An amount that a person chose. */
    AMOUNT
}
