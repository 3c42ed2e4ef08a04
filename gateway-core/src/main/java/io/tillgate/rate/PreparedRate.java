package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A rate made ready to convert with: the price as a whole number and a power of ten. Gives what {@link Conversion} gives, to
 * the satoshi, and computes in longs wherever they suffice.
 */
final class PreparedRate {

    private static final int POWERS = 19;
    private static final long[] POWER_OF_TEN = new long[POWERS];

    static {
        long power = 1;
        for (int i = 0; i < POWERS; i++) {
            POWER_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private final RateAnswer.Rate rate;

    /** The digits of the price, 0 where they don't fit a long. */
    private final long digits;

    /** What a count of the fiat's minor units is worth in satoshi at a price of one digit, 0 where it doesn't fit. */
    private final long power;

    PreparedRate(RateAnswer.Rate rate) {
        this.rate = rate;
        BigDecimal price = rate.price().stripTrailingZeros();
        BigDecimal whole = price.scale() < 0 ? price.setScale(0) : price;
        int exponent =
                Currency.BTC.minorDigits() + whole.scale() - rate.pair().quote().minorDigits();
        boolean fits = whole.unscaledValue().bitLength() < Long.SIZE && exponent >= 0 && exponent < POWERS;
        this.digits = fits ? whole.unscaledValue().longValueExact() : 0;
        this.power = fits ? POWER_OF_TEN[exponent] : 0;
    }

    RateAnswer.Rate rate() {
        return rate;
    }

    /** As {@link Conversion#toBitcoin}. */
    Conversion toBitcoin(Money fiat) {
        long minor = fiat.minorUnits();
        boolean fits =
                power > 0 && minor >= 0 && fiat.currency().equals(rate.pair().quote());
        if (!fits || Math.multiplyHigh(minor, power) != 0 || minor * power < 0) {
            return Conversion.toBitcoin(fiat, rate);
        }
        long value = minor * power;
        long satoshi = value / digits;
        if (satoshi * digits != value) {
            satoshi++;
        }
        return new Conversion(fiat, Money.satoshi(satoshi), rate, RoundingMode.UP);
    }

    /** As {@link Conversion#toFiat}. */
    Conversion toFiat(Money bitcoin) {
        long satoshi = bitcoin.minorUnits();
        boolean fits = power > 0 && satoshi >= 0 && bitcoin.currency().equals(Currency.BTC);
        if (!fits || Math.multiplyHigh(satoshi, digits) != 0 || satoshi * digits < 0) {
            return Conversion.toFiat(bitcoin, rate);
        }
        long value = satoshi * digits;
        long minor = value / power;
        if (value - minor * power >= power - (value - minor * power)) {
            minor++;
        }
        return new Conversion(bitcoin, new Money(rate.pair().quote(), minor), rate, RoundingMode.HALF_UP);
    }
}
