package io.tillgate.rate;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the tickers that may take part in a price from those that may not, and why. */
final class TickerSieve {

    private final RatePolicy policy;
    private final Instant now;
    private final List<Ticker> markets = new ArrayList<>();
    private final List<Ticker> indexes = new ArrayList<>();
    private final List<CutTicker> cut = new ArrayList<>();

    TickerSieve(List<Ticker> tickers, RatePolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
        for (Ticker ticker : tickers) {
            String fault = fault(ticker);
            if (fault != null) {
                cut.add(new CutTicker(ticker, fault));
            } else if (ticker.kind() == TickerKind.INDEX) {
                indexes.add(ticker);
            } else {
                markets.add(ticker);
            }
        }
    }

    /** The fresh markets; those far from the median of all are cut. */
    List<Ticker> markets() {
        return withoutOutliers(markets);
    }

    /** The fresh indexes that may stand in for markets: only where no market is fresh. */
    List<Ticker> standIns() {
        boolean wanted = policy.indexUse() == IndexUse.STAND_IN && markets.isEmpty();
        return wanted ? withoutOutliers(indexes) : List.of();
    }

    /** The fresh indexes that check, which do not count as sources. */
    List<Ticker> checks() {
        return policy.indexUse() == IndexUse.SHOW ? List.of() : indexes;
    }

    void cut(List<Ticker> tickers, String reason) {
        tickers.forEach(ticker -> cut.add(new CutTicker(ticker, reason)));
    }

    void cutIndexes() {
        cut(indexes, "is an index, which does not price beside markets");
    }

    List<CutTicker> cut() {
        return cut;
    }

    BigDecimal price(Ticker ticker) {
        return requireNonNull(ticker.price(policy.side()));
    }

    /** Why a ticker may not take part, whatever the others say; null where it may. */
    private @Nullable String fault(Ticker ticker) {
        if (ticker.price(policy.side()) == null) {
            return "it tells no " + policy.side() + " price";
        }
        return fault(ticker, policy, now);
    }

    /** Why a ticker says nothing of this moment: too old, dated ahead, or too wide. */
    static @Nullable String fault(Ticker ticker, RatePolicy policy, Instant now) {
        Duration ageMax = policy.limits().ageMax(ticker.pair());
        Duration age = Duration.between(ticker.asOf(), now);
        if (age.compareTo(ageMax) > 0) {
            return "its last ticker is " + age.toSeconds() + " s old, " + ageMax.toSeconds() + " s are allowed";
        }
        if (age.plus(RateService.AHEAD_MAX).isNegative()) {
            return "its last ticker is dated " + age.negated().toSeconds() + " s ahead of our clock, "
                    + RateService.AHEAD_MAX.toSeconds() + " s are allowed";
        }
        int widthMax = policy.limits().widthBasisPointsMax();
        BigDecimal mid = requireNonNull(ticker.price(PriceSide.MID));
        BigDecimal width = ticker.ask().subtract(ticker.bid());
        if (BasisPoints.farther(mid.add(width), mid, widthMax)) {
            return "its bid and ask are " + BasisPoints.distance(mid.add(width), mid) + " basis points apart, "
                    + widthMax + " are allowed";
        }
        return null;
    }

    /** Whether a ticker is of this moment, however wide it is. */
    static boolean isFresh(Ticker ticker, RatePolicy policy, Instant now) {
        Duration age = Duration.between(ticker.asOf(), now);
        return age.compareTo(policy.limits().ageMax(ticker.pair())) <= 0
                && !age.plus(RateService.AHEAD_MAX).isNegative();
    }

    /** Until when time alone does not change what {@link #fault} says of a ticker. */
    static Instant holdsUntil(Ticker ticker, RatePolicy policy, Instant now) {
        Instant welcome = ticker.asOf().minus(RateService.AHEAD_MAX);
        if (now.isBefore(welcome)) {
            return welcome.minusNanos(1);
        }
        Instant last = ticker.asOf().plus(policy.limits().ageMax(ticker.pair()));
        return now.isAfter(last) ? Instant.MAX : last;
    }

    private List<Ticker> withoutOutliers(List<Ticker> all) {
        if (all.size() < 2) {
            return List.copyOf(all);
        }
        BigDecimal median = Median.of(all, this::price);
        int limit = policy.limits().outlierBasisPointsMax();
        List<Ticker> kept = new ArrayList<>();
        for (Ticker ticker : all) {
            BigDecimal price = price(ticker);
            if (BasisPoints.farther(price, median, limit)) {
                String reason = "its price of " + price.toPlainString() + " is " + BasisPoints.distance(price, median)
                        + " basis points from the median, " + limit + " are allowed";
                cut.add(new CutTicker(ticker, reason));
            } else {
                kept.add(ticker);
            }
        }
        return kept;
    }
}
