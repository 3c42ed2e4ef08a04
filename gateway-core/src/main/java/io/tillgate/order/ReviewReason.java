package io.tillgate.order;

/** Why a person has to look at an order. */
public enum ReviewReason {
    UNDERPAID("The buyer paid less than the amount due."),
    OVERPAID("The buyer paid more than the amount due: the surplus is theirs."),
    WRONG_CURRENCY("A payment came in a currency other than the one due, and was not counted."),
    CONFLICTING_PAYMENT("The processor reported two different amounts for one payment."),
    CANCELLED_WITH_MONEY("The order was cancelled, and it has money."),
    LATE_PAYMENT_HELD("The full amount came later than the policy accepts."),
    REVERSED("A payment that was counted has been withdrawn."),
    SECOND_PAYMENT("More than one attempt of the same reference has money."),
    INVOICE_MISMATCH("The processor's invoice is not what was ordered, and its money was not counted.");

    private final String sentence;

    ReviewReason(String sentence) {
        this.sentence = sentence;
    }

    /** One sentence for staff. */
    public String sentence() {
        return sentence;
    }
}
