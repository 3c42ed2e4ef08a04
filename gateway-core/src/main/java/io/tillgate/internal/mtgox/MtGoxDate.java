package io.tillgate.internal.mtgox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code date} of an IPN: Unix seconds, or {@code YYYY-MM-DD HH:MM:SS} taken as UTC. The public record shows
 * both and decides for neither (protocol/mtgox.md 2.2).
 */
final class MtGoxDate {

    /** Bitcoin did not exist before. */
    static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

    /** How far a processor's clock may be ahead of ours. */
    static final Duration AHEAD_MAX = Duration.ofDays(1);

    private static final String FORM = "0000-00-00 00:00:00";
    private static final int UNIX_SECONDS_CHARS_MAX = 12;

    private MtGoxDate() {}

    /** The date, or the fallback where there is none, none that can be read, or none that can be true. */
    static Instant read(@Nullable String text, Instant receivedAt) {
        Instant date = text == null ? null : parse(text);
        if (date == null || date.isBefore(EARLIEST) || date.isAfter(receivedAt.plus(AHEAD_MAX))) {
            return receivedAt;
        }
        return date;
    }

    private static @Nullable Instant parse(String text) {
        if (text.length() == FORM.length()) {
            return parseText(text);
        }
        if (text.isEmpty() || text.length() > UNIX_SECONDS_CHARS_MAX) {
            return null;
        }
        long seconds = number(text, 0, text.length());
        return seconds < 0 ? null : Instant.ofEpochSecond(seconds);
    }

    private static @Nullable Instant parseText(String text) {
        for (int i = 0; i < FORM.length(); i++) {
            boolean digit = text.charAt(i) >= '0' && text.charAt(i) <= '9';
            if (FORM.charAt(i) == '0' ? !digit : text.charAt(i) != FORM.charAt(i)) {
                return null;
            }
        }
        try {
            return LocalDateTime.of(
                            (int) number(text, 0, 4),
                            (int) number(text, 5, 7),
                            (int) number(text, 8, 10),
                            (int) number(text, 11, 13),
                            (int) number(text, 14, 16),
                            (int) number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /** The digits as a number, or -1 when there is something else among them. */
    private static long number(String text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
