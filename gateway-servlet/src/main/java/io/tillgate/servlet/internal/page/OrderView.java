package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer may know of an order.
 *
 * @param arrival how the buyer came here
 * @param payUrl where to pay; null when one can't pay (any more)
 * @param shopUrl the way back; null when the shop gave none
 * @param timeLeft how long one can still pay; null when one can't
 * @param live whether the page may still change by itself
 * @param eventsUrl path of the stream of changes
 */
public record OrderView(
        MerchantOrder order,
        OrderWords words,
        Arrival arrival,
        @Nullable String payUrl,
        @Nullable String shopUrl,
        @Nullable Duration timeLeft,
        boolean live,
        String eventsUrl) {

    /** An expired order is watched this much longer by an open page: late payments mostly come soon. */
    public static final Duration LATE_PAYMENT_WATCH = Duration.ofHours(1);

    public static OrderView of(MerchantOrder order, Arrival arrival, Instant now, String eventsUrl) {
        boolean canPay = OrderWords.canPay(order, now);
        return new OrderView(
                order,
                OrderWords.of(order, arrival, now),
                arrival,
                canPay ? Shown.webUrl(order.paymentUrl()) : null,
                Shown.webUrl(order.shop().returnUrl()),
                canPay ? order.timeLeft(now) : null,
                isLive(order, now),
                eventsUrl);
    }

    /** Whether the state may still change without somebody's decision. */
    public static boolean isLive(MerchantOrder order, Instant now) {
        return switch (order.status()) {
            case SUBMITTED, AWAITING_PAYMENT, CONFIRMING -> true;
            case PAID -> order.state().pending().isPositive();
            case EXPIRED -> now.isBefore(order.terms().expiresAt().plus(LATE_PAYMENT_WATCH));
            case CANCELLED, DECLINED -> false;
        };
    }

    public boolean hasMoney() {
        return OrderWords.hasMoney(order);
    }

    /** What is still to be paid, while that makes sense to say. */
    public @Nullable Money missing() {
        return timeLeft != null && hasMoney() && order.missing().isPositive() ? order.missing() : null;
    }

    /** The way of an order that goes well; empty for one that does not. */
    public List<Step> steps() {
        int reached = switch (order.status()) {
            case SUBMITTED -> 0;
            case AWAITING_PAYMENT -> timeLeft == null ? -1 : 0;
            case CONFIRMING -> 1;
            case PAID -> 3;
            case EXPIRED, CANCELLED, DECLINED -> -1;
        };
        if (reached < 0) {
            return List.of();
        }
        return List.of(
                new Step("Payment", stateOf(0, reached)),
                new Step("Confirmation", stateOf(1, reached)),
                new Step("Done", stateOf(2, reached)));
    }

    private static String stateOf(int step, int reached) {
        if (step == reached) {
            return "now";
        }
        return step < reached ? "done" : "next";
    }

    /** What the link to the payment page says. */
    public String payLabel() {
        if (hasMoney()) {
            return "Pay the rest";
        }
        return switch (arrival) {
            case LINK -> "Pay now";
            case RETURNED_SUCCESS -> "Not paid yet? Pay now";
            case RETURNED_FAILURE -> "Try again";
        };
    }

    /** Whether to pay is what the buyer should do next; somebody who may just have paid should rather wait. */
    public boolean shouldPay() {
        return hasMoney() || arrival != Arrival.RETURNED_SUCCESS;
    }

    /**
     * One step of the way.
     *
     * @param state {@code done}, {@code now} or {@code next}
     */
    public record Step(String name, String state) {}
}
