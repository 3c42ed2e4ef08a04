package io.tillgate.internal.ticker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the questions to one venue apart, whoever asks them: limits are per address, and a shop that prices in five
 * currencies asks five times in a row.
 */
final class Pace {

    private final long gapNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long nextTurn = System.nanoTime();

    Pace(Duration gap) {
        this.gapNanos = gap.toNanos();
    }

    /** Waits for one's turn; false when the wait was ended by {@link #close} or an interrupt. */
    boolean await() {
        try {
            return !closed.await(waitNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all waiting. */
    void close() {
        closed.countDown();
    }

    private synchronized long waitNanos() {
        long now = System.nanoTime();
        long wait = Math.max(0, nextTurn - now);
        nextTurn = now + wait + gapNanos;
        return wait;
    }
}
