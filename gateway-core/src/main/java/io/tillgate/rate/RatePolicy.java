package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a rate is picked from the tickers: the median of the fresh ones without outliers, less a spread; else the last good
 * price for a while; else none. Start from {@link #DEFAULT} and change what differs:
 *
 * <pre>{@code RatePolicy.DEFAULT.withSourcesMin(2).withSpread(50).withAgeMax(Duration.ofSeconds(60))}</pre>
 *
 * <p>The default also works for a shop with a single source: one market is enough, and while fewer than three agree, an
 * index that contradicts them stops the price. Whoever has three sources should ask for two at least.
 *
 * @param side which price counts; BID by default, since that is what the merchant's coins sell for. LAST and VWAP say
 *     nothing about what coins sell for now: they are there for shops that must follow a published figure
 * @param spreadBasisPoints what bitcoin is taken for less than its price, in the merchant's favour: pays for the
 *     movement until the coins are sold
 * @param limits which tickers may take part
 * @param indexUse what indexes are good for
 * @param lastGood what happens while no ticker may take part
 * @param crosses currencies that may be priced over another one where their own markets give no price
 * @param depth from which amount on the order books count; empty where all amounts cost the same
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record RatePolicy(
        PriceSide side,
        int spreadBasisPoints,
        TickerLimits limits,
        IndexUse indexUse,
        LastGoodRule lastGood,
        Map<Currency, CrossRule> crosses,
        Optional<DepthRule> depth) {

    public static final RatePolicy DEFAULT = new RatePolicy(
            PriceSide.BID, 0, TickerLimits.DEFAULT, IndexUse.CHECK, LastGoodRule.DEFAULT, Map.of(), Optional.empty());

    /** The spread with all its widening; more would give the coins away for half their worth. */
    public static final int SPREAD_BASIS_POINTS_MAX = 5_000;

    private static final Duration FOREX_AGE_MAX = Duration.ofHours(1);
    private static final Duration BOOK_AGE_MAX = Duration.ofSeconds(90);

    public RatePolicy {
        crosses = Map.copyOf(crosses);
        BasisPoints.require("spreadBasisPoints", spreadBasisPoints, SPREAD_BASIS_POINTS_MAX);
        int widest = spreadBasisPoints + lastGood.widening(lastGood.ageMax());
        if (widest > SPREAD_BASIS_POINTS_MAX) {
            throw new IllegalArgumentException("the spread of the last good price would grow to " + widest
                    + " basis points: allow " + SPREAD_BASIS_POINTS_MAX + " at most");
        }
        for (Map.Entry<Currency, CrossRule> cross : crosses.entrySet()) {
            Currency via = cross.getValue().via();
            if (cross.getKey().equals(Currency.BTC) || crosses.containsKey(via)) {
                throw new IllegalArgumentException(cross.getKey() + " can't be priced over " + via
                        + ": a cross goes over a currency with markets");
            }
        }
    }

    /** The age limit where no currency has one of its own. */
    public Duration ageMax() {
        return limits.ageMax();
    }

    public RatePolicy withSide(PriceSide value) {
        return new RatePolicy(value, spreadBasisPoints, limits, indexUse, lastGood, crosses, depth);
    }

    /** In hundredths of a percent of the price. */
    public RatePolicy withSpread(int basisPoints) {
        return new RatePolicy(side, basisPoints, limits, indexUse, lastGood, crosses, depth);
    }

    public RatePolicy withAgeMax(Duration value) {
        return withLimits(limits.withAgeMax(value));
    }

    /** The age limit of one currency's tickers. */
    public RatePolicy withAgeMax(Currency currency, Duration value) {
        return withLimits(limits.withAgeMax(currency, value));
    }

    /** How far a ticker's bid and ask may be apart, in hundredths of a percent. */
    public RatePolicy withWidthMax(int basisPoints) {
        return withLimits(limits.withWidth(basisPoints));
    }

    /** How far a price may be from the median, in hundredths of a percent. */
    public RatePolicy withOutliersBeyond(int basisPoints) {
        return withLimits(limits.withOutliers(basisPoints));
    }

    /** How many markets must agree. */
    public RatePolicy withSourcesMin(int value) {
        return withLimits(limits.withSourcesMin(value));
    }

    public RatePolicy withIndexUse(IndexUse value) {
        return new RatePolicy(side, spreadBasisPoints, limits, value, lastGood, crosses, depth);
    }

    public RatePolicy withLastGood(LastGoodRule value) {
        return new RatePolicy(side, spreadBasisPoints, limits, indexUse, value, crosses, depth);
    }

    /** Allows to price a currency over another one; what a {@link ForexSource} says may be an hour old. */
    public RatePolicy withCross(Currency currency, Currency via) {
        return withCross(currency, new CrossRule(via, FOREX_AGE_MAX));
    }

    public RatePolicy withCross(Currency currency, CrossRule rule) {
        Map<Currency, CrossRule> more = new HashMap<>(crosses);
        more.put(currency, rule);
        return new RatePolicy(side, spreadBasisPoints, limits, indexUse, lastGood, more, depth);
    }

    /** Prices amounts above this much bitcoin by order books that are 90 seconds old at most. */
    public RatePolicy withDepthAbove(Money bitcoin) {
        return withDepth(new DepthRule(bitcoin, BOOK_AGE_MAX));
    }

    public RatePolicy withDepth(DepthRule rule) {
        return new RatePolicy(side, spreadBasisPoints, limits, indexUse, lastGood, crosses, Optional.of(rule));
    }

    public RatePolicy withLimits(TickerLimits value) {
        return new RatePolicy(side, spreadBasisPoints, value, indexUse, lastGood, crosses, depth);
    }
}
