package io.tillgate.rate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Whether bitcoin has a price right now. */
public sealed interface RateAnswer {

    /**
     * The one price that the policy picked.
     *
     * @param price units of the pair's currency for one BTC
     * @param asOf time of the oldest ticker that took part
     * @param tickers the evidence, at least one
     */
    record Rate(CurrencyPair pair, BigDecimal price, Instant asOf, RatePolicy policy, List<Ticker> tickers)
            implements RateAnswer {
        public Rate {
            tickers = List.copyOf(tickers);
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
