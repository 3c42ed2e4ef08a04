package io.tillgate.internal.ticker;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads the header of that name, RFC 9110 10.2.3: a number of seconds, or a date. */
final class RetryAfter {

    private static final int SECOND_DIGITS_MAX = 9;

    private RetryAfter() {}

    /** How long to wait from now, at least a second; empty when the header says nothing that can be read. */
    static Optional<Duration> parse(String header, Instant now) {
        String value = header.strip();
        if (!value.isEmpty()
                && value.length() <= SECOND_DIGITS_MAX
                && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(atLeastASecond(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(atLeastASecond(Duration.between(now, date)));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration atLeastASecond(Duration duration) {
        Duration second = Duration.ofSeconds(1);
        return duration.compareTo(second) < 0 ? second : duration;
    }
}
