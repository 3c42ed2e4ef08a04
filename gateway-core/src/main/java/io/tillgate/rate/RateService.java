package io.tillgate.rate;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final KnownRates known;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public RateService(Set<CurrencyPair> pairs, RatePolicy policy, InstantSource clock) {
        this.pairs = Set.copyOf(pairs);
        this.policy = policy;
        this.clock = clock;
        this.known = new KnownRates(pairs, policy, clock);
    }

    /** The pairs that this gateway was configured to price. */
    public Set<CurrencyPair> pairs() {
        return pairs;
    }

    /** The pairs whose tickers matter: those of {@link #pairs}, and those that crosses go over. */
    public Set<CurrencyPair> watchedPairs() {
        return known.watchedPairs();
    }

    public RatePolicy policy() {
        return policy;
    }

    /** Names a source that will answer, so that its silence can be told. */
    public void expect(String source) {
        known.expect(source);
    }

    /** Takes in what a source said of a pair. A failure keeps the last good ticker, which grows old by itself. */
    public void accept(CurrencyPair pair, String source, TickerAnswer answer) {
        tellIf(known.take(pair, one -> one.take(source, answer, clock.instant())));
    }

    /** Takes in what another node knows of a source: its last ticker and its failures since. */
    public void accept(SourceState state) {
        tellIf(known.take(state.pair(), one -> one.take(state)));
    }

    /**
     * Takes in what came of asking a source beside its stream: staff see it, and nothing is priced with it.
     *
     * @param reason what was wrong; null when nothing was
     */
    public void acceptCheck(CurrencyPair pair, String source, @Nullable String reason) {
        boolean unused = known.take(pair, one -> one.check(source, reason));
    }

    /** Takes in an order book; a failure changes nothing, and the last book grows old by itself. */
    public void accept(CurrencyPair pair, OrderBookAnswer answer) {
        if (answer instanceof OrderBookAnswer.Received received) {
            tellIf(known.take(pair, one -> one.take(received.book())));
        }
    }

    /** Takes in what a currency costs in another; a failure changes nothing. */
    public void accept(ForexAnswer answer) {
        if (answer instanceof ForexAnswer.Received received) {
            known.take(received.rate());
            listeners.forEach(Runnable::run);
        }
    }

    /** Lets a rate of the past stand in while there is no fresh one; the policy judges its age. */
    public void remember(RateAnswer.Rate good) {
        tellIf(known.take(good.pair(), one -> one.remember(good)));
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
        PairRates one = known.priced(currency);
        if (one == null) {
            CurrencyPair pair = CurrencyPair.btc(currency);
            return new RateAnswer.NoRate(
                    pair, List.of(pair + " is not configured: add " + currency + " to the gateway's currencies"));
        }
        PreparedRate holding = one.holding(clock.instant());
        return holding == null ? known.pickAgain(one) : holding.rate();
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
        PairRates one = known.priced(fiat);
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
        return known.sources();
    }

    /** What is known of one source for one pair; empty before it answered. */
    public Optional<SourceState> source(String source, CurrencyPair pair) {
        return known.source(source, pair);
    }

    /** The fresh order books of all venues as one; empty where there is none. */
    public Optional<ConsolidatedBook> consolidatedBook(Currency currency) {
        Instant oldest = clock.instant().minus(bookAgeMax());
        List<OrderBook> fresh = known.books(currency).stream()
                .filter(book -> !book.asOf().isBefore(oldest))
                .toList();
        return MarketView.consolidated(CurrencyPair.btc(currency), fresh);
    }

    /** Where somebody pays more for bitcoin than it costs elsewhere, by fresh tickers of markets; the largest gain first. */
    public List<Arbitrage> arbitrage(Currency currency) {
        Instant now = clock.instant();
        return MarketView.arbitrage(known.tickers(currency).stream()
                .filter(ticker -> TickerSieve.isFresh(ticker, policy, now))
                .toList());
    }

    private void tellIf(boolean wanted) {
        if (wanted) {
            listeners.forEach(Runnable::run);
        }
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
        return DepthPicker.pick(rate, fiat, known.books(sold.quote()), rule, clock.instant());
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
}
