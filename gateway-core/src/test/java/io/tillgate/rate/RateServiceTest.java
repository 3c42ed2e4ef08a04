package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateServiceTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final CurrencyPair BTC_EUR = CurrencyPair.btc(EUR);

    private Instant now = Rates.NOW;
    private final RateService rates =
            new RateService(Set.of(BTC_EUR, Rates.pair("JPY")), RatePolicy.DEFAULT, () -> now);

    @Test
    void a_fresh_ticker_prices_with_the_bid() {
        received("one", "5.01", "5.02", now);

        RateAnswer.Rate rate = (RateAnswer.Rate) rates.rate(EUR);

        assertThat(rate.price()).isEqualByComparingTo("5.01");
        assertThat(rate.asOf()).isEqualTo(Rates.NOW);
        assertThat(rate.tickers()).extracting(Ticker::source).containsExactly("one");
    }

    @Test
    void a_ticker_prices_until_the_age_limit_and_not_a_moment_longer() {
        received("one", "5.01", "5.02", now);

        now = Rates.NOW.plusSeconds(90);
        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.Rate.class);
        now = Rates.NOW.plusSeconds(90).plusNanos(1);
        assertThat(((RateAnswer.Rate) rates.rate(EUR)).lastGoodAge()).contains(Duration.ofSeconds(90, 1));
        now = Rates.NOW.plusSeconds(3600);
        assertThat(reasons(EUR))
                .containsExactly(
                        "one: its last ticker is 3600 s old, 90 s are allowed",
                        "the last good price is 3600 s old, 600 s are allowed");
    }

    @Test
    void a_ticker_from_the_future_is_refused() {
        received("one", "5.01", "5.02", now.plus(Duration.ofMinutes(1)).plusNanos(1));

        assertThat(reasons(EUR)).singleElement().asString().contains("one: its last ticker is dated 60 s ahead");
    }

    @Test
    void a_clock_that_is_a_little_ahead_is_forgiven() {
        received("one", "5.01", "5.02", now.plus(Duration.ofMinutes(1)));

        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.Rate.class);
    }

    @Test
    void a_ticker_from_the_future_does_not_push_an_honest_one_aside() {
        received("liar", "0.01", "0.02", now.plus(Duration.ofDays(1)));
        received("honest", "5.01", "5.02", now);

        assertThat(((RateAnswer.Rate) rates.rate(EUR)).price()).isEqualByComparingTo("5.01");
    }

    @Test
    void a_source_that_never_answered_well_is_named_with_its_reason() {
        rates.accept(BTC_EUR, "one", new TickerAnswer.Failed("one", "answered HTTP 503"));

        assertThat(reasons(EUR)).containsExactly("one: answered HTTP 503");
    }

    @Test
    void a_failure_keeps_the_last_good_ticker_until_it_is_old() {
        received("one", "5.01", "5.02", now);
        rates.accept(BTC_EUR, "one", new TickerAnswer.Failed("one", "answered HTTP 503"));

        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.Rate.class);
        now = Rates.NOW.plusSeconds(601);
        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.NoRate.class);
    }

    @Test
    void a_good_ticker_takes_the_place_of_a_failure() {
        rates.accept(BTC_EUR, "one", new TickerAnswer.Failed("one", "answered HTTP 503"));
        received("one", "5.01", "5.02", now);

        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.Rate.class);
    }

    @Test
    void of_two_sources_the_middle_counts_and_the_older_one_tells_the_age() {
        received("one", "5.01", "5.02", now.minusSeconds(2));
        received("two", "5.02", "5.03", now.minusSeconds(1));

        RateAnswer.Rate rate = (RateAnswer.Rate) rates.rate(EUR);
        assertThat(rate.price()).isEqualByComparingTo("5.015");
        assertThat(rate.asOf()).isEqualTo(now.minusSeconds(2));
    }

    @Test
    void a_rate_is_picked_once_and_kept_until_time_would_change_it() {
        received("one", "5.01", "5.02", now);
        RateAnswer first = rates.rate(EUR);
        now = Rates.NOW.plusSeconds(90);

        assertThat(rates.rate(EUR)).isSameAs(first);
        now = now.plusNanos(1);
        assertThat(rates.rate(EUR)).isNotSameAs(first);
    }

    @Test
    void a_source_that_is_expected_is_missed() {
        rates.expect("quiet");

        assertThat(reasons(EUR)).containsExactly("quiet: it has not answered yet");
    }

    @Test
    void staff_see_since_when_a_source_fails_and_how_often() {
        received("one", "5.01", "5.02", now);
        now = now.plusSeconds(10);
        rates.accept(BTC_EUR, "one", new TickerAnswer.Failed("one", "answered HTTP 503"));
        now = now.plusSeconds(10);
        rates.accept(BTC_EUR, "one", new TickerAnswer.Failed("one", "answered HTTP 502"));

        SourceState state = rates.source("one", BTC_EUR).orElseThrow();
        assertThat(state.failingSince()).isEqualTo(Rates.NOW.plusSeconds(10));
        assertThat(state.failures()).isEqualTo(2);
        assertThat(state.reason()).isEqualTo("answered HTTP 502");
        assertThat(state.lastTicker()).isNotNull();

        received("one", "5.01", "5.02", now);
        assertThat(rates.sources()).singleElement().satisfies(well -> {
            assertThat(well.failingSince()).isNull();
            assertThat(well.failures()).isZero();
        });
    }

    @Test
    void who_pays_more_than_it_costs_elsewhere_is_told() {
        received("cheap", "5.00", "5.01", now);
        received("dear", "5.03", "5.04", now);
        rates.accept(
                BTC_EUR, "index", new TickerAnswer.Received(Ticker.index("index", BTC_EUR, new BigDecimal("9"), now)));

        assertThat(rates.arbitrage(EUR)).singleElement().satisfies(found -> {
            assertThat(found.buyAt().source()).isEqualTo("cheap");
            assertThat(found.sellAt().source()).isEqualTo("dear");
            assertThat(found.gain()).isEqualByComparingTo("0.02");
            assertThat(found.basisPoints()).isEqualTo(39);
        });
        now = now.plusSeconds(91);
        assertThat(rates.arbitrage(EUR)).isEmpty();
    }

    @Test
    void every_source_that_could_not_help_is_named() {
        rates.accept(BTC_EUR, "one", new TickerAnswer.Failed("one", "answered HTTP 503"));
        received("two", "5.01", "5.02", now.minusSeconds(100));

        assertThat(reasons(EUR)).hasSize(2).anyMatch(r -> r.startsWith("one:")).anyMatch(r -> r.startsWith("two:"));
    }

    @Test
    void before_any_answer_there_is_no_rate_and_it_says_why() {
        assertThat(reasons(EUR)).containsExactly("no source has answered yet");
    }

    @Test
    void a_currency_that_is_not_configured_says_how_to_add_it() {
        Currency sek = Currency.of("SEK");
        rates.accept(
                CurrencyPair.btc(sek), "one", new TickerAnswer.Received(Rates.ticker("one", "SEK", "40", "41", now)));

        assertThat(reasons(sek)).containsExactly("BTC-SEK is not configured: add SEK to the gateway's currencies");
    }

    @Test
    void one_currency_says_nothing_about_another() {
        received("one", "5.01", "5.02", now);

        assertThat(rates.rate(Currency.of("JPY"))).isInstanceOf(RateAnswer.NoRate.class);
    }

    @Test
    void conversion_goes_both_ways_and_needs_bitcoin_on_one_side() {
        received("one", "5.00", "5.02", now);

        assertThat(converted(new Money(EUR, 1000), Currency.BTC)).isEqualTo(Money.satoshi(200_000_000));
        assertThat(converted(Money.satoshi(200_000_000), EUR)).isEqualTo(new Money(EUR, 1000));
        assertThatThrownBy(() -> rates.convert(new Money(EUR, 1), Currency.of("JPY")))
                .hasMessageContaining("one side must be BTC");
        assertThatThrownBy(() -> rates.convert(Money.satoshi(1), Currency.BTC))
                .hasMessageContaining("one side must be BTC");
    }

    @Test
    void without_a_rate_a_conversion_is_refused_with_the_reasons() {
        assertThat(rates.convert(new Money(EUR, 1000), Currency.BTC))
                .isInstanceOfSatisfying(
                        ConversionAnswer.Refused.class,
                        refused ->
                                assertThat(refused.noRate().reasons()).containsExactly("no source has answered yet"));
    }

    @Test
    void listeners_hear_of_each_answer_until_they_stop() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        AutoCloseable handle = rates.onChange(heard::incrementAndGet);
        received("one", "5.01", "5.02", now);
        handle.close();
        received("one", "5.01", "5.02", now);

        assertThat(heard).hasValue(1);
    }

    @Test
    void an_age_limit_must_be_positive() {
        assertThatThrownBy(() -> RatePolicy.DEFAULT.withAgeMax(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RatePolicy.DEFAULT.withAgeMax(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_side_of_the_policy_decides_about_the_price() {
        RateService asking = new RateService(Set.of(BTC_EUR), RatePolicy.DEFAULT.withSide(PriceSide.ASK), () -> now);
        asking.accept(BTC_EUR, "one", new TickerAnswer.Received(Rates.ticker("one", "EUR", "5.01", "5.02", now)));

        assertThat(((RateAnswer.Rate) asking.rate(EUR)).price()).isEqualTo(new BigDecimal("5.02"));
    }

    private void received(String source, String bid, String ask, Instant asOf) {
        rates.accept(BTC_EUR, source, new TickerAnswer.Received(Rates.ticker(source, "EUR", bid, ask, asOf)));
    }

    private List<String> reasons(Currency currency) {
        return ((RateAnswer.NoRate) rates.rate(currency)).reasons();
    }

    private Money converted(Money from, Currency to) {
        return ((ConversionAnswer.Converted) rates.convert(from, to))
                .conversion()
                .to();
    }
}
