package io.tillgate.servlet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Counts how often something is tried, on this node. Safe for use by many threads. */
final class Tries {

    static final int TRIES_MAX = 30;
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int KEPT_MAX = 10_000;

    private final InstantSource clock;
    private final Map<UUID, Count> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Count> eldest) {
            return size() > KEPT_MAX;
        }
    };

    private record Count(Instant since, int tries) {}

    Tries(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts a try; false when there were too many in the last minutes. */
    synchronized boolean mayTry(UUID what) {
        Instant now = clock.instant();
        Count before = counts.get(what);
        Count count = before == null || before.since().plus(WINDOW).isBefore(now)
                ? new Count(now, 1)
                : new Count(before.since(), before.tries() + 1);
        counts.put(what, count);
        return count.tries() <= TRIES_MAX;
    }
}
