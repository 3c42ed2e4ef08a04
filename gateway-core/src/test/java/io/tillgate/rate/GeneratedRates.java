package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A market that makes rates of all kinds: fresh, crossed, deep, last good, or none. */
public final class GeneratedRates {

    private static final Currency EUR = Currency.of("EUR");
    private static final Currency SEK = Currency.of("SEK");
    private static final Currency JPY = Currency.of("JPY");
    private static final int STEPS = 12;

    private final Random random;
    private final RateService rates;
    private Instant now = Instant.parse("2012-06-01T12:00:00.123456789Z");
    private Money amount = Money.zero(EUR);

    public GeneratedRates(Random random) {
        this.random = random;
        RatePolicy policy = RatePolicy.DEFAULT
                .withSide(List.of(PriceSide.BID, PriceSide.MID, PriceSide.ASK, PriceSide.LAST)
                        .get(random.nextInt(4)))
                .withSpread(random.nextInt(200))
                .withOutliersBeyond(50 + random.nextInt(200))
                .withSourcesMin(1 + random.nextInt(2))
                .withIndexUse(List.of(IndexUse.values()).get(random.nextInt(3)))
                .withAgeMax(JPY, Duration.ofSeconds(30 + random.nextInt(300)))
                .withCross(SEK, EUR)
                .withDepthAbove(Money.satoshi(50_000_000L));
        rates = new RateService(
                Set.of(CurrencyPair.btc(EUR), CurrencyPair.btc(SEK), CurrencyPair.btc(JPY)), policy, () -> now);
    }

    /** The rate for some amount after some while of trading. */
    public RateAnswer next() {
        for (int i = 0; i < STEPS; i++) {
            now = now.plusNanos(random.nextLong(30_000_000_000L));
            trade();
        }
        Currency currency = List.of(EUR, SEK, JPY).get(random.nextInt(3));
        amount = new Money(currency, 1 + random.nextInt(currency.equals(JPY) ? 30_000_000 : 20_000_000));
        return rates.rateFor(amount);
    }

    /** What the last rate was asked for. */
    public Money amount() {
        return amount;
    }

    public Instant now() {
        return now;
    }

    private void trade() {
        int what = random.nextInt(10);
        if (what == 0) {
            BigDecimal bid = BigDecimal.valueOf(110_000 + random.nextInt(3_000), 4);
            rates.accept(new ForexAnswer.Received(
                    new ForexRate.Told("bank", EUR, SEK, bid, bid.add(new BigDecimal("0.01")), now)));
        } else if (what <= 3) {
            rates.accept(CurrencyPair.btc(EUR), new OrderBookAnswer.Received(book()));
        } else {
            Currency currency = List.of(EUR, EUR, JPY, SEK).get(random.nextInt(4));
            CurrencyPair pair = CurrencyPair.btc(currency);
            String source = "venue-" + random.nextInt(4);
            rates.accept(pair, source, new TickerAnswer.Received(ticker(source, pair)));
        }
    }

    private Ticker ticker(String source, CurrencyPair pair) {
        long base = pair.quote().equals(EUR) ? 6_000_000 : pair.quote().equals(SEK) ? 67_000_000 : 960_000_000;
        long bid = base + random.nextInt((int) (base / 60));
        long ask = bid + random.nextInt((int) (base / 80));
        Instant asOf = now.minusMillis(random.nextInt(20_000) - 5_000L);
        if (random.nextInt(5) == 0) {
            return Ticker.index(source, pair, BigDecimal.valueOf(bid, 2), asOf);
        }
        return new Ticker(
                source,
                pair,
                TickerKind.MARKET,
                BigDecimal.valueOf(bid, 2),
                BigDecimal.valueOf(ask, 2),
                BigDecimal.valueOf(Math.min(bid + 1, ask), 2),
                null,
                random.nextLong(1_000_000_000_000L),
                asOf);
    }

    private OrderBook book() {
        List<OrderBook.Level> bids = new ArrayList<>();
        long price = 6_000_000L + random.nextInt(100_000);
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            bids.add(new OrderBook.Level(BigDecimal.valueOf(price, 2), 1 + random.nextLong(100_000_000L)));
            price -= random.nextInt(5_000);
        }
        return new OrderBook("venue-" + random.nextInt(4), CurrencyPair.btc(EUR), bids, List.of(), now);
    }
}
