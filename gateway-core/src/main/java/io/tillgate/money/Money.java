package io.tillgate.money;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount, held as a count of minor units: satoshis for BTC, cents for EUR. Arithmetic is checked: an overflow
 * or a mix of currencies throws. Negative amounts can be held, since differences need them.
 */
public record Money(Currency currency, long minorUnits) implements Comparable<Money> {

    /** The longest decimal text that {@link #parse} reads, in characters. */
    public static final int DECIMAL_CHARS_MAX = 40;

    public Money {
        requireNonNull(currency, "currency");
    }

    public static Money zero(Currency currency) {
        return new Money(currency, 0);
    }

    public static Money satoshi(long satoshi) {
        return new Money(Currency.BTC, satoshi);
    }

    /** Reads a decimal string off the wire; refuses digits that the currency cannot hold, and exponents. */
    public static Money parse(Currency currency, String decimal) {
        if (!isPlainDecimal(decimal)) {
            throw new InvalidInputException(
                    "amount",
                    "is not a plain decimal number",
                    "write it like 25.00, with a dot and without an exponent");
        }
        try {
            return of(currency, new BigDecimal(decimal), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException unfit) {
            throw new InvalidInputException(
                    "amount",
                    "does not fit " + currency.code(),
                    currency.code() + " has " + currency.minorDigits()
                            + " decimal digits and 18 digits in all at most");
        }
    }

    /** Rounds a decimal to the currency's minor unit in the way the caller names. */
    public static Money of(Currency currency, BigDecimal decimal, RoundingMode rounding) {
        BigDecimal scaled = decimal.setScale(currency.minorDigits(), rounding);
        return new Money(currency, scaled.unscaledValue().longValueExact());
    }

    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minorUnits, currency.minorDigits());
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(currency, Math.addExact(minorUnits, other.minorUnits));
    }

    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(currency, Math.subtractExact(minorUnits, other.minorUnits));
    }

    public boolean isPositive() {
        return minorUnits > 0;
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    /** Whether this covers the other amount of the same currency. */
    public boolean isAtLeast(Money other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return Long.compare(minorUnits, other.minorUnits);
    }

    /** The amount with all its digits and the currency: {@code 0.00123400 BTC}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency.code();
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("can't mix " + currency + " with " + other.currency);
        }
    }

    private static boolean isPlainDecimal(String text) {
        if (text.isEmpty() || text.length() > DECIMAL_CHARS_MAX) {
            return false;
        }
        int digits = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                dots++;
            } else if (c != '-' || i != 0) {
                return false;
            }
        }
        return digits > 0 && dots <= 1;
    }
}
