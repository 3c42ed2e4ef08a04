package io.tillgate.order;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What can happen to an order, with words for an operator. Each one adds facts, or moves the clock. */
enum OrderSignal {
    INVOICE_CREATED("invoice created") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.answered(InvoiceState.CREATED);
        }
    },
    ANSWER_LOST("answer to create lost") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.answered(InvoiceState.UNKNOWN);
        }
    },
    DECLINED("invoice declined") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.answered(InvoiceState.DECLINED);
        }
    },
    CANCELLED("invoice cancelled or closed") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.withdrawn());
        }
    },
    INVOICE_DIFFERS("invoice is not what was ordered") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.mismatched();
        }
    },
    TIME_OVER("time to pay is over") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.notBefore(OrderStory.EXPIRY.plusSeconds(60)));
        }
    },
    PAID_FULL("paid in full") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.paid(OrderStory.DUE, OrderStory.IN_TIME));
        }
    },
    PAID_SHORT("paid too little") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.paid(OrderStory.SHORT, OrderStory.IN_TIME));
        }
    },
    PAID_OVER("paid too much") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.paid(OrderStory.OVER, OrderStory.IN_TIME));
        }
    },
    SEEN_FULL("full amount seen") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.seen(OrderStory.DUE));
        }
    },
    SEEN_SHORT("less than due seen") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.seen(OrderStory.SHORT));
        }
    },
    SEEN_CONFIRMED("what was seen is confirmed") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.last(PaymentState.PENDING)
                    .map(seen -> story.with(PaymentFact.confirmed(
                            seen.paymentId(), seen.confirmed().plus(seen.pending()), OrderStory.IN_TIME)));
        }
    },
    PAID_OTHER_CURRENCY("paid in another currency") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            Money euros = Money.parse(Currency.of("EUR"), "25.00");
            return Optional.of(story.with(PaymentFact.confirmed(story.nextPaymentId(), euros, OrderStory.IN_TIME)));
        }
    },
    PAID_LATE("paid in full after expiry") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            Instant late = OrderStory.EXPIRY.plus(Duration.ofHours(1));
            return Optional.of(story.notBefore(late).paid(OrderStory.DUE, late));
        }
    },
    PAID_TOO_LATE("paid in full after late acceptance") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            Instant tooLate = OrderStory.EXPIRY.plus(Duration.ofHours(25));
            return Optional.of(story.notBefore(tooLate).paid(OrderStory.DUE, tooLate));
        }
    },
    CONFLICT("another amount under a known payment id") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.last(PaymentState.CONFIRMED)
                    .map(known -> story.with(PaymentFact.confirmed(
                            known.paymentId(), known.confirmed().plus(Money.satoshi(1)), OrderStory.IN_TIME)));
        }
    },
    REVERSED("last payment withdrawn") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.lastStanding().map(known -> story.with(story.reversal(known)));
        }
    },
    RESTORED("withdrawn payment is back") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.lastReversed().map(lost -> story.with(story.restored(lost)));
        }
    },
    OTHER_ATTEMPT_PAID("money on another attempt") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return Optional.of(story.otherAttemptHasMoney());
        }
    },
    WAIVED("staff mark it as paid") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.restWaived();
        }
    },
    CREDITED("staff credit 0.006 BTC") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.partCredited();
        }
    },
    LATE_ACCEPTED("staff accept the late payment") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.decided(StaffDecision.ACCEPT_LATE);
        }
    },
    GIVEN_UP("staff cancel it") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.decided(StaffDecision.CANCEL);
        }
    },
    REPEATED("last notification repeated") {
        @Override
        Optional<OrderStory> after(OrderStory story) {
            return story.payments().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            story.with(story.payments().get(story.payments().size() - 1)));
        }
    };

    private final String words;

    OrderSignal(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The order's story with this added; empty where it can't happen. */
    abstract Optional<OrderStory> after(OrderStory story);
}
