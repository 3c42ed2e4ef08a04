package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.testing.Seeded;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What holds of every rate, whatever the venues say. */
class RateProperties {

    private static final int CASES = 3_000;

    @Test
    void every_rate_replays_to_the_last_digit() {
        Seeded.forAll(CASES, random -> {
            RateAnswer answer = new GeneratedRates(random).next();
            if (answer instanceof RateAnswer.Rate rate) {
                assertThat(rate.replay()).isEqualTo(rate);
            }
        });
    }

    @Test
    void no_price_is_above_what_the_best_ticker_or_the_last_good_one_said() {
        Seeded.forAll(CASES, random -> {
            GeneratedRates market = new GeneratedRates(random);
            if (market.next() instanceof RateAnswer.Rate rate
                    && rate.tickers().get(0).pair().equals(rate.pair())) {
                BigDecimal best = rate.tickers().stream()
                        .map(Ticker::ask)
                        .reduce(BigDecimal::max)
                        .orElseThrow();
                assertThat(rate.price()).isLessThanOrEqualTo(best);
                assertThat(rate.median()).isGreaterThanOrEqualTo(rate.price());
            }
        });
    }

    @Test
    void a_kept_rate_is_what_would_be_picked_now() {
        Seeded.forAll(CASES, random -> {
            AtomicReference<Instant> now = new AtomicReference<>(Rates.NOW);
            CurrencyPair pair = Rates.pair("EUR");
            RatePolicy policy = RatePolicy.DEFAULT.withLastGood(LastGoodRule.NEVER);
            RateService rates = new RateService(Set.of(pair), policy, now::get);
            Map<String, Ticker> last = new HashMap<>();
            for (int step = 0; step < 12; step++) {
                now.set(now.get().plusMillis(random.nextInt(40_000)));
                if (random.nextBoolean()) {
                    Ticker ticker = ticker(random, pair, now.get());
                    last.put(ticker.source(), ticker);
                    rates.accept(pair, ticker.source(), new TickerAnswer.Received(ticker));
                }
                RatePicker.Result fresh = RatePicker.pick(pair, List.copyOf(last.values()), policy, now.get());
                if (fresh instanceof RatePicker.Result.Picked picked) {
                    assertThat(((RateAnswer.Rate) rates.rate(pair.quote())).price())
                            .isEqualByComparingTo(picked.rate().price());
                } else {
                    assertThat(rates.rate(pair.quote())).isInstanceOf(RateAnswer.NoRate.class);
                }
            }
        });
    }

    @Test
    void the_fast_way_to_convert_gives_what_the_exact_one_gives() {
        Seeded.forAll(20_000, random -> {
            String code = List.of("EUR", "JPY", "SEK", "KWD").get(random.nextInt(4));
            BigDecimal price =
                    BigDecimal.valueOf(1 + random.nextLong(1L << (1 + random.nextInt(39))), random.nextInt(11));
            RateAnswer.Rate rate = Rates.rate(code, price);
            PreparedRate prepared = new PreparedRate(rate);
            Money tag = new Money(Currency.of(code), random.nextLong(1L << (1 + random.nextInt(50))));
            Money coins = Money.satoshi(random.nextLong(1L << (1 + random.nextInt(51))));

            same(() -> prepared.toBitcoin(tag), () -> Conversion.toBitcoin(tag, rate));
            same(() -> prepared.toFiat(coins), () -> Conversion.toFiat(coins, rate));
        });
    }

    @Test
    void an_amount_is_off_by_its_rounding_and_never_in_the_buyers_favour() {
        Seeded.forAll(20_000, random -> {
            String code = List.of("EUR", "JPY", "SEK").get(random.nextInt(3));
            BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(2_000_000_000), random.nextInt(5));
            PreparedRate rate = new PreparedRate(Rates.rate(code, price));
            Money coins = Money.satoshi(1 + random.nextLong(2_100_000_000_000_000L));
            BigDecimal worth = coins.toDecimal().multiply(price);
            if (worth.compareTo(new BigDecimal("90000000000000")) > 0) {
                return;
            }
            Money fiat = rate.toFiat(coins).to();
            Money back = rate.toBitcoin(fiat).to();

            assertThat(back.toDecimal().multiply(price)).isGreaterThanOrEqualTo(fiat.toDecimal());
            assertThat(back.minus(Money.satoshi(1)).toDecimal().multiply(price).compareTo(fiat.toDecimal()))
                    .as("%s is %s is %s at %s", coins, fiat, back, price)
                    .isLessThan(fiat.isZero() ? 1 : 0);
        });
    }

    private static void same(
            java.util.function.Supplier<Conversion> fast, java.util.function.Supplier<Conversion> exact) {
        Conversion expected;
        try {
            expected = exact.get();
        } catch (ArithmeticException overflow) {
            org.assertj.core.api.Assertions.assertThatThrownBy(fast::get).isInstanceOf(ArithmeticException.class);
            return;
        }
        assertThat(fast.get()).isEqualTo(expected);
    }

    private static Ticker ticker(Random random, CurrencyPair pair, Instant now) {
        BigDecimal bid = BigDecimal.valueOf(9_900 + random.nextInt(300), 2);
        BigDecimal ask = bid.add(BigDecimal.valueOf(random.nextInt(150), 2));
        Instant asOf = now.minus(Duration.ofMillis(random.nextInt(200_000) - 80_000L));
        String source = "venue-" + random.nextInt(4);
        return random.nextInt(5) == 0
                ? Ticker.index(source, pair, bid, asOf)
                : Ticker.market(source, pair, bid, ask, null, asOf);
    }
}
