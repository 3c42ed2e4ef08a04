package io.tillgate.rate;

import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a rate rests on: enough to compute it again. */
public sealed interface RateBasis {

    /** The tickers that made the price: of a cross, those of its first leg. */
    List<Ticker> used();

    /** The pair's tickers that were known and took no part. */
    List<CutTicker> cut();

    /** The rate that stands in for a fresh one; empty where the price is fresh. */
    default Optional<RateAnswer.Rate> standIn() {
        return Optional.empty();
    }

    /**
     * The median of fresh tickers.
     *
     * @param used at least one
     */
    record Tickers(List<Ticker> used, List<CutTicker> cut) implements RateBasis {
        public Tickers {
            used = List.copyOf(used);
            cut = List.copyOf(cut);
        }
    }

    /**
     * The last good price, while no source has a better one.
     *
     * @param good the rate as it was picked then
     * @param cut the tickers that were known when it had to stand in
     */
    record LastGood(RateAnswer.Rate good, List<CutTicker> cut) implements RateBasis {
        public LastGood {
            cut = List.copyOf(cut);
        }

        @Override
        public List<Ticker> used() {
            return good.tickers();
        }

        @Override
        public Optional<RateAnswer.Rate> standIn() {
            return Optional.of(good);
        }
    }

    /**
     * The price in another currency, and what that currency costs.
     *
     * @param leg bitcoin in the currency that the cross goes over; its price before the spread counts
     * @param cut the currency's own tickers, which gave no price
     */
    record Cross(RateAnswer.Rate leg, ForexPick forex, List<CutTicker> cut) implements RateBasis {
        public Cross {
            cut = List.copyOf(cut);
        }

        @Override
        public List<Ticker> used() {
            return leg.tickers();
        }
    }

    /**
     * What one amount of bitcoin really sells for, walking the order books of all venues as if they were one.
     *
     * @param tickerRate the rate of small amounts, which this one never betters
     * @param amount what the sale must raise, in the pair's currency
     * @param books the levels that were walked
     * @param walked the average price of the walk, weighted by volume
     */
    record Depth(RateAnswer.Rate tickerRate, Money amount, List<BookSlice> books, BigDecimal walked)
            implements RateBasis {
        public Depth {
            books = List.copyOf(books);
        }

        @Override
        public List<Ticker> used() {
            return tickerRate.tickers();
        }

        @Override
        public List<CutTicker> cut() {
            return tickerRate.cut();
        }

        @Override
        public Optional<RateAnswer.Rate> standIn() {
            return tickerRate.basis().standIn();
        }
    }
}
