package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sandbox's market: a price for every currency that moves with time, unless a test pins it. */
public final class SandboxTickers {
    private static final BigDecimal HALF_SPREAD = new BigDecimal("0.0004");
    private static final BigDecimal PINNED_VOLUME = new BigDecimal("1000.00000000");
    private static final Duration DAY = Duration.ofHours(24);
    private static final int SAMPLES_PER_DAY = 96;

    private final PriceWalk walk;
    private final InstantSource clock;
    private final Map<WireCurrency, Pin> pins = new ConcurrentHashMap<>();

    SandboxTickers(PriceWalk walk, InstantSource clock) {
        this.walk = walk;
        this.clock = clock;
    }

    private record Pin(BigDecimal bid, BigDecimal ask) {}

    /** One moment of the market in the wire's words: {@code buy} is the bid, {@code sell} is the ask. */
    record Snapshot(
            WireCurrency currency,
            Instant at,
            BigDecimal bid,
            BigDecimal ask,
            BigDecimal last,
            BigDecimal low,
            BigDecimal high,
            BigDecimal average,
            BigDecimal vwap,
            BigDecimal volume) {}

    /**
     * Pins the price of one bitcoin in {@code currency} until {@link #release}. Decimal texts with at most the
     * currency's digits on this wire; bid below ask.
     */
    public void set(String currency, String bid, String ask) {
        set(currency, new BigDecimal(bid), new BigDecimal(ask));
    }

    /** As {@link #set(String, String, String)}. */
    public void set(String currency, BigDecimal bid, BigDecimal ask) {
        WireCurrency known = fiat(currency);
        if (bid.signum() <= 0 || bid.compareTo(ask) >= 0) {
            throw new IllegalArgumentException(
                    "bid " + bid + " and ask " + ask + " make no market: pass 0 < bid < ask");
        }
        pins.put(known, new Pin(exact(known, bid), exact(known, ask)));
    }

    /** Lets the price move by itself again. */
    public void release(String currency) {
        pins.remove(fiat(currency));
    }

    /** What the ticker says right now is the best price a seller of bitcoin gets. */
    public BigDecimal bid(String currency) {
        return snapshot(fiat(currency)).bid();
    }

    /** What the ticker says right now is the best price a buyer of bitcoin pays. */
    public BigDecimal ask(String currency) {
        return snapshot(fiat(currency)).ask();
    }

    Snapshot snapshot(WireCurrency currency) {
        Instant now = clock.instant();
        Pin pin = pins.get(currency);
        return pin == null ? moving(currency, now) : pinned(currency, pin, now);
    }

    private static Snapshot pinned(WireCurrency currency, Pin pin, Instant now) {
        BigDecimal mid =
                pin.bid().add(pin.ask()).multiply(new BigDecimal("0.5")).setScale(currency.scale(), RoundingMode.FLOOR);
        return new Snapshot(currency, now, pin.bid(), pin.ask(), mid, pin.bid(), pin.ask(), mid, mid, PINNED_VOLUME);
    }

    private Snapshot moving(WireCurrency currency, Instant now) {
        int scale = currency.scale();
        BigDecimal mid = walk.mid(currency, now);
        BigDecimal half = mid.multiply(HALF_SPREAD);
        BigDecimal last = mid.setScale(scale, RoundingMode.HALF_UP);
        List<BigDecimal> day = lastDay(currency, now);
        day.add(last);
        BigDecimal average = day.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(day.size()), 9, RoundingMode.HALF_UP);
        return new Snapshot(
                currency,
                now,
                mid.subtract(half).setScale(scale, RoundingMode.FLOOR),
                mid.add(half).setScale(scale, RoundingMode.CEILING),
                last,
                day.stream().reduce(BigDecimal::min).orElse(last),
                day.stream().reduce(BigDecimal::max).orElse(last),
                average,
                average.add(last).divide(BigDecimal.valueOf(2), 9, RoundingMode.HALF_UP),
                volume(now));
    }

    private List<BigDecimal> lastDay(WireCurrency currency, Instant now) {
        List<BigDecimal> prices = new ArrayList<>();
        for (int i = 1; i <= SAMPLES_PER_DAY; i++) {
            Instant then = now.minus(DAY.dividedBy(SAMPLES_PER_DAY).multipliedBy(i));
            prices.add(walk.mid(currency, then).setScale(currency.scale(), RoundingMode.HALF_UP));
        }
        return prices;
    }

    /** A day's volume that swings slowly between 20,000 and 60,000 BTC. */
    private BigDecimal volume(Instant now) {
        BigDecimal swing = walk.mid(WireCurrency.BTC, now).subtract(BigDecimal.ONE);
        return new BigDecimal(40_000)
                .add(swing.multiply(new BigDecimal(1_000_000)))
                .setScale(8, RoundingMode.HALF_UP);
    }

    private static BigDecimal exact(WireCurrency currency, BigDecimal price) {
        try {
            return price.setScale(currency.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooFine) {
            throw new IllegalArgumentException(
                    price + " " + currency + " is too fine: pass at most " + currency.scale() + " decimals", tooFine);
        }
    }

    private static WireCurrency fiat(String code) {
        return WireCurrency.find(code)
                .filter(currency -> currency != WireCurrency.BTC)
                .orElseThrow(() -> new IllegalArgumentException(
                        "currency " + code + " has no ticker: use one of " + WireCurrency.codes() + " except BTC"));
    }
}
