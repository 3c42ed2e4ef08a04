package io.tillgate.rate;

import io.tillgate.money.Currency;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All pairs of a {@link RateService} with what is known of them, under one lock. Each answer picks the rate of its pair again,
 * and of those that go over it.
 */
final class KnownRates {

    private final RatePolicy policy;
    private final InstantSource clock;
    private final Map<Currency, PairRates> priced = new LinkedHashMap<>();

    /** Those that are priced, and those that crosses go over. */
    private final Map<Currency, PairRates> known = new LinkedHashMap<>();

    private final Map<String, ForexRate.Told> forex = new TreeMap<>();
    private final Object lock = new Object();

    KnownRates(Set<CurrencyPair> pairs, RatePolicy policy, InstantSource clock) {
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

    Set<CurrencyPair> watchedPairs() {
        Set<CurrencyPair> watched = new LinkedHashSet<>();
        known.values().forEach(one -> watched.add(one.pair()));
        return watched;
    }

    /** A pair that is sold in; null where the currency is not. Needs no lock. */
    @Nullable PairRates priced(Currency currency) {
        return priced.get(currency);
    }

    void expect(String source) {
        synchronized (lock) {
            known.values().forEach(one -> one.expect(source));
        }
    }

    /** Takes something in; false where nobody wants to know of the pair. */
    boolean take(CurrencyPair pair, Consumer<PairRates> news) {
        PairRates one = known.get(pair.quote());
        if (one == null) {
            return false;
        }
        synchronized (lock) {
            news.accept(one);
            Instant now = clock.instant();
            pick(one, now);
            for (PairRates other : known.values()) {
                if (goesOver(other, pair)) {
                    pick(other, now);
                }
            }
        }
        return true;
    }

    void take(ForexRate.Told rate) {
        synchronized (lock) {
            forex.put(rate.source() + " " + rate.base() + "-" + rate.quote(), rate);
            PairRates one = known.get(rate.quote());
            if (one != null) {
                pick(one, clock.instant());
            }
        }
    }

    RateAnswer pickAgain(PairRates one) {
        synchronized (lock) {
            return pick(one, clock.instant());
        }
    }

    List<SourceState> sources() {
        List<SourceState> states = new ArrayList<>();
        synchronized (lock) {
            known.values().forEach(one -> states.addAll(one.sources()));
        }
        return states;
    }

    Optional<SourceState> source(String source, CurrencyPair pair) {
        PairRates one = known.get(pair.quote());
        if (one == null) {
            return Optional.empty();
        }
        synchronized (lock) {
            return Optional.ofNullable(one.source(source));
        }
    }

    List<OrderBook> books(Currency currency) {
        PairRates one = known.get(currency);
        if (one == null) {
            return List.of();
        }
        synchronized (lock) {
            return one.books();
        }
    }

    List<Ticker> tickers(Currency currency) {
        PairRates one = known.get(currency);
        if (one == null) {
            return List.of();
        }
        synchronized (lock) {
            return one.tickers();
        }
    }

    /** Under the lock. */
    private RateAnswer pick(PairRates one, Instant now) {
        RatePicker.Result direct = one.direct(now);
        CrossRule rule = policy.crosses().get(one.pair().quote());
        PairRates via = rule == null ? null : known.get(rule.via());
        if (rule == null || via == null || !(direct instanceof RatePicker.Result.Nothing nothing)) {
            return one.settle(direct, now);
        }
        List<ForexRate.Told> told = forex.values().stream()
                .filter(rate -> rate.base().equals(rule.via())
                        && rate.quote().equals(one.pair().quote()))
                .toList();
        List<ForexRate> second = CrossPicker.grid(via.tickers(), one.tickers(), told);
        return one.settle(CrossPicker.pick(one.pair(), nothing, via.direct(now), second, policy, now), now);
    }

    private boolean goesOver(PairRates one, CurrencyPair pair) {
        CrossRule rule = policy.crosses().get(one.pair().quote());
        return rule != null && rule.via().equals(pair.quote());
    }
}
