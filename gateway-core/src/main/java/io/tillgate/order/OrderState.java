package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Money;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What terms, facts, policy and time amount to.
 *
 * @param received what is confirmed, in the currency due
 * @param pending what was seen but is not confirmed, in the currency due
 * @param review why a person has to look; empty when nobody has to
 */
public record OrderState(OrderStatus status, Anomaly anomaly, Money received, Money pending, Set<ReviewReason> review) {

    public OrderState {
        requireNonNull(status, "status");
        requireNonNull(anomaly, "anomaly");
        requireNonNull(received, "received");
        requireNonNull(pending, "pending");
        review = review.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(review));
    }

    /** The state of an order whose intent was just stored. */
    public static OrderState submitted(Money due) {
        Money nothing = Money.zero(due.currency());
        return new OrderState(OrderStatus.SUBMITTED, Anomaly.NONE, nothing, nothing, Set.of());
    }

    public boolean needsReview() {
        return !review.isEmpty();
    }
}
