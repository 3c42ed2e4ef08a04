package io.tillgate.rate;

import java.time.Duration;

/**
 * How a rate is picked from the tickers.
 *
 * @param side which price counts; BID by default, since that is what the merchant's coins sell for
 * @param ageMax a ticker older than this never prices an order
 */
public record RatePolicy(PriceSide side, Duration ageMax) {

    public static final RatePolicy DEFAULT = new RatePolicy(PriceSide.BID, Duration.ofSeconds(90));

    public RatePolicy {
        if (ageMax.isNegative() || ageMax.isZero()) {
            throw new IllegalArgumentException("ageMax must be positive");
        }
    }
}
