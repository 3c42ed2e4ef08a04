package io.tillgate.rate;

import io.tillgate.money.Currency;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which tickers may take part in a price.
 *
 * @param ageMax an older ticker never prices an order
 * @param ageMaxOf the same for single currencies, such as those whose venues are slow
 * @param widthBasisPointsMax how far bid and ask may be apart, of the price between them
 * @param outlierBasisPointsMax how far a price may be from the median of all
 * @param sourcesMin how many markets must be left to price with, at least 1
 */
public record TickerLimits(
        Duration ageMax,
        Map<Currency, Duration> ageMaxOf,
        int widthBasisPointsMax,
        int outlierBasisPointsMax,
        int sourcesMin) {

    /** 90 seconds, 1 % between bid and ask, 1.5 % from the median, one source. */
    public static final TickerLimits DEFAULT = new TickerLimits(Duration.ofSeconds(90), Map.of(), 100, 150, 1);

    /** As wide as bid and ask can be apart: the width of 2 is that of a bid of nothing. */
    static final int WIDTH_BASIS_POINTS_MAX = 2 * BasisPoints.ONE;

    /** More sources than a policy may insist on. */
    static final int SOURCES_MAX = 100;

    public TickerLimits {
        requirePositive("ageMax", ageMax);
        ageMaxOf = Map.copyOf(ageMaxOf);
        ageMaxOf.forEach((currency, age) -> requirePositive("ageMax of " + currency, age));
        BasisPoints.require("widthBasisPointsMax", widthBasisPointsMax, WIDTH_BASIS_POINTS_MAX);
        BasisPoints.require("outlierBasisPointsMax", outlierBasisPointsMax, BasisPoints.ONE);
        if (sourcesMin < 1 || sourcesMin > SOURCES_MAX) {
            throw new IllegalArgumentException("sourcesMin is " + sourcesMin + ": use 1 to " + SOURCES_MAX);
        }
    }

    /** The age limit of a pair's tickers. */
    public Duration ageMax(CurrencyPair pair) {
        return ageMaxOf.getOrDefault(pair.quote(), ageMax);
    }

    TickerLimits withAgeMax(Duration value) {
        return new TickerLimits(value, ageMaxOf, widthBasisPointsMax, outlierBasisPointsMax, sourcesMin);
    }

    TickerLimits withAgeMax(Currency currency, Duration value) {
        Map<Currency, Duration> ages = new HashMap<>(ageMaxOf);
        ages.put(currency, value);
        return new TickerLimits(ageMax, ages, widthBasisPointsMax, outlierBasisPointsMax, sourcesMin);
    }

    TickerLimits withWidth(int basisPoints) {
        return new TickerLimits(ageMax, ageMaxOf, basisPoints, outlierBasisPointsMax, sourcesMin);
    }

    TickerLimits withOutliers(int basisPoints) {
        return new TickerLimits(ageMax, ageMaxOf, widthBasisPointsMax, basisPoints, sourcesMin);
    }

    TickerLimits withSourcesMin(int value) {
        return new TickerLimits(ageMax, ageMaxOf, widthBasisPointsMax, outlierBasisPointsMax, value);
    }

    static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }
}
