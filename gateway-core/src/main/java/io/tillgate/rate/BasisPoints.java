package io.tillgate.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Hundredths of a percent, computed exactly. */
final class BasisPoints {

    /** The whole. */
    static final int ONE = 10_000;

    private static final BigDecimal WHOLE = BigDecimal.valueOf(ONE);

    private BasisPoints() {}

    static void require(String name, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ": use 0 to " + max + " basis points");
        }
    }

    /** The price less a spread, rounded down at {@link Ticker#PRICE_SCALE_MAX} digits: in the merchant's favour. */
    static BigDecimal lowered(BigDecimal price, int spread) {
        BigDecimal left = spread == 0 ? price : price.multiply(BigDecimal.valueOf(ONE - spread, 4));
        return left.scale() > Ticker.PRICE_SCALE_MAX ? left.setScale(Ticker.PRICE_SCALE_MAX, RoundingMode.DOWN) : left;
    }

    /** Whether a price is farther from the other than so many hundredths of a percent of that one. */
    static boolean farther(BigDecimal price, BigDecimal from, int limit) {
        return price.subtract(from).abs().multiply(WHOLE).compareTo(from.multiply(BigDecimal.valueOf(limit))) > 0;
    }

    /** How far a price is from the other, in hundredths of a percent of that one, rounded up. */
    static String distance(BigDecimal price, BigDecimal from) {
        return price.subtract(from)
                .abs()
                .multiply(WHOLE)
                .divide(from, 0, RoundingMode.UP)
                .toPlainString();
    }
}
