package io.tillgate.testing;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Runs a property on many generated cases. Each case has a seed of its own, which the message of its failure names;
 * {@code -Dtest=OneProperties#one_property -Dseed=…} runs that case alone.
 */
public final class Seeded {

    private static final String SEED = "seed";

    private Seeded() {}

    /** Hands so many sources of randomness to the property, which throws when it does not hold. */
    public static void forAll(int cases, Consumer<Random> property) {
        Long replayed = Long.getLong(SEED);
        if (replayed != null) {
            run(replayed, property);
            return;
        }
        long first = System.nanoTime();
        for (int i = 0; i < cases; i++) {
            run(first + i, property);
        }
    }

    private static void run(long seed, Consumer<Random> property) {
        try {
            property.accept(new Random(new SplittableRandom(seed).nextLong()));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("replay with -Dseed=" + seed + ": " + failure.getMessage(), failure);
        }
    }
}
