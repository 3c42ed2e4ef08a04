package io.tillgate.reconcile;

/** What was decided on a discrepancy, or became of it. */
public enum ResolutionKind {
    /** It is known and may stay: the difference remains in the daily close, with this reason. */
    EXPLAINED,
    /** Its difference was put into the books, so that they agree with the processor's again. */
    BOOKED,
    /** The line was matched by hand. */
    MATCHED,
    /** The facts changed since it was decided on. */
    REOPENED,
    /** The facts changed, and there is no difference any more. */
    GONE
}
