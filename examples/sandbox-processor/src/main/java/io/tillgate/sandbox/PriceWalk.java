package io.tillgate.sandbox;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A price that wanders with time and is the same in every run: layers of interpolated noise, slow and wide to
 * quick and small, all in whole billionths. Stays within two percent of its level.
 */
final class PriceWalk {
    private static final long[] PERIOD_MILLIS = {8_000, 32_000, 128_000, 512_000, 2_048_000, 8_192_000, 32_768_000};
    private static final long[] AMPLITUDE_PPB = {40_000, 90_000, 200_000, 450_000, 1_000_000, 2_200_000, 4_500_000};
    private static final long BILLION = 1_000_000_000;
    private static final int MARKET = -1;

    private final long seed;

    PriceWalk(long seed) {
        this.seed = seed;
    }

    BigDecimal mid(WireCurrency currency, Instant at) {
        long millis = at.toEpochMilli();
        // All currencies follow one market, and each has a little life of its own.
        long ppb = wander(MARKET, millis) + wander(currency.name().hashCode(), millis) / 8;
        return currency.level().multiply(BigDecimal.valueOf(BILLION + ppb, 9));
    }

    private long wander(int lane, long millis) {
        long sum = 0;
        for (int layer = 0; layer < PERIOD_MILLIS.length; layer++) {
            long period = PERIOD_MILLIS[layer];
            long node = Math.floorDiv(millis, period);
            long into = Math.floorMod(millis, period);
            long from = noise(lane, layer, node);
            long to = noise(lane, layer, node + 1);
            sum += (from * (period - into) + to * into) / period;
        }
        return sum;
    }

    private long noise(int lane, int layer, long node) {
        long amplitude = AMPLITUDE_PPB[layer];
        long hash = mix(seed ^ mix(node ^ mix(lane * 31L + layer)));
        return Math.floorMod(hash, 2 * amplitude + 1) - amplitude;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
