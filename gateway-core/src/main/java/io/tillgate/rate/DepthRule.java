package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;

/**
 * From which amount on the order books are asked for what the coins really sell for.
 *
 * @param above amounts of bitcoin above this are priced by the books
 * @param bookAgeMax an older book prices nothing
 */
public record DepthRule(Money above, Duration bookAgeMax) {

    public DepthRule {
        if (!above.currency().equals(Currency.BTC) || above.minorUnits() < 0) {
            throw new IllegalArgumentException("the limit is an amount of BTC, not " + above);
        }
        TickerLimits.requirePositive("bookAgeMax", bookAgeMax);
    }
}
