package io.tillgate.internal.ticker.stream;

import io.tillgate.internal.loop.Loop;
import java.time.Duration;

/** Calls a stream about every second, from the start until it is closed. */
interface Pulse {

    Duration INTERVAL = Duration.ofSeconds(1);

    void start(Runnable beat);

    void close();

    /** A pulse on a daemon thread of its own, which starts with it. */
    static Pulse onThread(String name) {
        return new Pulse() {
            private volatile Runnable beat = () -> {};

            private final Loop loop = new Loop(name, INTERVAL, () -> {
                beat.run();
                return Loop.Next.AFTER_PAUSE;
            });

            @Override
            public void start(Runnable value) {
                beat = value;
                loop.start();
            }

            @Override
            public void close() {
                loop.close();
            }
        };
    }
}
