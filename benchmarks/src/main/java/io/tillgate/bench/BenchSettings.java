package io.tillgate.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run can be told with {@code -D}.
 *
 * @param orders open orders in the table before the run adds its own
 * @param connections over which the load comes, closed loop: each sends its next request once it has its answer
 * @param warmUp light load on both servers before anything is measured
 * @param window one measured stretch; short, so that drift of the machine hits both sides
 * @param rounds how many windows each side gets
 * @param target where Postgres lives
 * @param recording where our server writes a JFR recording of its whole life; empty for none
 */
record BenchSettings(
        long orders, int connections, Duration warmUp, Duration window, int rounds, Path target, String recording) {

    /** A table of this size is worth keeping for the next run. */
    static final long KEPT_ORDERS_MIN = 1_000_000;

    BenchSettings {
        require("orders", orders, 0, 100_000_000);
        require("connections", connections, 1, 2000);
        require("warmup", warmUp.toSeconds(), 0, 600);
        require("window", window.toSeconds(), 1, 120);
        require("rounds", rounds, 1, 100);
    }

    static BenchSettings ofSystemProperties() {
        return new BenchSettings(
                Long.getLong("orders", 10_000),
                Integer.getInteger("connections", 128),
                Duration.ofSeconds(Long.getLong("warmup", 60)),
                Duration.ofSeconds(Long.getLong("window", 6)),
                Integer.getInteger("rounds", 3),
                Path.of(System.getProperty("target", "target")).toAbsolutePath(),
                System.getProperty("jfr", ""));
    }

    boolean keepsData() {
        return orders >= KEPT_ORDERS_MIN;
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": use -D" + name + "= with " + min + " to " + max);
        }
    }
}
