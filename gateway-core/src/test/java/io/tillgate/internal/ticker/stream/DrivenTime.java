package io.tillgate.internal.ticker.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so, second by second, with a beat in each. */
final class DrivenTime implements InstantSource, Pulse {

    private volatile Instant now;
    private volatile Runnable beat = () -> {};

    DrivenTime(Instant start) {
        this.now = start;
    }

    void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            now = now.plus(Pulse.INTERVAL);
            beat.run();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void start(Runnable value) {
        beat = value;
    }

    @Override
    public void close() {
        beat = () -> {};
    }
}
