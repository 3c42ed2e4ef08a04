package io.tillgate.bench.rates;

import java.time.Duration;

/**
 * What a run can be told with {@code -D}.
 *
 * @param warmUp load on both handlers before anything is measured
 * @param window one measured stretch; short, so that drift of the machine hits both handlers
 * @param rounds how many windows each handler gets
 * @param listeners open pages that are held at once
 * @param micro one iteration of the benchmark of converting
 */
record RatesSettings(Duration warmUp, Duration window, int rounds, int listeners, Duration micro) {

    /** Connections of the closed loop: each sends its next request once it has its answer. */
    static final int CONNECTIONS = 64;

    RatesSettings {
        require("rounds", rounds, 1, 100);
        require("listeners", listeners, 1, 100_000);
        require("window", window.toSeconds(), 1, 120);
    }

    static RatesSettings ofSystemProperties() {
        return new RatesSettings(
                Duration.ofSeconds(Long.getLong("warmup", 30)),
                Duration.ofSeconds(Long.getLong("window", 4)),
                Integer.getInteger("rounds", 6),
                Integer.getInteger("listeners", 10_000),
                Duration.ofSeconds(1));
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": use -D" + name + "= with " + min + " to " + max);
        }
    }
}
