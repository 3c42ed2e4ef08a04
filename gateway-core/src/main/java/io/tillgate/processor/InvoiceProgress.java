package io.tillgate.processor;

/**
 * How far the processor itself sees an invoice. Decides nothing about money, which only payment facts do; it tells whether
 * the processor goes on with the invoice.
 */
public enum InvoiceProgress {
    /** It can be paid, or was and is not confirmed. */
    OPEN,
    /** Paid and confirmed in the processor's books. */
    SETTLED,
    /** A person settled it in the processor's books, whatever was paid. */
    SETTLED_BY_HAND,
    /** Paid in full after its time; the processor does not count it until it is told to. */
    PAID_LATE,
    /** Its time is over, and it was not paid in full. */
    EXPIRED,
    /** The processor, or a person there, gave it up. */
    WITHDRAWN
}
