package io.tillgate.figures;

/** What can go wrong with an order or a notification. An order counts on the day on which it went so. */
public enum ExceptionKind {
    UNDERPAID,
    OVERPAID,
    PAID_LATE,
    MISMATCH,
    REVERSED,
    MARKED_BY_HAND,
    /** The processor refused to make an invoice. */
    DECLINED,
    /** A notification without a valid signature. */
    REFUSED_NOTIFICATION
}
