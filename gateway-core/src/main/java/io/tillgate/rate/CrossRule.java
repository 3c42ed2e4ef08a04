package io.tillgate.rate;

import io.tillgate.money.Currency;
import java.time.Duration;

/**
 * How a currency without a market of its own is priced: over another one that has some.
 *
 * @param via the currency whose markets price bitcoin, such as EUR
 * @param forexAgeMax how old what a {@link ForexSource} says may be; reference rates of central banks stay for days
 */
public record CrossRule(Currency via, Duration forexAgeMax) {

    /** A weekend with a holiday, after which reference rates are fixed again. */
    public static final Duration FOREX_AGE_MAX = Duration.ofDays(5);

    public CrossRule {
        if (via.equals(Currency.BTC)) {
            throw new IllegalArgumentException("a cross goes over a currency, not over BTC");
        }
        TickerLimits.requirePositive("forexAgeMax", forexAgeMax);
        if (forexAgeMax.compareTo(FOREX_AGE_MAX) > 0) {
            throw new IllegalArgumentException("forexAgeMax must not be over " + FOREX_AGE_MAX.toDays() + " days");
        }
    }
}
