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

class LastGoodRateTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final CurrencyPair PAIR = CurrencyPair.btc(EUR);

    private Instant now = Rates.NOW;
    private final RateService rates = new RateService(Set.of(PAIR), RatePolicy.DEFAULT.withSpread(50), () -> now);

    @Test
    void silence_is_bridged_at_a_spread_that_widens_each_minute() {
        market("100", "100.10");

        now = Rates.NOW.plusSeconds(91);
        assertThat(rate().spreadBasisPoints()).isEqualTo(50 + 20);
        assertThat(rate().price()).isEqualByComparingTo("99.30");
        now = Rates.NOW.plusSeconds(120);
        assertThat(rate().spreadBasisPoints()).isEqualTo(50 + 20);
        now = Rates.NOW.plusSeconds(120).plusNanos(1);
        assertThat(rate().spreadBasisPoints()).isEqualTo(50 + 30);
        now = Rates.NOW.plusSeconds(600);
        assertThat(rate().spreadBasisPoints()).isEqualTo(50 + 100);
        assertThat(rate().lastGoodAge()).contains(Duration.ofMinutes(10));
        assertThat(rate().tickers()).hasSize(1);
    }

    @Test
    void and_not_a_moment_longer_than_the_limit() {
        market("100", "100.10");
        now = Rates.NOW.plusSeconds(600).plusNanos(1);

        assertThat(reasons()).contains("the last good price is 600 s old, 600 s are allowed");
    }

    @Test
    void a_fresh_ticker_ends_the_bridge() {
        market("100", "100.10");
        now = Rates.NOW.plusSeconds(300);
        market("80", "80.10");

        assertThat(rate().price()).isEqualByComparingTo("79.60");
        assertThat(rate().lastGoodAge()).isEmpty();
    }

    @Test
    void bad_news_is_not_silence() {
        market("100", "100.10");
        now = Rates.NOW.plusSeconds(100);
        // Too wide to price with, and yet it tells that the price has gone.
        market("70", "80");

        assertThat(reasons())
                .contains("the last good price of 100 is contradicted by one")
                .anyMatch(reason -> reason.contains("basis points apart"));
    }

    @Test
    void news_of_a_higher_price_do_not_end_the_bridge() {
        market("100", "100.10");
        now = Rates.NOW.plusSeconds(100);
        market("110", "120");

        assertThat(rate().median()).isEqualByComparingTo("100");
    }

    @Test
    void a_venue_whose_clock_is_ahead_makes_no_price_younger() {
        Instant ahead = now.plusSeconds(60);
        rates.accept(PAIR, "one", new TickerAnswer.Received(Rates.ticker("one", "EUR", "100", "100.10", ahead)));
        now = Rates.NOW.plusSeconds(600);
        assertThat(rate().lastGoodAge()).contains(Duration.ofMinutes(10));
        now = now.plusNanos(1);
        assertThat(rates.rate(EUR)).isInstanceOf(RateAnswer.NoRate.class);
    }

    @Test
    void a_shop_may_do_without() {
        RateService strict =
                new RateService(Set.of(PAIR), RatePolicy.DEFAULT.withLastGood(LastGoodRule.NEVER), () -> now);
        strict.accept(PAIR, "one", new TickerAnswer.Received(Rates.ticker("one", "EUR", "100", "100.10", now)));
        now = Rates.NOW.plusSeconds(91);

        assertThat(strict.rate(EUR)).isInstanceOf(RateAnswer.NoRate.class);
    }

    @Test
    void a_rate_that_another_node_knew_stands_in_after_a_start() {
        market("100", "100.10");
        RateAnswer.Rate good = rate();
        RateService started = new RateService(Set.of(PAIR), RatePolicy.DEFAULT, () -> now);
        now = Rates.NOW.plusSeconds(200);
        started.remember(good);

        assertThat(started.rate(EUR))
                .isInstanceOfSatisfying(
                        RateAnswer.Rate.class,
                        rate -> assertThat(rate.lastGoodAge()).contains(Duration.ofSeconds(200)));
    }

    @Test
    void a_stand_in_replays_from_its_evidence() {
        market("100", "100.10");
        now = Rates.NOW.plusSeconds(300);

        assertThat(rate().replay()).isEqualTo(rate());
    }

    @Test
    void a_spread_that_would_give_the_coins_away_is_refused_at_once() {
        assertThatThrownBy(() -> RatePolicy.DEFAULT.withLastGood(new LastGoodRule(Duration.ofHours(1), 100)))
                .hasMessageContaining("would grow to 6000 basis points");
        assertThatThrownBy(() -> RatePolicy.DEFAULT.withSpread(-1)).hasMessageContaining("use 0 to 5000");
    }

    private void market(String bid, String ask) {
        Ticker ticker = Ticker.market("one", PAIR, new BigDecimal(bid), new BigDecimal(ask), null, now);
        rates.accept(PAIR, "one", new TickerAnswer.Received(ticker));
    }

    private RateAnswer.Rate rate() {
        return (RateAnswer.Rate) rates.rate(EUR);
    }

    private List<String> reasons() {
        return ((RateAnswer.NoRate) rates.rate(EUR)).reasons();
    }
}
