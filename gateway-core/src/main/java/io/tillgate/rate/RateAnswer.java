package io.tillgate.rate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether bitcoin has a price right now. */
public sealed interface RateAnswer {

    /**
     * The one price that the policy picked, with everything that led to it.
     *
     * @param price units of the pair's currency for one BTC, the spread taken off
     * @param median the price before the spread
     * @param spreadBasisPoints what was taken off, the widening of a last good price included
     */
    record Rate(
            CurrencyPair pair,
            BigDecimal price,
            BigDecimal median,
            int spreadBasisPoints,
            RateTimes times,
            RatePolicy policy,
            RateBasis basis)
            implements RateAnswer {

        public Rate {
            Ticker.requireSane("price", price);
        }

        /** A rate of these tickers at one moment, without spread and with nothing cut. */
        public Rate(CurrencyPair pair, BigDecimal price, Instant asOf, RatePolicy policy, List<Ticker> tickers) {
            this(pair, price, price, 0, RateTimes.at(asOf), policy, new RateBasis.Tickers(tickers, List.of()));
        }

        /** When the oldest fact that took part was true. */
        public Instant asOf() {
            return times.asOf();
        }

        /** The tickers that made the price: of a cross, those of its first leg. */
        public List<Ticker> tickers() {
            return basis.used();
        }

        /** The tickers of the pair that were known and took no part. */
        public List<CutTicker> cut() {
            return basis.cut();
        }

        /** How old the price was when it stood in for fresh ones; empty where it is fresh. */
        public Optional<Duration> lastGoodAge() {
            return basis.standIn().map(good -> Duration.between(good.goodSince(), times.pickedAt()));
        }

        /** From when on its age counts: a venue whose clock is ahead makes no price younger. */
        Instant goodSince() {
            return times.asOf().isBefore(times.pickedAt()) ? times.asOf() : times.pickedAt();
        }

        /** Picks again from the evidence, with the same policy as of the same moment. */
        public RateAnswer replay() {
            return RateReplay.of(this);
        }
    }

    /**
     * No price that money may be priced with.
     *
     * @param reasons one sentence for each source that could not help
     */
    record NoRate(CurrencyPair pair, List<String> reasons) implements RateAnswer {
        public NoRate {
            reasons = List.copyOf(reasons);
        }
    }
}
