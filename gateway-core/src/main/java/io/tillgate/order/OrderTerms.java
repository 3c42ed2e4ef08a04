package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Money;
import java.time.Instant;

/**
 * What buyer and shop agreed on; never changes once the order is stored.
 *
 * @param price the price tag in the shop's currency
 * @param due what the buyer owes, in the currency that the processor takes (BTC)
 * @param expiresAt the end of the time to pay at this price
 */
public record OrderTerms(Money price, Money due, Instant expiresAt) {

    public OrderTerms {
        requireNonNull(expiresAt, "expiresAt");
        if (!price.isPositive() || !due.isPositive()) {
            throw new IllegalArgumentException("price and due must be positive: " + price + ", " + due);
        }
    }
}
