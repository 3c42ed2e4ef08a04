package io.tillgate.bench.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the harness works; its figures mean nothing here. */
class RatesBenchIT {

    @Test
    void a_short_run_answers_everything_and_ends_with_its_line() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RatesSettings settings = new RatesSettings(Duration.ZERO, Duration.ofSeconds(1), 1, 200, Duration.ofMillis(50));

        boolean good = RatesBench.run(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(good).as(text).isTrue();
        assertThat(text.strip().lines().reduce("", (first, last) -> last))
                .matches("rates convert_ns=\\d+ http_ratio=\\d\\.\\d\\d sse_listeners=200");
    }
}
