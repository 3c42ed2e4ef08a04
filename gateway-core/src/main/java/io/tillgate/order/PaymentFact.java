package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Instant;

/**
 * One append-only observation of a payment: what the processor said of it at one time. Later observations of the same
 * payment are further facts; none is ever changed.
 *
 * @param paymentId the processor's id of the payment, 1 to 200 characters
 * @param confirmed the part that is confirmed, not negative; all of it when CONFIRMED, nothing when REVERSED
 * @param pending the part that was seen but is not confirmed, not negative; nothing unless PENDING
 * @param sequence orders facts of one payment where their source can tell the order (a chain follower); a higher one
 *     replaces a lower one. Sources that can't tell, such as the Mt. Gox IPN, use 0, and facts merge by weight
 * @param occurredAt when the processor says it happened, or when we received it where it does not say
 */
public record PaymentFact(
        String paymentId, PaymentState state, Money confirmed, Money pending, long sequence, Instant occurredAt) {

    public static final int PAYMENT_ID_CHARS_MAX = 200;

    public PaymentFact {
        requireNonNull(state, "state");
        requireNonNull(occurredAt, "occurredAt");
        if (paymentId.isEmpty() || paymentId.length() > PAYMENT_ID_CHARS_MAX) {
            throw new IllegalArgumentException("paymentId must have 1 to " + PAYMENT_ID_CHARS_MAX + " characters");
        }
        if (!confirmed.currency().equals(pending.currency())) {
            throw new IllegalArgumentException("confirmed and pending differ in currency");
        }
        if (confirmed.minorUnits() < 0 || pending.minorUnits() < 0 || sequence < 0) {
            throw new IllegalArgumentException("amounts and sequence must not be negative");
        }
        if (state != PaymentState.PENDING && !pending.isZero()) {
            throw new IllegalArgumentException(state + " leaves nothing pending");
        }
        if (state == PaymentState.REVERSED && !confirmed.isZero()) {
            throw new IllegalArgumentException("REVERSED leaves nothing confirmed");
        }
    }

    public static PaymentFact confirmed(String paymentId, Money amount, Instant occurredAt) {
        return new PaymentFact(paymentId, PaymentState.CONFIRMED, amount, Money.zero(amount.currency()), 0, occurredAt);
    }

    public static PaymentFact pending(String paymentId, Money confirmed, Money pending, Instant occurredAt) {
        return new PaymentFact(paymentId, PaymentState.PENDING, confirmed, pending, 0, occurredAt);
    }

    /** The same at another place in the sequence. */
    public PaymentFact withSequence(long other) {
        return new PaymentFact(paymentId, state, confirmed, pending, other, occurredAt);
    }

    public Currency currency() {
        return confirmed.currency();
    }
}
