package io.tillgate.rate;

import io.tillgate.money.Currency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** What one unit of a currency costs in another: the second leg of a cross. */
public sealed interface ForexRate {

    String source();

    Currency base();

    Currency quote();

    /** Units of the quote currency that one unit of the base is sold for, at {@link Ticker#PRICE_SCALE_MAX} digits. */
    BigDecimal bid();

    BigDecimal ask();

    Instant asOf();

    /**
     * As a {@link ForexSource} told it. Only a sane one can exist: the constructor throws {@link IllegalArgumentException}
     * where it is crossed, zero, negative or absurd.
     */
    record Told(String source, Currency base, Currency quote, BigDecimal bid, BigDecimal ask, Instant asOf)
            implements ForexRate {
        public Told {
            Ticker.requireSane("bid", bid);
            Ticker.requireSane("ask", ask);
            if (bid.compareTo(ask) > 0) {
                throw new IllegalArgumentException("crossed: bid is above ask");
            }
            if (base.equals(quote) || base.equals(Currency.BTC) || quote.equals(Currency.BTC)) {
                throw new IllegalArgumentException(base + "-" + quote + " is no pair of two currencies");
            }
        }
    }

    /**
     * As one venue's own markets imply it: the synthetic forex grid. Somebody who sells the base for bitcoin and that
     * bitcoin for the quote gets the bid.
     *
     * @param inBase what the venue pays for bitcoin in the base currency
     * @param inQuote the same in the quote currency
     */
    record Implied(Ticker inBase, Ticker inQuote) implements ForexRate {
        public Implied {
            if (!inBase.source().equals(inQuote.source()) || inBase.pair().equals(inQuote.pair())) {
                throw new IllegalArgumentException("a grid is made of one venue's tickers in two currencies");
            }
        }

        @Override
        public String source() {
            return inBase.source();
        }

        @Override
        public Currency base() {
            return inBase.pair().quote();
        }

        @Override
        public Currency quote() {
            return inQuote.pair().quote();
        }

        @Override
        public BigDecimal bid() {
            return inQuote.bid().divide(inBase.ask(), Ticker.PRICE_SCALE_MAX, RoundingMode.DOWN);
        }

        @Override
        public BigDecimal ask() {
            return inQuote.ask().divide(inBase.bid(), Ticker.PRICE_SCALE_MAX, RoundingMode.UP);
        }

        @Override
        public Instant asOf() {
            return inBase.asOf().isBefore(inQuote.asOf()) ? inBase.asOf() : inQuote.asOf();
        }
    }
}
