package io.tillgate.rate;

import java.time.Duration;

/**
 * How long the last good price bridges the silence of the sources, and what that costs.
 *
 * @param ageMax counted from the tickers that made the price; zero for never
 * @param basisPointsPerMinute what comes on top of the spread with each minute begun
 */
public record LastGoodRule(Duration ageMax, int basisPointsPerMinute) {

    /** A price older than a day is no price, whatever the spread. */
    public static final Duration AGE_MAX = Duration.ofDays(1);

    /** Ten minutes, and a tenth of a percent each: 1 % at the end. */
    public static final LastGoodRule DEFAULT = new LastGoodRule(Duration.ofMinutes(10), 10);

    /** Without fresh tickers there is no price. */
    public static final LastGoodRule NEVER = new LastGoodRule(Duration.ZERO, 0);

    public LastGoodRule {
        if (ageMax.isNegative() || ageMax.compareTo(AGE_MAX) > 0) {
            throw new IllegalArgumentException("the last good price may live for zero to " + AGE_MAX.toHours() + " h");
        }
        BasisPoints.require("basisPointsPerMinute", basisPointsPerMinute, BasisPoints.ONE);
    }

    /** What comes on top of the spread for a price of this age. */
    int widening(Duration age) {
        return Math.toIntExact(Math.multiplyExact(minutesBegun(age), basisPointsPerMinute));
    }

    static long minutesBegun(Duration age) {
        if (age.isNegative()) {
            return 0;
        }
        return age.toMinutes() + (age.toSecondsPart() == 0 && age.toNanosPart() == 0 ? 0 : 1);
    }
}
