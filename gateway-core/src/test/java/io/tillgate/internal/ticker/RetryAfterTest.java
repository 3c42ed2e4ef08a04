package io.tillgate.internal.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"120, 120", "' 7 ', 7", "0, 1", "999999999, 999999999"})
    void seconds_are_read(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofSeconds(seconds));
    }

    @Test
    void a_date_is_read_and_one_of_the_past_is_a_second() {
        assertThat(RetryAfter.parse("Mon, 23 Nov 2026 12:05:00 GMT", NOW)).hasValue(Duration.ofMinutes(5));
        assertThat(RetryAfter.parse("Mon, 23 Nov 2026 11:05:00 GMT", NOW)).hasValue(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "9999999999", "٣", "Mon, 99 Nov 2026"})
    void anything_else_says_nothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
