package io.tillgate.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at all venues of a pair at once. Pure. */
final class MarketView {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(BasisPoints.ONE);

    private MarketView() {}

    static Optional<ConsolidatedBook> consolidated(CurrencyPair pair, List<OrderBook> books) {
        if (books.isEmpty()) {
            return Optional.empty();
        }
        Instant oldest = books.get(0).asOf();
        for (OrderBook book : books) {
            oldest = RatePicker.earlier(oldest, book.asOf());
        }
        Comparator<ConsolidatedBook.Offer> byPrice =
                Comparator.comparing(offer -> offer.level().price());
        return Optional.of(new ConsolidatedBook(
                pair,
                merged(books, OrderBook::bids, byPrice.reversed()),
                merged(books, OrderBook::asks, byPrice),
                oldest));
    }

    static List<Arbitrage> arbitrage(List<Ticker> tickers) {
        List<Arbitrage> found = new ArrayList<>();
        for (Ticker buy : tickers) {
            for (Ticker sell : tickers) {
                if (buy.kind() == TickerKind.MARKET
                        && sell.kind() == TickerKind.MARKET
                        && sell.bid().compareTo(buy.ask()) > 0) {
                    found.add(gain(buy, sell));
                }
            }
        }
        found.sort(Comparator.comparing(Arbitrage::gain).reversed());
        return found;
    }

    private static Arbitrage gain(Ticker buy, Ticker sell) {
        BigDecimal gain = sell.bid().subtract(buy.ask());
        int basisPoints = gain.multiply(WHOLE)
                .divide(buy.ask(), 0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValueExact();
        return new Arbitrage(buy, sell, gain, basisPoints);
    }

    private static List<ConsolidatedBook.Offer> merged(
            List<OrderBook> books,
            Function<OrderBook, List<OrderBook.Level>> side,
            Comparator<ConsolidatedBook.Offer> order) {
        List<ConsolidatedBook.Offer> offers = new ArrayList<>();
        for (OrderBook book : books) {
            side.apply(book).forEach(level -> offers.add(new ConsolidatedBook.Offer(book.source(), level)));
        }
        offers.sort(order);
        return offers;
    }
}
