package io.tillgate.internal.ticker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers that are too fresh to ask again, so that nobody who asks us too often makes us ask a venue too often. Holds one
 * for each key; keys are a shop's pairs, or the addresses of their tickers.
 */
final class Recent<K, V> {

    private final Map<K, Held<V>> held = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Held<V>(V value, Instant since, Instant until) {}

    Recent(InstantSource clock) {
        this.clock = clock;
    }

    Optional<V> find(K key) {
        Held<V> found = held.get(key);
        if (found == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        // A clock that was set back must not keep an answer longer.
        boolean fresh = now.isBefore(found.until()) && !now.isBefore(found.since());
        return fresh ? Optional.of(found.value()) : Optional.empty();
    }

    void hold(K key, V value, Duration howLong) {
        Instant now = clock.instant();
        held.put(key, new Held<>(value, now, now.plus(howLong)));
    }
}
