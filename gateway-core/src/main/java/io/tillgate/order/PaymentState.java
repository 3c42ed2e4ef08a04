package io.tillgate.order;

/** What a payment fact says. Among facts of the same sequence a later constant outweighs an earlier one. */
public enum PaymentState {
    /** Seen; some or none of it is confirmed; more may follow under the same payment id. */
    PENDING,
    /** Confirmed by the processor, final unless reversed. */
    CONFIRMED,
    /** The evidence is gone: a reorganised block, a double spend. */
    REVERSED
}
