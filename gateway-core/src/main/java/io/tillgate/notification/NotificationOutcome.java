package io.tillgate.notification;

/** What a stored notification came to. */
public enum NotificationOutcome {
    /** It brought a new fact to an order. */
    APPLIED,
    /** Everything it says was known. */
    KNOWN,
    /** It asked us to look at its invoice; what was found there stands in the journal. */
    HINT,
    /** It matches no order yet; it is matched when the order appears. */
    PARKED,
    /** It is authentic and a person has to look. */
    REVIEW,
    /** It was not believed; kept to show the attempt. */
    REFUSED
}
