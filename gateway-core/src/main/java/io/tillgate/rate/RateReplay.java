package io.tillgate.rate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Picks a rate again from its evidence: the tickers, rates and books as they were, by the same policy at the same moment. */
final class RateReplay {

    private RateReplay() {}

    static RateAnswer of(RateAnswer.Rate rate) {
        RateBasis basis = rate.basis();
        if (basis instanceof RateBasis.Depth depth) {
            return depth(rate, depth);
        }
        return DepthPicker.answer(rate.pair(), result(rate, basis));
    }

    private static RatePicker.Result result(RateAnswer.Rate rate, RateBasis basis) {
        Instant then = rate.times().pickedAt();
        if (basis instanceof RateBasis.Tickers tickers) {
            List<Ticker> all = new ArrayList<>(tickers.used());
            tickers.cut().forEach(cut -> all.add(cut.ticker()));
            return RatePicker.pick(rate.pair(), all, rate.policy(), then);
        }
        if (basis instanceof RateBasis.LastGood stale) {
            RatePicker.Result.Nothing nothing = new RatePicker.Result.Nothing(stale.cut(), List.of());
            return of(stale.good()) instanceof RateAnswer.Rate good
                    ? RatePicker.orLastGood(nothing, good, rate.policy(), then)
                    : nothing;
        }
        return cross(rate, (RateBasis.Cross) basis, then);
    }

    private static RatePicker.Result cross(RateAnswer.Rate rate, RateBasis.Cross cross, Instant then) {
        RatePicker.Result.Nothing direct = new RatePicker.Result.Nothing(cross.cut(), List.of());
        List<ForexRate> forex = new ArrayList<>(cross.forex().used());
        cross.forex().cut().forEach(cut -> forex.add(cut.rate()));
        RateAnswer leg = of(cross.leg());
        RatePicker.Result first = leg instanceof RateAnswer.Rate known
                ? new RatePicker.Result.Picked(known)
                : new RatePicker.Result.Nothing(List.of(), ((RateAnswer.NoRate) leg).reasons());
        return CrossPicker.pick(rate.pair(), direct, first, forex, rate.policy(), then);
    }

    private static RateAnswer depth(RateAnswer.Rate rate, RateBasis.Depth depth) {
        RateAnswer small = of(depth.tickerRate());
        if (small instanceof RateAnswer.Rate known) {
            return BookWalk.raise(depth.amount().toDecimal(), depth.books())
                    .map(walked -> DepthPicker.rate(
                            known, depth.amount(), walked, rate.times().pickedAt()))
                    .orElseGet(() -> new RateAnswer.NoRate(rate.pair(), List.of("the books do not hold so much")));
        }
        return small;
    }
}
