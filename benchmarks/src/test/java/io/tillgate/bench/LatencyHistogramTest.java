package io.tillgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    private final LatencyHistogram latencies = new LatencyHistogram();

    @Test
    void a_percentile_is_exact_to_a_sixty_fourth_and_never_too_low() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            long nanos = 1L << random.nextInt(40) | random.nextInt(1 << 20);
            LatencyHistogram one = new LatencyHistogram();
            one.add(nanos);

            assertThat(one.percentile(50).toNanos()).isBetween(nanos, nanos + nanos / 64);
        }
    }

    @Test
    void percentiles_split_the_values() {
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }

        assertThat(latencies.percentile(50).toMillis()).isBetween(500L, 508L);
        assertThat(latencies.percentile(99).toMillis()).isBetween(990L, 1006L);
        assertThat(latencies.total()).isEqualTo(1000);
    }

    @Test
    void nothing_measured_is_no_latency() {
        assertThat(latencies.percentile(99)).isZero();
    }
}
