package io.tillgate.reconcile;

/** What came of deciding on a discrepancy. */
public sealed interface ResolveAnswer {

    record Done(Discrepancy discrepancy) implements ResolveAnswer {}

    /** There is none of this id. */
    record NotFound() implements ResolveAnswer {}

    /**
     * Nothing was changed.
     *
     * @param reason why, in a sentence for staff
     */
    record Refused(String reason) implements ResolveAnswer {}
}
