package io.tillgate.internal.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Wires.Clock clock = new Wires.Clock(START);
    private final Breaker breaker = new Breaker(clock, bound -> 0);

    @Test
    void it_opens_after_three_failures_in_a_row_and_says_since_when_until_when_and_why() {
        fail(2);
        assertThat(breaker.refusal()).isEmpty();
        fail(1);
        assertThat(breaker.refusal())
                .hasValue("is left alone since 2026-11-23T12:00:00Z until 2026-11-23T12:00:30Z, the last answer:"
                        + " did not answer");
    }

    @Test
    void a_success_between_failures_starts_the_count_anew() {
        fail(2);
        breaker.succeeded();
        fail(2);
        assertThat(breaker.refusal()).isEmpty();
    }

    @Test
    void after_the_pause_one_question_probes_and_the_others_wait_for_its_outcome() {
        fail(3);
        clock.advance(Duration.ofMillis(29_999));
        assertThat(breaker.refusal()).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(breaker.refusal()).isEmpty();
        assertThat(breaker.refusal()).isPresent();
        breaker.succeeded();
        assertThat(breaker.refusal()).isEmpty();
    }

    @Test
    void a_probe_whose_outcome_never_comes_does_not_close_the_venue_for_ever() {
        fail(3);
        clock.advance(Breaker.PAUSE_FIRST);
        assertThat(breaker.refusal()).isEmpty();
        clock.advance(Breaker.PROBE_MAX);
        assertThat(breaker.refusal()).isEmpty();
    }

    @Test
    void each_probe_that_fails_doubles_the_pause_up_to_ten_minutes() {
        fail(3);
        for (int seconds : new int[] {30, 60, 120, 240, 480, 600, 600}) {
            clock.advance(Duration.ofSeconds(seconds - 1));
            assertThat(breaker.refusal()).isPresent();
            clock.advance(Duration.ofSeconds(1));
            assertThat(breaker.refusal()).isEmpty();
            fail(1);
        }
        breaker.succeeded();
        fail(3);
        clock.advance(Breaker.PAUSE_FIRST);
        assertThat(breaker.refusal()).isEmpty();
    }

    @Test
    void a_pause_is_longer_by_chance_and_never_shorter() {
        Breaker late = new Breaker(clock, bound -> bound - 1);
        for (int i = 0; i < Breaker.FAILURES_MAX; i++) {
            late.failed("x");
        }
        clock.advance(Duration.ofMillis(35_999));
        assertThat(late.refusal()).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(late.refusal()).isEmpty();
    }

    @Test
    void what_the_venue_says_counts_at_once_and_for_three_days_at_most() {
        breaker.toldToWait("answered HTTP 418", Duration.ofDays(30));
        clock.advance(Duration.ofDays(3).minusMillis(1));
        assertThat(breaker.refusal().orElseThrow()).contains("until 2026-11-26T12:00:00Z");
        clock.advance(Duration.ofMillis(1));
        assertThat(breaker.refusal()).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_does_not_make_the_pause_longer() {
        fail(3);
        clock.advance(Duration.ofHours(-5));
        assertThat(breaker.refusal()).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed("did not answer");
        }
    }
}
