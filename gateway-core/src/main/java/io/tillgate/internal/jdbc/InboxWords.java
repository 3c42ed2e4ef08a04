package io.tillgate.internal.jdbc;

import io.tillgate.desk.InboxKind;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderState;
import io.tillgate.order.ReviewReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** What is odd about an order, in a sentence with its amounts. */
final class InboxWords {

    private InboxWords() {}

    static String sentence(InboxKind kind, MerchantOrder order) {
        String others = order.state().review().stream()
                .filter(reason -> InboxKind.of(reason) != kind)
                .map(ReviewReason::sentence)
                .collect(Collectors.joining(" "));
        String first = "Order " + order.reference() + ": " + what(kind, order);
        return others.isEmpty() ? first : first + " Also: " + others;
    }

    private static String what(InboxKind kind, MerchantOrder order) {
        OrderState state = order.state();
        Money due = order.terms().due();
        Money seen = state.received().plus(state.pending());
        return switch (kind) {
            case REVERSED -> "a payment was withdrawn; " + state.received() + " of " + due + " are left.";
            case CONFLICTING_PAYMENT ->
                "the processor told two amounts for one payment; the larger one is " + seen + ", due are " + due + ".";
            case WRONG_CURRENCY ->
                "a payment came in another currency and was not counted; " + seen + " of " + due + " came.";
            case INVOICE_MISMATCH ->
                "the processor's invoice is not what was ordered, " + due + "; its money was not counted.";
            case SECOND_PAYMENT -> "paid more than once; " + seen + " came here, and another attempt is paid as well.";
            case CANCELLED_WITH_MONEY -> "was cancelled, but " + seen + " of " + due + " came.";
            case LATE_PAYMENT_HELD ->
                state.received() + " came too late to be accepted by itself; they were due until "
                        + time(order.terms().expiresAt()) + ".";
            case OVERPAID -> seen + " came for " + due + ", " + seen.minus(due) + " too much.";
            case UNDERPAID -> seen + " of " + due + " came, " + order.missing() + " are missing.";
            default -> "whether " + order.processor() + " made an invoice over " + due + " was never learned.";
        };
    }

    /** To the second, as people write it. */
    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }
}
