package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void an_error_ends_a_round_and_not_the_loop() {
        try (Loop loop = new Loop("test", PAUSE, () -> {
            if (rounds.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return Loop.Next.AFTER_PAUSE;
        })) {
            loop.start();
            await().until(() -> rounds.get() > 2);
        }
    }

    @Test
    void a_listener_that_interrupts_its_own_thread_does_not_end_the_loop() {
        try (Loop loop = new Loop("test", PAUSE, () -> {
            if (rounds.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
            }
            return Loop.Next.AFTER_PAUSE;
        })) {
            loop.start();
            await().until(() -> rounds.get() > 2);
        }
    }

    @Test
    void closing_ends_it() {
        Loop loop = new Loop("test", PAUSE, () -> {
            rounds.incrementAndGet();
            return Loop.Next.AT_ONCE;
        });
        loop.start();
        await().until(() -> rounds.get() > 2);
        loop.close();
        int then = rounds.get();
        await().during(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(rounds).hasValue(then));
    }
}
