package io.tillgate.processor;

/** What came of telling a processor that a late payment is accepted. */
public sealed interface SettleAnswer {

    /** It counts as settled there now, or did before. */
    record Settled() implements SettleAnswer {}

    /**
     * It did not happen, or nobody knows; it is tried again.
     *
     * @param reason for staff
     */
    record Failed(String reason) implements SettleAnswer {}
}
