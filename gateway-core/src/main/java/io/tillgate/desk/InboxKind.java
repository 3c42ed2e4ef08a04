package io.tillgate.desk;

import io.tillgate.order.ReviewReason;

/** What can need a human, the gravest first. */
public enum InboxKind {
    REVERSED("Payment withdrawn"),
    CONFLICTING_PAYMENT("Two amounts for one payment"),
    WRONG_CURRENCY("Paid in another currency"),
    INVOICE_MISMATCH("Invoice differs from the order"),
    SECOND_PAYMENT("Paid twice"),
    CANCELLED_WITH_MONEY("Cancelled, but has money"),
    LATE_PAYMENT_HELD("Late payment held"),
    OVERPAID("Paid too much"),
    UNDERPAID("Paid too little"),
    UNKNOWN_OUTCOME("Processor's answer unknown"),
    NOTIFICATION_REVIEW("Notification to look at"),
    NOTIFICATION_PARKED("Notification without an order"),
    POISON_EVENT("Event the shop refuses"),
    APPROVAL("Waits for approval"),
    REFUND("Refund to look at"),
    DISCREPANCY("Discrepancy"),
    /** No price, or one that stands in for a fresh one. */
    RATE("Price missing or stale"),
    SOURCE_DOWN("Price source down"),
    /** Its stream tells the price, but it does not answer when it is asked, or not as it should. */
    SOURCE_CHECK("Price source to check"),
    NOTIFICATIONS_MISSING("Notifications do not arrive"),
    NOTIFICATIONS_REFUSED("Notifications refused"),
    NODE("Bitcoin node"),
    SYSTEM("System");

    private final String title;

    InboxKind(String title) {
        this.title = title;
    }

    /** Two or three words for a heading. */
    public String title() {
        return title;
    }

    /** The kind of an order that is put up for review for this reason. */
    public static InboxKind of(ReviewReason reason) {
        return switch (reason) {
            case UNDERPAID -> UNDERPAID;
            case OVERPAID -> OVERPAID;
            case WRONG_CURRENCY -> WRONG_CURRENCY;
            case CONFLICTING_PAYMENT -> CONFLICTING_PAYMENT;
            case CANCELLED_WITH_MONEY -> CANCELLED_WITH_MONEY;
            case LATE_PAYMENT_HELD -> LATE_PAYMENT_HELD;
            case REVERSED -> REVERSED;
            case SECOND_PAYMENT -> SECOND_PAYMENT;
            case INVOICE_MISMATCH -> INVOICE_MISMATCH;
        };
    }
}
