package io.tillgate.internal.ticker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void pauses_double_up_to_a_minute_and_are_never_shorter_than_half() {
        long seconds = 1;
        for (int i = 0; i < 100; i++) {
            Duration pause = backoff.next();
            assertThat(pause).isBetween(Duration.ofMillis(seconds * 500), Duration.ofSeconds(seconds));
            seconds = Math.min(60, seconds * 2);
        }
    }

    @Test
    void nodes_do_not_come_back_at_the_same_moment() {
        Backoff other = new Backoff(new Random(2));
        assertThat(backoff.next()).isNotEqualTo(other.next());
    }

    @Test
    void it_begins_anew_after_a_success() {
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
