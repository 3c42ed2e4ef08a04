package io.tillgate.reconcile;

/** What a statement line was matched by, strongest first. */
public enum MatchedBy {
    REFERENCE,
    PAYMENT_ID,
    TRANSACTION,
    /** It is the one line of its amount around the time of the one entry of that amount. */
    AMOUNT_AND_TIME,
    BY_HAND,
    /** Nothing of ours: a person put it into the books as it is. */
    BOOKED,
    /** The processor's fee, which is in the books as such. */
    FEE,
    /** Several entries fit, or several lines: a person decides, nothing is guessed. */
    AMBIGUOUS,
    NOTHING
}
