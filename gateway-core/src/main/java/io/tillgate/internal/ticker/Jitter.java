package io.tillgate.internal.ticker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Makes intervals differ, so that what started together does not stay together. */
final class Jitter {

    private static final int PERCENT_MIN = 1;
    private static final int PERCENT_MAX = 15;

    private Jitter() {}

    /** The interval and a little more, never less. */
    static Duration above(Duration interval) {
        long percent = ThreadLocalRandom.current().nextLong(PERCENT_MIN, PERCENT_MAX + 1);
        return interval.plus(interval.multipliedBy(percent).dividedBy(100));
    }
}
