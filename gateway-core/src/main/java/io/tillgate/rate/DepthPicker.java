package io.tillgate.rate;

import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices an amount by what its coins really sell for. Pure. */
final class DepthPicker {

    private DepthPicker() {}

    /**
     * The rate for one amount, never better than that of small ones.
     *
     * @param amount in the currency of the rate
     * @param books of the pair; of a cross, of the pair of its first leg
     */
    static RateAnswer pick(RateAnswer.Rate rate, Money amount, List<OrderBook> books, DepthRule rule, Instant now) {
        if (rate.basis() instanceof RateBasis.Cross cross) {
            return overCross(rate, cross, amount, books, rule, now);
        }
        List<String> reasons = new ArrayList<>();
        List<BookSlice> usable = new ArrayList<>();
        for (OrderBook book : books) {
            String fault = fault(book, rate, rule, now);
            if (fault == null) {
                usable.add(new BookSlice(book.source(), book.asOf(), book.bids()));
            } else {
                reasons.add(book.source() + ": " + fault);
            }
        }
        BookWalk.Walked walked = BookWalk.raise(amount.toDecimal(), usable).orElse(null);
        if (walked == null || walked.average().signum() <= 0) {
            reasons.add(amount + " is above the limit from which order books price, and "
                    + (usable.isEmpty() ? "no book is usable" : "the books do not hold so much"));
            return new RateAnswer.NoRate(rate.pair(), reasons);
        }
        return rate(rate, amount, walked, now);
    }

    static RateAnswer rate(RateAnswer.Rate rate, Money amount, BookWalk.Walked walked, Instant now) {
        Instant asOf = rate.asOf();
        for (BookSlice book : walked.books()) {
            asOf = RatePicker.earlier(asOf, book.asOf());
        }
        BigDecimal median = rate.median().min(walked.average());
        RateBasis basis = new RateBasis.Depth(rate, amount, walked.books(), walked.average());
        RateTimes times = new RateTimes(asOf, now, now);
        return answer(
                rate.pair(),
                RatePicker.rate(rate.pair(), median, rate.spreadBasisPoints(), times, rate.policy(), basis));
    }

    static RateAnswer answer(CurrencyPair pair, RatePicker.Result result) {
        return result instanceof RatePicker.Result.Picked picked
                ? picked.rate()
                : new RateAnswer.NoRate(pair, ((RatePicker.Result.Nothing) result).sentences());
    }

    /** The first leg is sold by its books; the second has none. */
    private static RateAnswer overCross(
            RateAnswer.Rate rate,
            RateBasis.Cross cross,
            Money amount,
            List<OrderBook> books,
            DepthRule rule,
            Instant now) {
        int digits = cross.leg().pair().quote().minorDigits();
        BigDecimal needed = amount.toDecimal().divide(cross.forex().price(), digits, RoundingMode.UP);
        Money inLeg = Money.of(cross.leg().pair().quote(), needed, RoundingMode.UNNECESSARY);
        RateAnswer leg = pick(cross.leg(), inLeg, books, rule, now);
        if (leg instanceof RateAnswer.NoRate none) {
            return new RateAnswer.NoRate(rate.pair(), none.reasons());
        }
        RateAnswer.Rate first = (RateAnswer.Rate) leg;
        RateTimes times = new RateTimes(RatePicker.earlier(rate.asOf(), first.asOf()), now, now);
        return answer(
                rate.pair(), CrossPicker.rate(rate.pair(), first, cross.forex(), cross.cut(), times, rate.policy()));
    }

    private static @Nullable String fault(OrderBook book, RateAnswer.Rate rate, DepthRule rule, Instant now) {
        Duration age = Duration.between(book.asOf(), now);
        if (age.compareTo(rule.bookAgeMax()) > 0) {
            return "its order book is " + age.toSeconds() + " s old, "
                    + rule.bookAgeMax().toSeconds() + " s are allowed";
        }
        if (age.plus(RateService.AHEAD_MAX).isNegative()) {
            return "its order book is dated " + age.negated().toSeconds() + " s ahead of our clock";
        }
        if (book.bids().isEmpty()) {
            return "nobody bids in its order book";
        }
        BigDecimal best = book.bids().get(0).price();
        int limit = rate.policy().limits().outlierBasisPointsMax();
        if (BasisPoints.farther(best, rate.median(), limit)) {
            return "its best bid of " + best.toPlainString() + " is " + BasisPoints.distance(best, rate.median())
                    + " basis points from the price, " + limit + " are allowed";
        }
        return null;
    }
}
