package io.tillgate.rate;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a venue's traders offer right now, best price first on both sides. Only a sane one can exist: prices positive and
 * bounded, each side in order, the best bid not above the best ask, and at most {@link #LEVELS_MAX} levels a side; the
 * constructor throws {@link IllegalArgumentException} with the reason otherwise.
 *
 * @param source name of the venue, the same as of its tickers
 * @param bids offers to buy, the highest price first; may be empty
 * @param asks offers to sell, the lowest price first; may be empty
 * @param asOf when the venue took the snapshot, or when we received it where the venue does not tell
 */
public record OrderBook(String source, CurrencyPair pair, List<Level> bids, List<Level> asks, Instant asOf) {

    /** Readers keep the best ones of a longer book. */
    public static final int LEVELS_MAX = 5_000;

    public OrderBook {
        requireNonNull(source, "source");
        requireNonNull(pair, "pair");
        requireNonNull(asOf, "asOf");
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
        requireOrder("bids", bids, -1);
        requireOrder("asks", asks, 1);
        if (!bids.isEmpty()
                && !asks.isEmpty()
                && bids.get(0).price().compareTo(asks.get(0).price()) > 0) {
            throw new IllegalArgumentException(
                    "crossed: bid " + bids.get(0).price().toPlainString() + " is above ask "
                            + asks.get(0).price().toPlainString());
        }
    }

    /**
     * All that is offered at one price.
     *
     * @param price units of the pair's currency for one BTC
     * @param satoshi how much bitcoin, positive
     */
    public record Level(BigDecimal price, long satoshi) {
        public Level {
            Ticker.requireSane("a level's price", price);
            if (satoshi <= 0) {
                throw new IllegalArgumentException("a level offers " + satoshi + " satoshi");
            }
        }
    }

    private static void requireOrder(String side, List<Level> levels, int direction) {
        if (levels.size() > LEVELS_MAX) {
            throw new IllegalArgumentException(side + " has more than " + LEVELS_MAX + " levels");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (Integer.signum(levels.get(i).price().compareTo(levels.get(i - 1).price())) == -direction) {
                throw new IllegalArgumentException(side + " is not in the order of its prices");
            }
        }
    }
}
