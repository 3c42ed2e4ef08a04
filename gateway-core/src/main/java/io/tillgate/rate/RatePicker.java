package io.tillgate.rate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks the rate of one pair from its tickers: a pure function, so that a stored quote can be picked again years later. A
 * change that gives another price for the same tickers needs a new version of the evidence, and the old way kept for old
 * quotes.
 */
final class RatePicker {

    /** So many markets that agree need no index to vouch for them. */
    private static final int MAJORITY = 3;

    private RatePicker() {}

    /** What picking came to. */
    sealed interface Result {
        record Picked(RateAnswer.Rate rate) implements Result {}

        /** No rate; the reasons say what else there is to say, besides why each ticker was cut. */
        record Nothing(List<CutTicker> cut, List<String> reasons) implements Result {
            public Nothing {
                cut = List.copyOf(cut);
                reasons = List.copyOf(reasons);
            }

            Nothing and(List<String> more) {
                List<String> all = new ArrayList<>(reasons);
                all.addAll(more);
                return new Nothing(cut, all);
            }

            /** One sentence for each ticker, then the rest. */
            List<String> sentences() {
                List<String> all = new ArrayList<>();
                cut.forEach(one -> all.add(one.toString()));
                all.addAll(reasons);
                return all;
            }
        }
    }

    /** From the pair's own fresh tickers alone. */
    static Result pick(CurrencyPair pair, List<Ticker> tickers, RatePolicy policy, Instant now) {
        TickerSieve sieve = new TickerSieve(tickers, policy, now);
        List<Ticker> used = sieve.markets();
        List<Ticker> standIns = sieve.standIns();
        int sources = used.size();
        if (standIns.isEmpty()) {
            List<Ticker> checks = sieve.checks();
            sieve.cutIndexes();
            if (!used.isEmpty() && used.size() < MAJORITY && contradicts(checks, used, policy)) {
                sieve.cut(
                        used,
                        "every index contradicts it by more than "
                                + policy.limits().outlierBasisPointsMax() + " basis points");
                return new Result.Nothing(sieve.cut(), List.of());
            }
        } else {
            used = standIns;
            sources = 1;
        }
        int sourcesMin = policy.limits().sourcesMin();
        if (used.isEmpty() || sources < sourcesMin) {
            sieve.cut(used, "it is one of " + sources + " sources that agree, " + sourcesMin + " are needed");
            return new Result.Nothing(sieve.cut(), List.of());
        }
        BigDecimal median = Median.of(used, sieve::price);
        RateTimes times = new RateTimes(oldest(used), now, holdsUntil(tickers, policy, now));
        return rate(pair, median, policy.spreadBasisPoints(), times, policy, new RateBasis.Tickers(used, sieve.cut()));
    }

    /**
     * The last good price where there is no fresh one. It bridges silence, not bad news: once a fresh ticker, however
     * wide or lonely, tells that bitcoin has lost more than outliers may, it is good no longer.
     */
    static Result orLastGood(Result.Nothing nothing, RateAnswer.@Nullable Rate good, RatePolicy policy, Instant now) {
        LastGoodRule rule = policy.lastGood();
        if (good == null || rule.ageMax().isZero()) {
            return nothing;
        }
        Instant since = good.goodSince();
        Duration age = Duration.between(since, now);
        if (age.compareTo(rule.ageMax()) > 0) {
            return nothing.and(List.of("the last good price is " + age.toSeconds() + " s old, "
                    + rule.ageMax().toSeconds() + " s are allowed"));
        }
        for (CutTicker one : nothing.cut()) {
            if (TickerSieve.isFresh(one.ticker(), policy, now) && hasFallen(good.median(), one.ticker(), policy)) {
                return nothing.and(
                        List.of("the last good price of " + good.median().toPlainString() + " is contradicted by "
                                + one.ticker().source()));
            }
        }
        Instant until = since.plus(Duration.ofMinutes(LastGoodRule.minutesBegun(age)));
        Instant end = since.plus(rule.ageMax());
        List<Ticker> known = nothing.cut().stream().map(CutTicker::ticker).toList();
        RateTimes times = new RateTimes(good.asOf(), now, earlier(earlier(until, end), holdsUntil(known, policy, now)));
        int spread = policy.spreadBasisPoints() + rule.widening(age);
        return rate(good.pair(), good.median(), spread, times, policy, new RateBasis.LastGood(good, nothing.cut()));
    }

    /** The rate of a price, less its spread; nothing where the spread leaves less than the last digit of a price. */
    static Result rate(
            CurrencyPair pair, BigDecimal median, int spread, RateTimes times, RatePolicy policy, RateBasis basis) {
        BigDecimal price = BasisPoints.lowered(median, spread);
        if (price.signum() <= 0) {
            return new Result.Nothing(basis.cut(), List.of("the price of " + median.toPlainString() + " is too low"));
        }
        return new Result.Picked(new RateAnswer.Rate(pair, price, median, spread, times, policy, basis));
    }

    static Instant holdsUntil(List<Ticker> tickers, RatePolicy policy, Instant now) {
        Instant until = Instant.MAX;
        for (Ticker ticker : tickers) {
            until = earlier(until, TickerSieve.holdsUntil(ticker, policy, now));
        }
        return until;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant oldest(List<Ticker> tickers) {
        Instant oldest = Instant.MAX;
        for (Ticker ticker : tickers) {
            oldest = earlier(oldest, ticker.asOf());
        }
        return oldest;
    }

    /** Whether there are indexes, and none of them is near the markets. */
    private static boolean contradicts(List<Ticker> indexes, List<Ticker> markets, RatePolicy policy) {
        BigDecimal mid = Median.of(markets, RatePicker::mid);
        int limit = policy.limits().outlierBasisPointsMax();
        return !indexes.isEmpty() && indexes.stream().allMatch(index -> BasisPoints.farther(mid(index), mid, limit));
    }

    private static boolean hasFallen(BigDecimal good, Ticker ticker, RatePolicy policy) {
        BigDecimal mid = mid(ticker);
        return mid.compareTo(good) < 0
                && BasisPoints.farther(mid, good, policy.limits().outlierBasisPointsMax());
    }

    private static BigDecimal mid(Ticker ticker) {
        return ticker.bid().add(ticker.ask()).multiply(new BigDecimal("0.5"));
    }
}
