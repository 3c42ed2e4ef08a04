package io.tillgate.internal.ticker.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubles up to a minute, and differs from node to node. */
final class Backoff {

    static final Duration FIRST_MAX = Duration.ofSeconds(1);
    static final Duration PAUSE_MAX = Duration.ofMinutes(1);

    /** From here on doubling passes the maximum. */
    private static final int DOUBLINGS_MAX = 6;

    private final RandomGenerator random;
    private int tries;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half and the whole of the current pause; the next one is twice as long. */
    Duration next() {
        long doubled = FIRST_MAX.toMillis() << Math.min(tries, DOUBLINGS_MAX);
        long pause = Math.min(doubled, PAUSE_MAX.toMillis());
        tries++;
        return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
    }

    /** The other side works: begin anew. */
    void reset() {
        tries = 0;
    }
}
