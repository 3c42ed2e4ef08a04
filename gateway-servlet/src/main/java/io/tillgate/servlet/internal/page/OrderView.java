package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentInstructions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer may know of an order.
 *
 * @param told its state in words
 * @param arrival how the buyer came here
 * @param payUrl where to pay; null when one can't pay (any more), or pays right here
 * @param paymentBox how to pay right here; null when one can't, or pays elsewhere
 * @param payments what was seen at the order's own address
 * @param standing how far the least confirmed of them is; null while that says nothing
 * @param shopUrl the way back; null when the shop gave none
 * @param timeLeft how long one can still pay; null when one can't
 * @param live whether the page may still change by itself
 * @param eventsUrl path of the stream of changes
 */
public record OrderView(
        MerchantOrder order,
        Words words,
        OrderWords told,
        Arrival arrival,
        @Nullable String payUrl,
        @Nullable PaymentBox paymentBox,
        List<SeenPayment> payments,
        @Nullable String standing,
        @Nullable String shopUrl,
        @Nullable Duration timeLeft,
        boolean live,
        String eventsUrl) {

    /** An expired order is watched this much longer by an open page: late payments mostly come soon. */
    public static final Duration LATE_PAYMENT_WATCH = Duration.ofHours(1);

    public OrderView {
        payments = List.copyOf(payments);
    }

    /**
     * The view of an order at one time.
     *
     * @param instructions how it is paid when its payment page is this one; empty when its processor has its own
     */
    public static OrderView of(
            MerchantOrder order,
            Optional<PaymentInstructions> instructions,
            Arrival arrival,
            Instant now,
            Words words,
            String eventsUrl) {
        boolean canPay = OrderWords.canPay(order, now);
        boolean isPaidHere = instructions.isPresent();
        PaymentBox box = instructions
                .filter(how -> canPay && how.missing().isPositive())
                .map(PaymentBox::of)
                .orElse(null);
        List<SeenPayment> payments = instructions
                .map(how -> how.payments().stream()
                        .map(seen -> SeenPayment.of(seen, how.confirmationsNeeded(), words))
                        .toList())
                .orElse(List.of());
        String standing = instructions
                .filter(how -> order.status() == OrderStatus.CONFIRMING && how.confirmationsNeeded() > 0)
                .map(how -> words.confirmations(how.confirmations(), how.confirmationsNeeded()))
                .orElse(null);
        return new OrderView(
                order,
                words,
                OrderWords.of(order, arrival, now, words),
                arrival,
                canPay && !isPaidHere ? Shown.webUrl(order.paymentUrl()) : null,
                box,
                payments,
                standing,
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

    /** A phrase in the buyer's language; named short, since the templates are full of it. */
    public String say(Phrase phrase, String... values) {
        return words.say(phrase, values);
    }

    public boolean hasMoney() {
        return OrderWords.hasMoney(order);
    }

    /** What is still to be paid, while that makes sense to say. */
    public @Nullable Money missing() {
        return timeLeft != null && hasMoney() && order.missing().isPositive() ? order.missing() : null;
    }

    /** What the buyer should send now: all of it, or the rest. */
    public Money toPay() {
        Money missing = missing();
        return missing != null ? missing : order.terms().due();
    }

    /** How long the price holds as a whole. */
    public Duration timeToPay() {
        return Duration.between(order.createdAt(), order.terms().expiresAt());
    }

    /** What it means and what to do, and how long it takes where the chain says so. */
    public List<String> sentences() {
        if (standing == null) {
            return told.sentences();
        }
        List<String> more = new ArrayList<>(told.sentences());
        more.add(say(Phrase.BLOCK_PACE));
        return more;
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
        String confirmation = standing != null ? standing : say(Phrase.STEP_CONFIRMATION);
        return List.of(
                new Step(say(Phrase.STEP_PAYMENT), stateOf(0, reached)),
                new Step(confirmation, stateOf(1, reached)),
                new Step(say(Phrase.STEP_DONE), stateOf(2, reached)));
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
            return say(Phrase.PAY_REST);
        }
        return switch (arrival) {
            case LINK -> say(Phrase.PAY_NOW);
            case RETURNED_SUCCESS -> say(Phrase.PAY_IF_NOT_PAID);
            case RETURNED_FAILURE -> say(Phrase.PAY_AGAIN);
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
