package io.tillgate.rate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one pair: the last word of each source, its order books, and the rate that was picked from them. The
 * picked rate is read by any thread; all else is guarded by the lock of its {@link RateService}.
 */
final class PairRates {

    private final CurrencyPair pair;
    private final RatePolicy policy;
    private final Map<String, SourceState> sources = new TreeMap<>();
    private final Map<String, OrderBook> books = new TreeMap<>();
    private final Set<String> expected = new TreeSet<>();

    private RateAnswer.@Nullable Rate lastGood;
    private volatile @Nullable PreparedRate picked;

    PairRates(CurrencyPair pair, RatePolicy policy) {
        this.pair = pair;
        this.policy = policy;
    }

    /** The rate that was picked and still holds; null where it has to be picked again. */
    @Nullable PreparedRate holding(Instant now) {
        PreparedRate known = picked;
        return known == null || now.isAfter(known.rate().times().holdsUntil()) ? null : known;
    }

    void expect(String source) {
        expected.add(source);
    }

    /** A failure keeps the last good ticker, which grows old by itself. */
    void take(String source, TickerAnswer answer, Instant now) {
        SourceState before = sources.get(source);
        String checkReason = before == null ? null : before.checkReason();
        if (answer instanceof TickerAnswer.Received received) {
            sources.put(source, new SourceState(source, pair, received.ticker(), null, null, 0, checkReason));
            return;
        }
        String reason = ((TickerAnswer.Failed) answer).reason();
        sources.put(
                source,
                before == null
                        ? new SourceState(source, pair, null, now, reason, 1, null)
                        : new SourceState(
                                source,
                                pair,
                                before.lastTicker(),
                                before.failingSince() == null ? now : before.failingSince(),
                                reason,
                                before.failures() + 1,
                                checkReason));
    }

    /** What came of asking it beside its stream; nothing is priced with it. */
    void check(String source, @Nullable String reason) {
        SourceState before = sources.get(source);
        if (before != null) {
            sources.put(
                    source,
                    new SourceState(
                            source,
                            pair,
                            before.lastTicker(),
                            before.failingSince(),
                            before.reason(),
                            before.failures(),
                            reason));
        }
    }

    void take(SourceState state) {
        sources.put(state.source(), state);
    }

    void take(OrderBook book) {
        books.put(book.source(), book);
    }

    /** Keeps a rate for {@link RatePicker#orLastGood} unless a newer one is known. */
    void remember(RateAnswer.Rate good) {
        if (lastGood == null || lastGood.asOf().isBefore(good.asOf())) {
            lastGood = good;
        }
    }

    /** From the pair's own tickers alone. */
    RatePicker.Result direct(Instant now) {
        return RatePicker.pick(pair, tickers(), policy, now);
    }

    /** Puts what was picked in place for readers, and falls back to the last good rate. */
    RateAnswer settle(RatePicker.Result fresh, Instant now) {
        RatePicker.Result result = fresh;
        if (fresh instanceof RatePicker.Result.Picked good) {
            lastGood = good.rate();
        } else {
            result = RatePicker.orLastGood((RatePicker.Result.Nothing) fresh, lastGood, policy, now);
        }
        if (result instanceof RatePicker.Result.Picked some) {
            picked = new PreparedRate(some.rate());
            return some.rate();
        }
        picked = null;
        return new RateAnswer.NoRate(pair, reasons((RatePicker.Result.Nothing) result));
    }

    List<Ticker> tickers() {
        List<Ticker> tickers = new ArrayList<>(sources.size());
        for (SourceState source : sources.values()) {
            if (source.lastTicker() != null) {
                tickers.add(source.lastTicker());
            }
        }
        return tickers;
    }

    List<OrderBook> books() {
        return List.copyOf(books.values());
    }

    @Nullable SourceState source(String name) {
        return sources.get(name);
    }

    List<SourceState> sources() {
        return List.copyOf(sources.values());
    }

    CurrencyPair pair() {
        return pair;
    }

    private List<String> reasons(RatePicker.Result.Nothing nothing) {
        List<String> reasons = new ArrayList<>();
        for (String source : expected) {
            if (!sources.containsKey(source)) {
                reasons.add(source + ": it has not answered yet");
            }
        }
        for (SourceState source : sources.values()) {
            if (source.lastTicker() == null) {
                reasons.add(source.source() + ": " + source.reason());
            }
        }
        reasons.addAll(nothing.sentences());
        return reasons.isEmpty() ? List.of("no source has answered yet") : reasons;
    }
}
