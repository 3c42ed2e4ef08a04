package io.tillgate.reconcile;

/** How a discrepancy stands. */
public enum DiscrepancyState {
    OPEN,
    /** A person decided on it. */
    RESOLVED,
    /** The facts changed, and it is none any more. */
    GONE
}
