package io.tillgate.servlet;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateBasis;
import io.tillgate.rate.RateService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The rates that are told at the moment, as JSON. Safe for use by many threads. */
final class RateTexts {

    private final RateService rates;
    private final InstantSource clock;
    private final Map<CurrencyPair, RateText> latest = new ConcurrentHashMap<>();
    private final Map<String, CurrencyPair> pairs;

    RateTexts(RateService rates, InstantSource clock) {
        this.rates = rates;
        this.clock = clock;
        this.pairs = rates.pairs().stream().collect(Collectors.toUnmodifiableMap(CurrencyPair::toString, pair -> pair));
    }

    Instant now() {
        return clock.instant();
    }

    /** In the order of their names. */
    List<CurrencyPair> pairs() {
        return pairs.values().stream()
                .sorted(Comparator.comparing(CurrencyPair::toString))
                .toList();
    }

    Optional<CurrencyPair> pair(String name) {
        return Optional.ofNullable(pairs.get(name));
    }

    RateAnswer answer(CurrencyPair pair) {
        return rates.rate(pair.quote());
    }

    /** Written once for each rate that is picked; the rate of one large amount is nobody else's. */
    RateText of(RateAnswer.Rate rate) {
        if (rate.basis() instanceof RateBasis.Depth) {
            return new RateText(rate);
        }
        RateText known = latest.get(rate.pair());
        if (known != null && known.isOf(rate)) {
            return known;
        }
        RateText text = new RateText(rate);
        latest.put(rate.pair(), text);
        return text;
    }
}
