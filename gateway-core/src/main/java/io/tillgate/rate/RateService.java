package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Knows the last ticker of each source and picks the rate by the policy. Memory only: never waits for the network or the
 * database. Safe for use by many threads.
 *
 * <p>A rate is picked when an answer comes in, and kept until time alone would change it; asking for it costs a look at the
 * clock.
 */
public final class RateService {

    /** How far a venue's clock may be ahead of ours. A ticker dated later than that would never grow old. */
    public static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    private final Set<CurrencyPair> pairs;
    private final RatePolicy policy;
    private final InstantSource clock;
    private final Map<Currency, PairRates> priced = new LinkedHashMap<>();

    /** Those that are priced, and those that crosses go over. */
    private final Map<Currency, PairRates> known = new LinkedHashMap<>();

    private final Map<String, ForexRate.Told> forex = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();

    public RateService(Set<CurrencyPair> pairs, RatePolicy policy, InstantSource clock) {
        this.pairs = Set.copyOf(pairs);
        this.policy = policy;
        this.clock = clock;
        for (CurrencyPair pair : pairs) {
            priced.put(pair.quote(), new PairRates(pair, policy));
        }
        known.putAll(priced);
        for (CurrencyPair pair : pairs) {
            CrossRule rule = policy.crosses().get(pair.quote());
            if (rule != null) {
                known.computeIfAbsent(rule.via(), via -> new PairRates(CurrencyPair.btc(via), policy));
            }
        }
    }

    /** The pairs that this gateway was configured to price. */
    public Set<CurrencyPair> pairs() {
        return pairs;
    }

    /** The pairs whose tickers matter: those of {@link #pairs}, and those that crosses go over. */
    public Set<CurrencyPair> watchedPairs() {
        Set<CurrencyPair> watched = new LinkedHashSet<>();
        known.values().forEach(one -> watched.add(one.pair()));
        return watched;
    }

    public RatePolicy policy() {
        return policy;
    }

    /** Names a source that will answer, so that its silence can be told. */
    public void expect(String source) {
        synchronized (lock) {
            known.values().forEach(one -> one.expect(source));
        }
    }

    /** Takes in what a source said of a pair. A failure keeps the last good ticker, which grows old by itself. */
    public void accept(CurrencyPair pair, String source, TickerAnswer answer) {
        PairRates one = known.get(pair.quote());
        if (one == null) {
            return;
        }
        synchronized (lock) {
            Instant now = clock.instant();
            one.take(source, answer, now);
            pickAll(one, now);
        }
        listeners.forEach(Runnable::run);
    }

    /** Takes in what another node knows of a source: its last ticker and its failures since. */
    public void accept(SourceState state) {
        PairRates one = known.get(state.pair().quote());
        if (one == null) {
            return;
        }
        synchronized (lock) {
            one.take(state);
            pickAll(one, clock.instant());
        }
        listeners.forEach(Runnable::run);
    }

    /** Takes in an order book; a failure changes nothing, and the last book grows old by itself. */
    public void accept(CurrencyPair pair, OrderBookAnswer answer) {
        PairRates one = known.get(pair.quote());
        if (one != null && answer instanceof OrderBookAnswer.Received received) {
            synchronized (lock) {
                one.take(received.book());
            }
        }
    }

    /** Takes in what a currency costs in another; a failure changes nothing. */
    public void accept(ForexAnswer answer) {
        if (answer instanceof ForexAnswer.Received received) {
            ForexRate.Told rate = received.rate();
            synchronized (lock) {
                forex.put(rate.source() + " " + rate.base() + "-" + rate.quote(), rate);
                Instant now = clock.instant();
                known.values().stream()
                        .filter(one -> one.pair().quote().equals(rate.quote()))
                        .forEach(one -> pick(one, now));
            }
            listeners.forEach(Runnable::run);
        }
    }

    /** Lets a rate of the past stand in while there is no fresh one; the policy judges its age. */
    public void remember(RateAnswer.Rate good) {
        PairRates one = known.get(good.pair().quote());
        if (one != null) {
            synchronized (lock) {
                one.remember(good);
                pick(one, clock.instant());
            }
        }
    }

    /** Runs after each accepted answer, on the thread that brought it; must be quick. Closing the handle stops it. */
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The current rate of one BTC in a currency, or why there is none. Of small amounts: see {@link #rateFor}. */
    public RateAnswer rate(Currency currency) {
        if (currency.equals(Currency.BTC)) {
            throw new IllegalArgumentException("BTC needs no rate");
        }
        PairRates one = priced.get(currency);
        if (one == null) {
            CurrencyPair pair = CurrencyPair.btc(currency);
            return new RateAnswer.NoRate(
                    pair, List.of(pair + " is not configured: add " + currency + " to the gateway's currencies"));
        }
        Instant now = clock.instant();
        PreparedRate holding = one.holding(now);
        if (holding != null) {
            return holding.rate();
        }
        synchronized (lock) {
            return pick(one, now);
        }
    }

    /**
     * The rate that prices an amount of fiat: where the policy asks the order books from some amount on, what that much
     * bitcoin really sells for.
     */
    public RateAnswer rateFor(Money fiat) {
        RateAnswer answer = rate(fiat.currency());
        return answer instanceof RateAnswer.Rate rate && policy.depth().isPresent() ? deep(rate, fiat) : answer;
    }

    /**
     * Turns an amount of fiat into bitcoin (rounded up) or bitcoin into fiat (half up). One side must be BTC. Fiat is priced
     * as by {@link #rateFor}; the worth of bitcoin is always told at the rate of small amounts.
     */
    public ConversionAnswer convert(Money from, Currency to) {
        boolean toBitcoin = to.equals(Currency.BTC);
        if (toBitcoin == from.currency().equals(Currency.BTC)) {
            throw new IllegalArgumentException("one side must be BTC, the other not: " + from.currency() + " to " + to);
        }
        Currency fiat = toBitcoin ? from.currency() : to;
        PairRates one = priced.get(fiat);
        PreparedRate holding = one == null ? null : one.holding(clock.instant());
        if (holding == null) {
            return convertSlowly(from, toBitcoin ? rateFor(from) : rate(fiat));
        }
        Conversion conversion = toBitcoin ? holding.toBitcoin(from) : holding.toFiat(from);
        if (toBitcoin && policy.depth().isPresent() && isDeep(conversion.to())) {
            return convertSlowly(from, deep(holding.rate(), from));
        }
        return new ConversionAnswer.Converted(conversion);
    }

    /** What is known of each source for each pair, in the order of their names. */
    public List<SourceState> sources() {
        List<SourceState> states = new ArrayList<>();
        synchronized (lock) {
            known.values().forEach(one -> states.addAll(one.sources()));
        }
        return states;
    }

    /** What is known of one source for one pair; empty before it answered. */
    public Optional<SourceState> source(String source, CurrencyPair pair) {
        PairRates one = known.get(pair.quote());
        if (one == null) {
            return Optional.empty();
        }
        synchronized (lock) {
            return Optional.ofNullable(one.source(source));
        }
    }

    /** The fresh order books of all venues as one; empty where there is none. */
    public Optional<ConsolidatedBook> consolidatedBook(Currency currency) {
        PairRates one = known.get(currency);
        if (one == null) {
            return Optional.empty();
        }
        List<OrderBook> books;
        synchronized (lock) {
            books = one.books();
        }
        Instant oldest = clock.instant().minus(bookAgeMax());
        return MarketView.consolidated(
                one.pair(),
                books.stream().filter(book -> !book.asOf().isBefore(oldest)).toList());
    }

    /** Where somebody pays more for bitcoin than it costs elsewhere, by fresh tickers of markets; the largest gain first. */
    public List<Arbitrage> arbitrage(Currency currency) {
        PairRates one = known.get(currency);
        if (one == null) {
            return List.of();
        }
        List<Ticker> tickers;
        synchronized (lock) {
            tickers = one.tickers();
        }
        Instant now = clock.instant();
        return MarketView.arbitrage(tickers.stream()
                .filter(ticker -> TickerSieve.isFresh(ticker, policy, now))
                .toList());
    }

    private Duration bookAgeMax() {
        return policy.depth().map(DepthRule::bookAgeMax).orElse(policy.ageMax());
    }

    private RateAnswer deep(RateAnswer.Rate rate, Money fiat) {
        DepthRule rule = policy.depth().orElseThrow();
        if (!isDeep(Conversion.toBitcoin(fiat, rate).to())) {
            return rate;
        }
        CurrencyPair sold =
                rate.basis() instanceof RateBasis.Cross cross ? cross.leg().pair() : rate.pair();
        List<OrderBook> books = List.of();
        PairRates seller = known.get(sold.quote());
        if (seller != null) {
            synchronized (lock) {
                books = seller.books();
            }
        }
        return DepthPicker.pick(rate, fiat, books, rule, clock.instant());
    }

    private boolean isDeep(Money bitcoin) {
        return policy.depth().map(rule -> bitcoin.compareTo(rule.above()) > 0).orElse(false);
    }

    private static ConversionAnswer convertSlowly(Money from, RateAnswer answer) {
        if (answer instanceof RateAnswer.Rate rate) {
            return new ConversionAnswer.Converted(
                    from.currency().equals(Currency.BTC)
                            ? Conversion.toFiat(from, rate)
                            : Conversion.toBitcoin(from, rate));
        }
        return new ConversionAnswer.Refused((RateAnswer.NoRate) answer);
    }

    /** Picks the pair, and those that go over it. Under the lock. */
    private void pickAll(PairRates one, Instant now) {
        pick(one, now);
        for (PairRates other : known.values()) {
            CrossRule rule = policy.crosses().get(other.pair().quote());
            if (rule != null && rule.via().equals(one.pair().quote())) {
                pick(other, now);
            }
        }
    }

    /** Under the lock. */
    private RateAnswer pick(PairRates one, Instant now) {
        RatePicker.Result direct = one.direct(now);
        CrossRule rule = policy.crosses().get(one.pair().quote());
        if (rule == null || !(direct instanceof RatePicker.Result.Nothing nothing)) {
            return one.settle(direct, now);
        }
        @Nullable PairRates via = known.get(rule.via());
        if (via == null) {
            return one.settle(direct, now);
        }
        List<ForexRate.Told> told = forex.values().stream()
                .filter(rate -> rate.base().equals(rule.via())
                        && rate.quote().equals(one.pair().quote()))
                .toList();
        List<ForexRate> second = CrossPicker.grid(via.tickers(), one.tickers(), told);
        return one.settle(CrossPicker.pick(one.pair(), nothing, via.direct(now), second, policy, now), now);
    }
}
