package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.ReviewReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of an order in plain words for its buyer. Pure: the same order, time, arrival and language give the same words.
 *
 * @param sentences what it means and what to do, at least one
 */
public record OrderWords(Tone tone, String headline, List<String> sentences) {

    public OrderWords {
        sentences = List.copyOf(sentences);
    }

    public static OrderWords of(MerchantOrder order, Arrival arrival, Instant now, Words words) {
        return new Teller(order, arrival, now, words).tell();
    }

    /** Whether the buyer can still pay: the invoice is open and its price still holds. */
    static boolean canPay(MerchantOrder order, Instant now) {
        return order.status() == OrderStatus.AWAITING_PAYMENT
                && now.isBefore(order.terms().expiresAt())
                && !isInDoubt(order);
    }

    static boolean hasMoney(MerchantOrder order) {
        return order.state().received().isPositive() || order.state().pending().isPositive();
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

    /** Finds the words for one order. */
    private record Teller(MerchantOrder order, Arrival arrival, Instant now, Words words) {

        OrderWords tell() {
            OrderWords told = switch (order.status()) {
                case SUBMITTED -> say(Tone.WAITING, Phrase.PREPARING_HEADLINE, Phrase.PREPARING);
                case AWAITING_PAYMENT -> awaiting();
                case CONFIRMING -> say(Tone.WAITING, Phrase.SEEN_HEADLINE, Phrase.SEEN);
                case PAID -> paid();
                case EXPIRED -> timeIsOver();
                case CANCELLED -> cancelled();
                case DECLINED -> say(Tone.OVER, Phrase.DECLINED_HEADLINE, Phrase.DECLINED);
            };
            return withAnomaly(told);
        }

        private OrderWords awaiting() {
            if (order.anomaly() == Anomaly.REVERSED) {
                return say(Tone.ATTENTION, Phrase.REVERSED_HEADLINE, Phrase.OVER_IN_REVIEW);
            }
            if (isInDoubt(order)) {
                return say(Tone.ATTENTION, Phrase.DOUBT_HEADLINE, Phrase.DOUBT);
            }
            if (!canPay(order, now)) {
                return timeIsOver();
            }
            if (hasMoney(order)) {
                String rest = words.say(Phrase.PART, words.handy(order.missing()));
                return new OrderWords(Tone.WAITING, words.say(Phrase.PART_HEADLINE), List.of(rest));
            }
            return switch (arrival) {
                case LINK -> say(Tone.WAITING, Phrase.WAITING_HEADLINE, Phrase.WAITING);
                case RETURNED_SUCCESS -> say(Tone.WAITING, Phrase.NOT_SEEN_HEADLINE, Phrase.NOT_SEEN);
                case RETURNED_FAILURE -> say(Tone.OVER, Phrase.NOT_COMPLETED_HEADLINE, Phrase.NOT_COMPLETED);
            };
        }

        private OrderWords paid() {
            List<String> sentences = new ArrayList<>();
            sentences.add(words.say(Phrase.PAID));
            if (order.anomaly() == Anomaly.PAID_LATE) {
                sentences.add(words.say(Phrase.PAID_LATE));
            }
            Money received = order.state().received();
            Money due = order.terms().due();
            if (received.compareTo(due) > 0) {
                sentences.add(words.say(Phrase.PAID_MORE, words.handy(received.minus(due))));
            }
            return new OrderWords(Tone.GOOD, words.say(Phrase.PAID_HEADLINE), sentences);
        }

        private OrderWords timeIsOver() {
            if (order.state().review().contains(ReviewReason.LATE_PAYMENT_HELD)) {
                return say(Tone.ATTENTION, Phrase.LATE_HEADLINE, Phrase.LATE);
            }
            if (hasMoney(order)) {
                return say(Tone.ATTENTION, Phrase.OVER_HEADLINE, Phrase.OVER_WITH_MONEY);
            }
            if (order.state().needsReview()) {
                return say(Tone.ATTENTION, Phrase.OVER_HEADLINE, Phrase.OVER_IN_REVIEW);
            }
            return say(Tone.OVER, Phrase.OVER_HEADLINE, Phrase.OVER, Phrase.OVER_ALREADY_PAID);
        }

        private OrderWords cancelled() {
            return hasMoney(order)
                    ? say(Tone.ATTENTION, Phrase.CANCELLED_HEADLINE, Phrase.CANCELLED_WITH_MONEY)
                    : say(Tone.OVER, Phrase.CANCELLED_HEADLINE, Phrase.CANCELLED);
        }

        private OrderWords withAnomaly(OrderWords told) {
            return switch (order.anomaly()) {
                case MISMATCH -> with(told, Phrase.MISMATCH);
                case REVERSED -> with(told, Phrase.REVERSED);
                default -> told;
            };
        }

        private OrderWords with(OrderWords told, Phrase first) {
            List<String> more = new ArrayList<>();
            more.add(words.say(first));
            more.addAll(told.sentences());
            return new OrderWords(Tone.ATTENTION, told.headline(), more);
        }

        private OrderWords say(Tone tone, Phrase headline, Phrase... sentences) {
            List<String> said = new ArrayList<>();
            for (Phrase sentence : sentences) {
                said.add(words.say(sentence));
            }
            return new OrderWords(tone, words.say(headline), said);
        }
    }
}
