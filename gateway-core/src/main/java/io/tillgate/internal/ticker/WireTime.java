package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads the times that venues tell, each in a unit of its own, as strings or numbers. */
final class WireTime {

    /** How far a venue's clock may be ahead of ours. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    /** Microseconds of Unix time have 16 until the year 2286; 18 can't overflow. */
    private static final int DIGITS_MAX = 18;

    /** Seconds of Unix time have 10 until then; 11 is a date that {@link Instant} holds. */
    private static final int SECOND_DIGITS_MAX = 11;

    private static final int ISO_CHARS_MAX = 40;

    private WireTime() {}

    /** When a market took its snapshot; our time where it tells none, or one that can't be. */
    static Instant orReceived(@Nullable Instant told, Instant receivedAt) {
        return told == null || told.isAfter(receivedAt.plus(AHEAD_MAX)) ? receivedAt : told;
    }

    /**
     * When an aggregator computed its price. Its cache may be hours old, and only this time tells.
     *
     * @throws IllegalArgumentException when it tells none, or one that can't be
     */
    static Instant required(@Nullable Instant told, Instant receivedAt, String field) {
        if (told == null) {
            throw new IllegalArgumentException(field + " is missing or no time, so that the price has no age");
        }
        if (told.isAfter(receivedAt.plus(AHEAD_MAX))) {
            throw new IllegalArgumentException(field + " is in the future");
        }
        return told;
    }

    /** Unix time in seconds, null when it can't be read. */
    static @Nullable Instant seconds(JsonNode node) {
        String digits = digits(node, SECOND_DIGITS_MAX);
        return digits == null ? null : Instant.ofEpochSecond(Long.parseLong(digits));
    }

    /** Unix time in microseconds, null when it can't be read. */
    static @Nullable Instant micros(JsonNode node) {
        String digits = digits(node, DIGITS_MAX);
        return digits == null ? null : Instant.EPOCH.plus(Long.parseLong(digits), ChronoUnit.MICROS);
    }

    /** ISO 8601, null when it can't be read. */
    static @Nullable Instant iso(JsonNode node) {
        String text = node.textValue();
        if (text == null || text.length() > ISO_CHARS_MAX) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    private static @Nullable String digits(JsonNode node, int digitsMax) {
        String text = node.isIntegralNumber() ? node.asText() : node.textValue();
        if (text == null || text.isEmpty() || text.length() > digitsMax) {
            return null;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? text : null;
    }
}
