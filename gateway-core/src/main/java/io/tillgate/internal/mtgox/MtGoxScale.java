package io.tillgate.internal.mtgox;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the wire writes an amount of a currency as a whole number: 1 BTC is 100000000, 1 USD is 100000, 1 JPY is 1000.
 *
 * <p>Source: protocol/mtgox.md 4. Currencies that it gives no scale for, such as KRW, are unknown here: a guessed scale
 * is a wrong amount.
 *
 * @param digits decimal digits behind the point that the whole number holds
 */
record MtGoxScale(Currency currency, int digits) {

    private static final int FIAT_DIGITS = 5;
    private static final int YEN_AND_KRONA_DIGITS = 3;

    private static final Map<String, MtGoxScale> BY_CODE = table();

    static final MtGoxScale BTC = new MtGoxScale(Currency.BTC, Currency.BTC.minorDigits());

    /** The scale of a currency, or nothing when the wire has no such currency. */
    static Optional<MtGoxScale> find(String code) {
        return Optional.ofNullable(code.equals("BTC") ? BTC : BY_CODE.get(code));
    }

    /** A whole number of the wire as money; digits that the currency's minor unit can't hold go by the rounding. */
    Money toMoney(long wireAmount, RoundingMode rounding) {
        if (digits == currency.minorDigits()) {
            return new Money(currency, wireAmount);
        }
        return Money.of(currency, BigDecimal.valueOf(wireAmount, digits), rounding);
    }

    /**
     * Money as a whole number of the wire.
     *
     * @throws ArithmeticException when it does not fit 64 bits, or when the rounding is UNNECESSARY and digits are lost
     */
    long toWire(Money money, RoundingMode rounding) {
        if (!money.currency().equals(currency)) {
            throw new IllegalArgumentException("can't write " + money.currency() + " in the scale of " + currency);
        }
        return money.toDecimal().setScale(digits, rounding).unscaledValue().longValueExact();
    }

    private static Map<String, MtGoxScale> table() {
        Map<String, MtGoxScale> scales = new HashMap<>();
        for (String code : "USD AUD CAD CHF CNY DKK EUR GBP HKD NZD PLN RUB SGD THB NOK CZK".split(" ", -1)) {
            scales.put(code, new MtGoxScale(Currency.of(code), FIAT_DIGITS));
        }
        for (String code : "JPY SEK".split(" ", -1)) {
            scales.put(code, new MtGoxScale(Currency.of(code), YEN_AND_KRONA_DIGITS));
        }
        return Map.copyOf(scales);
    }
}
