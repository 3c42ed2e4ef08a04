package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DepthRateTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final CurrencyPair PAIR = CurrencyPair.btc(EUR);
    private static final long COIN = 100_000_000L;

    private Instant now = Rates.NOW;
    private RateService rates = service(RatePolicy.DEFAULT);

    @Test
    void up_to_the_limit_the_ticker_prices() {
        assertThat(rate("100.00").price()).isEqualByComparingTo("100");
        assertThat(rate("100.00").basis()).isInstanceOf(RateBasis.Tickers.class);
    }

    @Test
    void above_it_what_the_coins_really_sell_for_over_all_venues() {
        book("one", "100 1", "99 1");
        book("two", "99.50 1");

        // One at 100, one at 99.50, and half a coin at 99.
        assertThat(rate("249.00").price()).isEqualByComparingTo("99.6");
        assertThat(rate("249.00").basis()).isInstanceOfSatisfying(RateBasis.Depth.class, depth -> {
            assertThat(depth.books()).extracting(BookSlice::source).containsExactly("one", "two");
            assertThat(depth.books().get(0).bids()).hasSize(2);
            assertThat(depth.walked()).isEqualByComparingTo("99.6");
        });
    }

    @Test
    void never_better_than_the_ticker() {
        book("one", "101 10");

        assertThat(rate("500.00").price()).isEqualByComparingTo("100");
    }

    @Test
    void an_amount_that_the_books_do_not_hold_is_refused() {
        book("one", "100 1", "99 1");

        assertThat(reasons("200.00"))
                .containsExactly(
                        "200.00 EUR is above the limit from which order books price, and the books do not hold so much");
    }

    @Test
    void without_a_book_a_large_amount_is_refused_and_each_venue_named() {
        assertThat(reasons("200.00")).singleElement().asString().contains("no book is usable");
        book("old", "100 9");
        book("liar", "150 9");
        book("empty");
        now = now.plusSeconds(89);
        book("liar", "150 9");
        book("empty");
        now = now.plusSeconds(2);
        ticker();

        assertThat(reasons("200.00"))
                .hasSize(4)
                .anyMatch(reason -> reason.equals("old: its order book is 91 s old, 90 s are allowed"))
                .anyMatch(reason -> reason.startsWith("liar: its best bid of 150 is 5000 basis points from the price"))
                .anyMatch(reason -> reason.equals("empty: nobody bids in its order book"));
    }

    @Test
    void the_spread_comes_off_the_walk_too() {
        rates = service(RatePolicy.DEFAULT.withSpread(100));
        book("one", "100 1", "99 9");

        // 298 euros take one coin at 100 and two at 99.
        assertThat(rate("298.00").median()).isEqualByComparingTo("99.3333333333");
        assertThat(rate("298.00").price()).isEqualByComparingTo("98.3399999999");
    }

    @Test
    void a_conversion_is_priced_like_a_checkout() {
        book("one", "100 1", "99 9");
        Money tag = Money.parse(EUR, "298.00");
        ConversionAnswer answer = rates.convert(tag, Currency.BTC);

        assertThat(((ConversionAnswer.Converted) answer).conversion())
                .isEqualTo(Conversion.toBitcoin(tag, rate("298.00")));
    }

    @Test
    void a_deep_rate_replays_from_the_levels_that_were_walked() {
        book("one", "100 1", "99 1", "98 5");
        book("two", "100 0.5", "99 0.25", "98 5");

        assertThat(rate("333.33").replay()).isEqualTo(rate("333.33"));
    }

    @Test
    void of_a_cross_the_first_leg_is_sold_by_its_books() {
        Currency sek = Currency.of("SEK");
        rates = new RateService(
                Set.of(CurrencyPair.btc(sek)),
                RatePolicy.DEFAULT.withDepthAbove(Money.satoshi(COIN)).withCross(sek, EUR),
                () -> now);
        ticker();
        rates.accept(new ForexAnswer.Received(
                new ForexRate.Told("bank", EUR, sek, BigDecimal.TEN, new BigDecimal("10.1"), now)));
        book("one", "100 1", "99 9");

        RateAnswer.Rate rate = (RateAnswer.Rate) rates.rateFor(Money.parse(sek, "2980.00"));
        assertThat(rate.price()).isEqualByComparingTo("993.333333333");
        assertThat(rate.replay()).isEqualTo(rate);
    }

    @Test
    void the_consolidated_book_is_all_books_sorted_and_may_be_crossed() {
        book("one", "100 1", "98 1");
        book("two", "101 1", "99 1");

        ConsolidatedBook book = rates.consolidatedBook(EUR).orElseThrow();
        assertThat(book.bids())
                .extracting(offer -> offer.source() + " " + offer.level().price())
                .containsExactly("two 101", "one 100", "two 99", "one 98");
        assertThat(book.asks().get(0).level().price()).isEqualByComparingTo("100.5");
        now = now.plusSeconds(91);
        assertThat(rates.consolidatedBook(EUR)).isEmpty();
    }

    private RateService service(RatePolicy policy) {
        RateService service = new RateService(Set.of(PAIR), policy.withDepthAbove(Money.satoshi(COIN)), () -> now);
        service.accept(PAIR, "one", new TickerAnswer.Received(Rates.ticker("one", "EUR", "100", "100.10", now)));
        return service;
    }

    private void ticker() {
        rates.accept(PAIR, "one", new TickerAnswer.Received(Rates.ticker("one", "EUR", "100", "100.10", now)));
    }

    /** Bids of a price and coins; somebody sells half a euro above the best. */
    private void book(String source, String... bids) {
        List<OrderBook.Level> levels = new ArrayList<>();
        for (String bid : bids) {
            String[] parts = bid.split(" ", -1);
            long satoshi = new BigDecimal(parts[1]).movePointRight(8).longValueExact();
            levels.add(new OrderBook.Level(new BigDecimal(parts[0]), satoshi));
        }
        List<OrderBook.Level> asks = levels.isEmpty()
                ? List.of()
                : List.of(new OrderBook.Level(levels.get(0).price().add(new BigDecimal("0.5")), COIN));
        rates.accept(PAIR, new OrderBookAnswer.Received(new OrderBook(source, PAIR, levels, asks, now)));
    }

    private RateAnswer.Rate rate(String amount) {
        return (RateAnswer.Rate) rates.rateFor(Money.parse(EUR, amount));
    }

    private List<String> reasons(String amount) {
        return ((RateAnswer.NoRate) rates.rateFor(Money.parse(EUR, amount))).reasons();
    }
}
