package io.tillgate.rate;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A price promised to one buyer until it expires, kept as evidence: the tickers, the policy and the rounding.
 *
 * @param price the price tag, in the shop's currency
 * @param due what the buyer owes, in BTC
 */
public record Quote(UUID id, Money price, Money due, RateAnswer.Rate rate, Instant quotedAt, Instant expiresAt) {

    public Quote {
        requireNonNull(id, "id");
        if (!due.isPositive()) {
            throw new IllegalArgumentException("a quote of " + due + " asks for nothing");
        }
    }

    /**
     * Computes the amount due again from the stored evidence: picks the rate from the tickers by the policy, as of the moment
     * of the quote, and converts the price tag. Equals {@link #due} to the satoshi.
     *
     * @throws IllegalStateException where the evidence gives no price at all
     */
    public Money replay() {
        RateAnswer again = rate.replay();
        if (again instanceof RateAnswer.Rate known) {
            return Conversion.toBitcoin(price, known).to();
        }
        throw new IllegalStateException("the evidence of quote " + id + " gives no price: "
                + String.join("; ", ((RateAnswer.NoRate) again).reasons()));
    }
}
