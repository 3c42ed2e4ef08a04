package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Our record of what is being bought: one attempt to sell one reference.
 *
 * @param reference the shop's own order number
 * @param attempt 1 for the first order of a reference, counted up when a new one replaces an ended one
 * @param processor id of the processor that takes the payment
 * @param waived what a person let the buyer off or credited, in the currency due
 * @param quoteId the proof of the price; null when the price tag was in BTC
 * @param paymentUrl where the buyer pays; null until the processor has answered
 */
public record MerchantOrder(
        OrderId id,
        String reference,
        int attempt,
        String processor,
        OrderTerms terms,
        OrderState state,
        Money waived,
        ShopDetails shop,
        @Nullable UUID quoteId,
        @Nullable String paymentUrl,
        Instant createdAt,
        Instant updatedAt) {

    public MerchantOrder {
        requireNonNull(id, "id");
        requireNonNull(reference, "reference");
        requireNonNull(terms, "terms");
        requireNonNull(state, "state");
        requireNonNull(waived, "waived");
    }

    public OrderStatus status() {
        return state.status();
    }

    public Anomaly anomaly() {
        return state.anomaly();
    }

    /** What is still missing: due less received, pending and waived, never below zero. */
    public Money missing() {
        Money seen = state.received().plus(state.pending()).plus(waived);
        Money due = terms.due();
        return seen.isAtLeast(due) ? Money.zero(due.currency()) : due.minus(seen);
    }

    /** Time left to pay, never negative. */
    public Duration timeLeft(Instant now) {
        Duration left = Duration.between(now, terms.expiresAt());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
