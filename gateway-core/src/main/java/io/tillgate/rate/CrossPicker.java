package io.tillgate.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks the rate of a currency without a market of its own: bitcoin in another currency, times what that one costs. Pure. */
final class CrossPicker {

    private CrossPicker() {}

    /**
     * What the second leg may be made of: the grid of venues that trade bitcoin in both currencies, and what was told.
     *
     * @param via tickers in the currency that the cross goes over
     * @param target tickers in the currency that has no price
     */
    static List<ForexRate> grid(List<Ticker> via, List<Ticker> target, List<ForexRate.Told> told) {
        List<ForexRate> all = new ArrayList<>(told);
        for (Ticker base : via) {
            for (Ticker quote : target) {
                if (base.source().equals(quote.source())) {
                    all.add(new ForexRate.Implied(base, quote));
                }
            }
        }
        return all;
    }

    /** @param direct why the pair's own tickers give no price */
    static RatePicker.Result pick(
            CurrencyPair pair,
            RatePicker.Result.Nothing direct,
            RatePicker.Result leg,
            List<ForexRate> forex,
            RatePolicy policy,
            Instant now) {
        CrossRule rule = policy.crosses().get(pair.quote());
        if (rule == null) {
            return direct;
        }
        if (leg instanceof RatePicker.Result.Nothing none) {
            return direct.and(none.sentences());
        }
        RateAnswer.Rate first = ((RatePicker.Result.Picked) leg).rate();
        ForexPick second = second(forex, rule, policy, now);
        if (second.used().isEmpty()) {
            List<String> reasons = new ArrayList<>();
            second.cut().forEach(cut -> reasons.add(cut.toString()));
            if (reasons.isEmpty()) {
                reasons.add("nobody told what " + rule.via() + " costs in " + pair.quote());
            }
            return direct.and(reasons);
        }
        List<Ticker> known = direct.cut().stream().map(CutTicker::ticker).toList();
        Instant until = RatePicker.earlier(first.times().holdsUntil(), RatePicker.holdsUntil(known, policy, now));
        Instant asOf = first.asOf();
        for (ForexRate one : forex) {
            until = RatePicker.earlier(until, holdsUntil(one, rule, policy, now));
        }
        for (ForexRate one : second.used()) {
            asOf = one instanceof ForexRate.Implied ? RatePicker.earlier(asOf, one.asOf()) : asOf;
        }
        return rate(pair, first, second, direct.cut(), new RateTimes(asOf, now, until), policy);
    }

    /** Both legs together. */
    static RatePicker.Result rate(
            CurrencyPair pair,
            RateAnswer.Rate first,
            ForexPick second,
            List<CutTicker> cut,
            RateTimes times,
            RatePolicy policy) {
        BigDecimal median = first.median().multiply(second.price());
        BigDecimal bounded = median.scale() > Ticker.PRICE_SCALE_MAX
                ? median.setScale(Ticker.PRICE_SCALE_MAX, RoundingMode.DOWN)
                : median;
        RateBasis basis = new RateBasis.Cross(first, second, cut);
        return RatePicker.rate(pair, bounded, policy.spreadBasisPoints(), times, policy, basis);
    }

    /** The median of the bids of all rates that may take part; without any, its list of those used is empty. */
    static ForexPick second(List<ForexRate> forex, CrossRule rule, RatePolicy policy, Instant now) {
        List<ForexRate> fresh = new ArrayList<>();
        List<ForexPick.Cut> cut = new ArrayList<>();
        for (ForexRate one : forex) {
            String fault = fault(one, rule, policy, now);
            if (fault == null) {
                fresh.add(one);
            } else {
                cut.add(new ForexPick.Cut(one, fault));
            }
        }
        if (fresh.isEmpty()) {
            return new ForexPick(BigDecimal.ZERO, List.of(), cut);
        }
        BigDecimal median = Median.of(fresh, ForexRate::bid);
        int limit = policy.limits().outlierBasisPointsMax();
        List<ForexRate> used = new ArrayList<>();
        for (ForexRate one : fresh) {
            if (BasisPoints.farther(one.bid(), median, limit)) {
                String reason = "its bid of " + one.bid().toPlainString() + " is "
                        + BasisPoints.distance(one.bid(), median) + " basis points from the median, " + limit
                        + " are allowed";
                cut.add(new ForexPick.Cut(one, reason));
            } else {
                used.add(one);
            }
        }
        return new ForexPick(used.isEmpty() ? BigDecimal.ZERO : Median.of(used, ForexRate::bid), used, cut);
    }

    private static @Nullable String fault(ForexRate rate, CrossRule rule, RatePolicy policy, Instant now) {
        if (rate.bid().signum() <= 0) {
            return "its bid is too small to tell from nothing";
        }
        if (rate instanceof ForexRate.Implied implied) {
            String first = TickerSieve.fault(implied.inBase(), policy, now);
            return first != null ? first : TickerSieve.fault(implied.inQuote(), policy, now);
        }
        Duration age = Duration.between(rate.asOf(), now);
        if (age.compareTo(rule.forexAgeMax()) > 0) {
            return "what it told is " + age.toSeconds() + " s old, "
                    + rule.forexAgeMax().toSeconds() + " s are allowed";
        }
        if (age.plus(RateService.AHEAD_MAX).isNegative()) {
            return "what it told is dated " + age.negated().toSeconds() + " s ahead of our clock";
        }
        return null;
    }

    private static Instant holdsUntil(ForexRate rate, CrossRule rule, RatePolicy policy, Instant now) {
        if (rate instanceof ForexRate.Implied implied) {
            return RatePicker.holdsUntil(List.of(implied.inBase(), implied.inQuote()), policy, now);
        }
        Instant welcome = rate.asOf().minus(RateService.AHEAD_MAX);
        if (now.isBefore(welcome)) {
            return welcome.minusNanos(1);
        }
        Instant last = rate.asOf().plus(rule.forexAgeMax());
        return now.isAfter(last) ? Instant.MAX : last;
    }
}
