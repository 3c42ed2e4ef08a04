package io.tillgate.internal.loop;

import java.time.Duration;

/** Lets something happen no sooner than an interval after the last time. For one thread. */
final class Polite {

    private final long nanos;
    private boolean asked;
    private long lastNanos;

    /** A little less than the interval is enough, or a pause of the same length would often be too short. */
    Polite(Duration interval) {
        this.nanos = interval.minus(interval.dividedBy(10)).toNanos();
    }

    /** True at most once an interval. */
    boolean mayAsk() {
        long now = System.nanoTime();
        if (asked && now - lastNanos < nanos) {
            return false;
        }
        asked = true;
        lastNanos = now;
        return true;
    }
}
