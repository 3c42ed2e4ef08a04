package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of an order in plain words for its buyer. Pure: the same order, time and arrival give the same words.
 *
 * @param sentences what it means and what to do, at least one
 */
public record OrderWords(Tone tone, String headline, List<String> sentences) {

    public OrderWords {
        sentences = List.copyOf(sentences);
    }

    public static OrderWords of(MerchantOrder order, Arrival arrival, Instant now) {
        OrderWords words = switch (order.status()) {
            case SUBMITTED ->
                say(Tone.WAITING, "One moment, please", "Your payment page is being prepared. It will appear here.");
            case AWAITING_PAYMENT -> awaiting(order, arrival, now);
            case CONFIRMING ->
                say(
                        Tone.WAITING,
                        "Your payment has been seen",
                        "The network is confirming it. You do not have to do anything more.");
            case PAID -> paid(order);
            case EXPIRED -> timeIsOver(order);
            case CANCELLED -> cancelled(order);
            case DECLINED ->
                say(
                        Tone.OVER,
                        "The payment could not be set up",
                        "Nothing was charged. Please go back to the shop and try again, or pay in another way.");
        };
        return words.withAnomaly(order.anomaly());
    }

    /** Whether the buyer can still pay: the invoice is open and its price still holds. */
    static boolean canPay(MerchantOrder order, Instant now) {
        return order.status() == OrderStatus.AWAITING_PAYMENT
                && now.isBefore(order.terms().expiresAt())
                && !isInDoubt(order);
    }

    /** Whether more money would only make it worse: a person has to look first. */
    private static boolean isInDoubt(MerchantOrder order) {
        return order.state().review().stream().anyMatch(reason -> switch (reason) {
            case WRONG_CURRENCY,
                    CONFLICTING_PAYMENT,
                    CANCELLED_WITH_MONEY,
                    REVERSED,
                    SECOND_PAYMENT,
                    INVOICE_MISMATCH -> true;
            case UNDERPAID, OVERPAID, LATE_PAYMENT_HELD -> false;
        });
    }

    private static OrderWords awaiting(MerchantOrder order, Arrival arrival, Instant now) {
        if (isInDoubt(order)) {
            return say(
                    Tone.ATTENTION,
                    "The shop has to look at your payment",
                    "What arrived has been recorded and is not lost. Please do not pay again before the shop has"
                            + " answered.");
        }
        if (!canPay(order, now)) {
            return timeIsOver(order);
        }
        if (hasMoney(order)) {
            return say(
                    Tone.WAITING,
                    "Part of your payment has arrived",
                    order.missing() + " is still missing. Please pay the rest before the time is up.");
        }
        return switch (arrival) {
            case LINK ->
                say(
                        Tone.WAITING,
                        "Waiting for your payment",
                        "Your price is reserved until the time is up. This page tells you when the payment arrives.");
            case RETURNED_SUCCESS ->
                say(
                        Tone.WAITING,
                        "Your payment has not been seen yet",
                        "If you have just paid, all is well: it can take a minute until it shows here.");
            case RETURNED_FAILURE ->
                say(
                        Tone.OVER,
                        "The payment was not completed",
                        "Nothing has arrived so far. You can try again until the time is up.");
        };
    }

    private static OrderWords paid(MerchantOrder order) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Your payment is complete, and the shop knows.");
        if (order.anomaly() == Anomaly.PAID_LATE) {
            sentences.add("It came after the time to pay and was accepted.");
        }
        Money received = order.state().received();
        Money due = order.terms().due();
        if (received.compareTo(due) > 0) {
            sentences.add("You paid " + received.minus(due) + " more than was due. The shop sees the surplus: it is"
                    + " yours, ask for it.");
        }
        return new OrderWords(Tone.GOOD, "Paid. Thank you!", sentences);
    }

    private static OrderWords timeIsOver(MerchantOrder order) {
        if (hasMoney(order)) {
            return say(
                    Tone.ATTENTION,
                    "The time to pay is over",
                    "What you paid has been recorded and is not lost. The shop decides how it goes on: please ask there"
                            + " before you pay again.");
        }
        if (order.state().needsReview()) {
            return say(Tone.ATTENTION, "The time to pay is over", "Please ask in the shop before you pay again.");
        }
        return say(
                Tone.OVER,
                "The time to pay is over",
                "Please do not use the old payment page any more: start again in the shop.",
                "Already paid? Then do not pay again. A late payment is recorded too, and shows here.");
    }

    private static OrderWords cancelled(MerchantOrder order) {
        if (hasMoney(order)) {
            return say(
                    Tone.ATTENTION,
                    "This order was cancelled",
                    "What you paid has been recorded and is not lost. Please ask in the shop.");
        }
        return say(Tone.OVER, "This order was cancelled", "No payment has arrived for it.");
    }

    private OrderWords withAnomaly(Anomaly anomaly) {
        return switch (anomaly) {
            case MISMATCH ->
                with("A payment arrived that does not fit this order. The shop has been told and has to look at it.");
            case REVERSED ->
                with(
                        "A payment that was seen before has been withdrawn. The shop has been told and has to look at it.");
            default -> this;
        };
    }

    private OrderWords with(String sentence) {
        List<String> more = new ArrayList<>();
        more.add(sentence);
        more.addAll(sentences);
        return new OrderWords(Tone.ATTENTION, headline, more);
    }

    static boolean hasMoney(MerchantOrder order) {
        return order.state().received().isPositive() || order.state().pending().isPositive();
    }

    private static OrderWords say(Tone tone, String headline, String... sentences) {
        return new OrderWords(tone, headline, List.of(sentences));
    }
}
