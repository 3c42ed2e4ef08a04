package io.tillgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the harness works; its figures mean nothing here. */
class AdminBenchIT {

    @Test
    void a_short_run_opens_every_page_and_ends_with_its_line() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        AdminBench.run(
                5000, 1, Path.of("target").toAbsolutePath(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).strip().lines().reduce("", (first, last) -> last))
                .matches(
                        "admin orders=5000 page_p95_ms=\\d+\\.\\d search_p95_ms=\\d+\\.\\d close_ms=\\d+ match_1m_s=\\d+\\.\\d");
    }
}
