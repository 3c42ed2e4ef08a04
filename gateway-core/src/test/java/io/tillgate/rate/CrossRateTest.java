package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrossRateTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final Currency SEK = Currency.of("SEK");
    private static final CurrencyPair BTC_SEK = CurrencyPair.btc(SEK);

    private Instant now = Rates.NOW;
    private RateService rates = service(RatePolicy.DEFAULT.withCross(SEK, EUR));

    @Test
    void what_was_told_makes_the_second_leg_on_its_conservative_side() {
        market("one", EUR, "100", "100.10");
        told("11.20", "11.30");

        assertThat(rate().price()).isEqualByComparingTo("1120");
        assertThat(rate().basis()).isInstanceOfSatisfying(RateBasis.Cross.class, cross -> {
            assertThat(cross.leg().pair()).hasToString("BTC-EUR");
            assertThat(cross.forex().used()).hasSize(1);
        });
    }

    @Test
    void a_venue_that_quotes_both_currencies_implies_the_second_leg() {
        rates = service(RatePolicy.DEFAULT.withCross(SEK, EUR).withSourcesMin(2));
        market("one", EUR, "100", "100.10");
        market("both", EUR, "100", "100.20");
        market("both", SEK, "1120", "1125");

        // Sold for 1120 SEK what was bought for 100.20 EUR.
        assertThat(((RateBasis.Cross) rate().basis()).forex().price()).isEqualByComparingTo("11.1776447105");
        assertThat(rate().price()).isEqualByComparingTo("1117.76447105");
        assertThat(rate().cut()).extracting(cut -> cut.ticker().source()).containsExactly("both");
    }

    @Test
    void an_aggregator_implies_what_currencies_cost_though_it_prices_no_bitcoin() {
        market("one", EUR, "100", "100.10");
        rates.accept(
                CurrencyPair.btc(EUR),
                "index",
                new TickerAnswer.Received(Ticker.index("index", CurrencyPair.btc(EUR), new BigDecimal("100"), now)));
        rates.accept(
                BTC_SEK,
                "index",
                new TickerAnswer.Received(Ticker.index("index", BTC_SEK, new BigDecimal("1130"), now)));

        assertThat(rate().price()).isEqualByComparingTo("1130");
        assertThat(rate().tickers()).extracting(Ticker::source).containsExactly("one");
    }

    @Test
    void a_market_of_its_own_comes_first() {
        market("one", EUR, "100", "100.10");
        told("11.20", "11.30");
        market("two", SEK, "1100", "1101");

        assertThat(rate().price()).isEqualByComparingTo("1100");
        assertThat(rate().basis()).isInstanceOf(RateBasis.Tickers.class);
    }

    @Test
    void without_the_shops_leave_there_is_no_cross() {
        rates = service(RatePolicy.DEFAULT);
        market("one", EUR, "100", "100.10");
        told("11.20", "11.30");

        assertThat(rates.rate(SEK)).isInstanceOf(RateAnswer.NoRate.class);
    }

    @Test
    void each_leg_that_is_missing_is_named() {
        assertThat(reasons()).containsExactly("no source has answered yet");
        market("one", EUR, "100", "100.10");
        assertThat(reasons()).containsExactly("nobody told what EUR costs in SEK");
        told("11.20", "11.30");
        now = now.plusSeconds(3601);
        assertThat(reasons()).anyMatch(reason -> reason.startsWith("one: its last ticker is 3601 s old"));
        market("one", EUR, "100", "100.10");
        assertThat(reasons()).contains("bank (EUR-SEK): what it told is 3601 s old, 3600 s are allowed");
    }

    @Test
    void a_told_rate_may_be_days_old_where_the_shop_says_so() {
        rates = service(RatePolicy.DEFAULT.withCross(SEK, new CrossRule(EUR, Duration.ofDays(4))));
        told("11.20", "11.30");
        now = now.plus(Duration.ofDays(4));
        market("one", EUR, "100", "100.10");

        assertThat(rate().price()).isEqualByComparingTo("1120");
        assertThat(rate().asOf()).isEqualTo(now);
    }

    @Test
    void the_spread_is_taken_off_once() {
        rates = service(RatePolicy.DEFAULT.withCross(SEK, EUR).withSpread(100));
        market("one", EUR, "100", "100.10");
        told("11.20", "11.30");

        assertThat(rate().price()).isEqualByComparingTo("1108.8");
    }

    @Test
    void a_cross_replays_from_both_legs() {
        market("one", EUR, "100.03", "100.10");
        told("11.2345678901", "11.30");
        market("both", EUR, "100", "100.20");

        assertThat(rate().replay()).isEqualTo(rate());
    }

    @Test
    void the_currency_in_between_is_watched_but_not_sold_in() {
        assertThat(rates.watchedPairs()).containsExactlyInAnyOrder(BTC_SEK, CurrencyPair.btc(EUR));
        assertThat(rates.pairs()).containsExactly(BTC_SEK);
        market("one", EUR, "100", "100.10");
        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.NoRate.class);
    }

    @Test
    void a_cross_over_a_cross_is_refused() {
        RatePolicy policy = RatePolicy.DEFAULT.withCross(SEK, EUR);
        assertThatThrownBy(() -> policy.withCross(EUR, Currency.of("USD")))
                .hasMessageContaining("SEK can't be priced over EUR");
        assertThatThrownBy(() -> policy.withCross(EUR, EUR)).isInstanceOf(IllegalArgumentException.class);
    }

    private RateService service(RatePolicy policy) {
        return new RateService(Set.of(BTC_SEK), policy, () -> now);
    }

    private void market(String source, Currency currency, String bid, String ask) {
        Ticker ticker =
                Ticker.market(source, CurrencyPair.btc(currency), new BigDecimal(bid), new BigDecimal(ask), null, now);
        rates.accept(CurrencyPair.btc(currency), source, new TickerAnswer.Received(ticker));
    }

    private void told(String bid, String ask) {
        rates.accept(new ForexAnswer.Received(
                new ForexRate.Told("bank", EUR, SEK, new BigDecimal(bid), new BigDecimal(ask), now)));
    }

    private RateAnswer.Rate rate() {
        return (RateAnswer.Rate) rates.rate(SEK);
    }

    private List<String> reasons() {
        return ((RateAnswer.NoRate) rates.rate(SEK)).reasons();
    }
}
