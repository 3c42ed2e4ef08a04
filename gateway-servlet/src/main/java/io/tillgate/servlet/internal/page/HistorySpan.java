package io.tillgate.servlet.internal.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far back a chart goes. */
public enum HistorySpan {
    HOUR(Duration.ofHours(1), "1 hour"),
    DAY(Duration.ofDays(1), "1 day"),
    WEEK(Duration.ofDays(7), "1 week"),
    MONTH(Duration.ofDays(30), "1 month"),
    YEAR(Duration.ofDays(365), "1 year");

    private final Duration time;
    private final String label;

    HistorySpan(Duration time, String label) {
        this.time = time;
        this.label = label;
    }

    public Duration time() {
        return time;
    }

    public String label() {
        return label;
    }

    /** As an address writes it: {@code day}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HistorySpan> of(String word) {
        return Arrays.stream(values()).filter(span -> span.word().equals(word)).findFirst();
    }
}
