package io.tillgate.order;

/** How far one request for payment came at the processor. */
public enum InvoiceState {
    /** Stored before the call; the answer is not there yet. */
    REQUESTED,
    /** It exists at the processor. */
    CREATED,
    /** The answer was lost; it may exist. */
    UNKNOWN,
    /** The processor gave it up. */
    WITHDRAWN,
    /** The processor refused to create it. */
    DECLINED,
    /** It exists and is not what was ordered; none of its money is counted. */
    MISMATCHED
}
