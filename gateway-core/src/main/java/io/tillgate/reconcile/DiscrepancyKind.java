package io.tillgate.reconcile;

/** How we and a processor differ. */
public enum DiscrepancyKind {
    /** The statement has a line for which we have no payment or refund. */
    MISSING_HERE,
    /** We have a payment or a refund, and the statement of its time has no line for it. */
    MISSING_THERE,
    /** Both have it, with different amounts. */
    AMOUNT,
    /** Both have it, and one of them does not hold it to be final. */
    STATUS
}
