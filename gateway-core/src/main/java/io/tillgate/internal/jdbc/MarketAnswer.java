package io.tillgate.internal.jdbc;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.ForexRate;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.SourceState;

/** The last word of a source, as nodes tell it to each other. */
public sealed interface MarketAnswer {

    Key key();

    /** What it is about. */
    enum Kind {
        TICKER,
        ORDER_BOOK,
        FOREX
    }

    /**
     * Whose word on what.
     *
     * @param pair as {@code BTC-EUR} or {@code EUR-SEK}
     */
    record Key(Kind kind, String source, String pair) {}

    record OfTicker(SourceState state) implements MarketAnswer {
        @Override
        public Key key() {
            return key(state.source(), state.pair());
        }

        public static Key key(String source, CurrencyPair pair) {
            return new Key(Kind.TICKER, source, pair.toString());
        }
    }

    record OfBook(OrderBook book) implements MarketAnswer {
        @Override
        public Key key() {
            return new Key(Kind.ORDER_BOOK, book.source(), book.pair().toString());
        }
    }

    record OfForex(ForexRate.Told rate) implements MarketAnswer {
        @Override
        public Key key() {
            return new Key(Kind.FOREX, rate.source(), rate.base() + "-" + rate.quote());
        }
    }
}
