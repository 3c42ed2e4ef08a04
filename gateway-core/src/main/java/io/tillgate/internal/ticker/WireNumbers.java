package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads decimals off the wire of any venue: some send strings, some send JSON numbers, some have changed their minds.
 *
 * <p>A JSON number went through somebody's binary floating point: 16.8 arrives as 16.800000000000001. Fifteen digits
 * are what such a number surely holds, so it is rounded to them. A string means what it says.
 */
final class WireNumbers {

    /** More characters than any sane price has; bounds the work of reading one. */
    static final int CHARS_MAX = 40;

    private static final int DIGITS_MAX = 40;
    private static final MathContext SURE_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private WireNumbers() {}

    /** A decimal that must be there. */
    static BigDecimal required(JsonNode node, String field) {
        BigDecimal value = optional(node, field);
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** A decimal; null when it is absent. */
    static @Nullable BigDecimal optional(JsonNode node, String field) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            return withoutArtefacts(node.decimalValue(), field);
        }
        String text = node.textValue();
        if (text == null || !isPlainDecimal(text)) {
            throw new IllegalArgumentException(field + " is not a decimal number");
        }
        return new BigDecimal(text);
    }

    /** A price beside the main ones; a venue without trades today sends a zero, which is none. */
    static @Nullable BigDecimal optionalPrice(JsonNode node, String field) {
        BigDecimal price = optional(node, field);
        return price == null || price.signum() == 0 ? null : price;
    }

    /** An amount of bitcoin that may be absent, in satoshi, rounded down. */
    static @Nullable Long optionalSatoshi(JsonNode node, String field) {
        BigDecimal amount = optional(node, field);
        return amount == null ? null : toSatoshi(amount, field);
    }

    /** An amount of bitcoin in satoshi. Rounds down: nobody sells more than there is. */
    static long toSatoshi(BigDecimal amount, String field) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(field + " is negative");
        }
        BigDecimal satoshi = amount.movePointRight(Currency.BTC.minorDigits());
        if (satoshi.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(field + " is absurdly high");
        }
        return satoshi.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    /** Digits and at most one point among them; no exponent, which would be a number of any size. */
    static boolean isPlainDecimal(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && points <= 1 && text.length() <= CHARS_MAX;
    }

    private static BigDecimal withoutArtefacts(BigDecimal number, String field) {
        if (number.precision() > DIGITS_MAX || Math.abs((long) number.scale()) > DIGITS_MAX) {
            throw new IllegalArgumentException(field + " has an absurd number of digits");
        }
        BigDecimal sure = number.round(SURE_DIGITS);
        if (sure.scale() > Ticker.PRICE_SCALE_MAX) {
            sure = sure.setScale(Ticker.PRICE_SCALE_MAX, RoundingMode.HALF_EVEN);
        }
        BigDecimal shortest = sure.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0, RoundingMode.UNNECESSARY) : shortest;
    }
}
