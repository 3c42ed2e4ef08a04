package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An amount turned into another currency, with everything that one needs to check it.
 *
 * @param rounding how the result was brought to a minor unit: UP for BTC due, HALF_UP for fiat
 */
public record Conversion(Money from, Money to, RateAnswer.Rate rate, RoundingMode rounding) {

    /** Satoshis that a price tag costs. Rounds up, so that the merchant never receives less than the price tag. */
    public static Conversion toBitcoin(Money fiat, RateAnswer.Rate rate) {
        requireQuoteCurrency(fiat.currency(), rate);
        Money due = new Money(Currency.BTC, divideToSatoshi(fiat, rate.price()));
        return new Conversion(fiat, due, rate, RoundingMode.UP);
    }

    /** What an amount of bitcoin is worth, at the currency's ISO 4217 digits, rounded half up. */
    public static Conversion toFiat(Money bitcoin, RateAnswer.Rate rate) {
        if (!bitcoin.currency().equals(Currency.BTC)) {
            throw new IllegalArgumentException("expected BTC, got " + bitcoin.currency());
        }
        BigDecimal value = bitcoin.toDecimal().multiply(rate.price(), MathContext.UNLIMITED);
        return new Conversion(
                bitcoin, Money.of(rate.pair().quote(), value, RoundingMode.HALF_UP), rate, RoundingMode.HALF_UP);
    }

    private static long divideToSatoshi(Money fiat, BigDecimal price) {
        return fiat.toDecimal()
                .divide(price, Currency.BTC.minorDigits(), RoundingMode.UP)
                .unscaledValue()
                .longValueExact();
    }

    private static void requireQuoteCurrency(Currency currency, RateAnswer.Rate rate) {
        if (!currency.equals(rate.pair().quote())) {
            throw new IllegalArgumentException(currency + " can't be priced with a rate of " + rate.pair());
        }
    }
}
