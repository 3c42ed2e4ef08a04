package io.tillgate.rate;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Knows the last ticker of each source and picks the rate by the policy. Memory only: never waits for the network.
 * Safe for use by many threads.
 */
public final class RateService {

    /** How far a venue's clock may be ahead of ours. A ticker dated later than that would never grow old. */
    public static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    private final Set<CurrencyPair> pairs;
    private final RatePolicy policy;
    private final InstantSource clock;
    private final Map<CurrencyPair, Map<String, TickerAnswer>> lastAnswers = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public RateService(Set<CurrencyPair> pairs, RatePolicy policy, InstantSource clock) {
        this.pairs = Set.copyOf(pairs);
        this.policy = policy;
        this.clock = clock;
    }

    /** The pairs that this gateway was configured to price. */
    public Set<CurrencyPair> pairs() {
        return pairs;
    }

    public RatePolicy policy() {
        return policy;
    }

    /** Takes in what a source said of a pair. A failure keeps the last good ticker, which grows old by itself. */
    public void accept(CurrencyPair pair, String source, TickerAnswer answer) {
        Map<String, TickerAnswer> bySource = lastAnswers.computeIfAbsent(pair, p -> new ConcurrentHashMap<>());
        bySource.merge(source, answer, RateService::better);
        listeners.forEach(Runnable::run);
    }

    /** Runs after each accepted answer, on the thread that brought it; must be quick. Closing the handle stops it. */
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The current rate of one BTC in a currency, or why there is none. */
    public RateAnswer rate(Currency currency) {
        if (currency.equals(Currency.BTC)) {
            throw new IllegalArgumentException("BTC needs no rate");
        }
        CurrencyPair pair = CurrencyPair.btc(currency);
        if (!pairs.contains(pair)) {
            return new RateAnswer.NoRate(
                    pair, List.of(pair + " is not configured: add " + currency + " to the gateway's currencies"));
        }
        return pick(pair, lastAnswers.getOrDefault(pair, Map.of()), clock.instant());
    }

    /** Turns an amount of fiat into bitcoin (rounded up) or bitcoin into fiat (half up). One side must be BTC. */
    public ConversionAnswer convert(Money from, Currency to) {
        boolean toBitcoin = to.equals(Currency.BTC);
        if (toBitcoin == from.currency().equals(Currency.BTC)) {
            throw new IllegalArgumentException("one side must be BTC, the other not: " + from.currency() + " to " + to);
        }
        RateAnswer answer = rate(toBitcoin ? from.currency() : to);
        if (answer instanceof RateAnswer.Rate rate) {
            return new ConversionAnswer.Converted(
                    toBitcoin ? Conversion.toBitcoin(from, rate) : Conversion.toFiat(from, rate));
        }
        return new ConversionAnswer.Refused((RateAnswer.NoRate) answer);
    }

    private RateAnswer pick(CurrencyPair pair, Map<String, TickerAnswer> answers, Instant now) {
        List<String> reasons = new ArrayList<>();
        Ticker freshest = null;
        for (Map.Entry<String, TickerAnswer> entry : answers.entrySet()) {
            if (entry.getValue() instanceof TickerAnswer.Failed failed) {
                reasons.add(failed.source() + ": " + failed.reason());
                continue;
            }
            Ticker ticker = ((TickerAnswer.Received) entry.getValue()).ticker();
            Duration age = Duration.between(ticker.asOf(), now);
            if (ticker.price(policy.side()) == null) {
                reasons.add(ticker.source() + ": it tells no " + policy.side() + " price");
            } else if (age.compareTo(policy.ageMax()) > 0) {
                reasons.add(ticker.source() + ": its last ticker is " + age.toSeconds() + " s old, "
                        + policy.ageMax().toSeconds() + " s are allowed");
            } else if (age.plus(AHEAD_MAX).isNegative()) {
                reasons.add(ticker.source() + ": its last ticker is dated "
                        + age.negated().toSeconds() + " s ahead of our clock, " + AHEAD_MAX.toSeconds()
                        + " s are allowed");
            } else if (freshest == null || ticker.asOf().isAfter(freshest.asOf())) {
                freshest = ticker;
            }
        }
        if (freshest == null) {
            if (reasons.isEmpty()) {
                reasons.add("no source has answered yet");
            }
            return new RateAnswer.NoRate(pair, reasons);
        }
        BigDecimal price = requireNonNull(freshest.price(policy.side()));
        return new RateAnswer.Rate(pair, price, freshest.asOf(), policy, List.of(freshest));
    }

    private static TickerAnswer better(TickerAnswer before, TickerAnswer now) {
        boolean losesTicker = before instanceof TickerAnswer.Received && now instanceof TickerAnswer.Failed;
        return losesTicker ? before : now;
    }
}
