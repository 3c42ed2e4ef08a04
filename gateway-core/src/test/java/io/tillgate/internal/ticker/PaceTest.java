package io.tillgate.internal.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void questions_are_kept_apart_by_the_gap() {
        Duration gap = Duration.ofMillis(20);
        Pace pace = new Pace(gap);
        long start = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            assertThat(pace.await()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(gap.multipliedBy(3));
    }

    @Test
    void closing_ends_the_wait() throws Exception {
        Pace pace = new Pace(Duration.ofHours(1));
        assertThat(pace.await()).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(pace::await);
        pace.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(pace.await()).isFalse();
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() {
        Pace pace = new Pace(Duration.ofHours(1));
        assertThat(pace.await()).isTrue();
        Thread.currentThread().interrupt();
        assertThat(pace.await()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
