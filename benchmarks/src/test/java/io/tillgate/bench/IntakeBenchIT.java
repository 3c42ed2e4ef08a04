package io.tillgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the harness works; its figures mean nothing here. */
class IntakeBenchIT {

    @Test
    void a_short_run_loses_nothing_and_ends_with_its_line() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        BenchSettings settings = new BenchSettings(
                1000,
                8,
                Duration.ZERO,
                Duration.ofSeconds(1),
                1,
                Path.of("target").toAbsolutePath(),
                "");

        long faults = IntakeBench.run(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(faults).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8).strip().lines().reduce("", (first, last) -> last))
                .matches("intake rps=[1-9]\\d* handwritten_rps=[1-9]\\d* ratio=\\d+\\.\\d+ p99_ms=\\d+\\.\\d lost=0");
    }
}
