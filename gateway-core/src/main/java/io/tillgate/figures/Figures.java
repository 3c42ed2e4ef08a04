package io.tillgate.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a time.
 *
 * @param zone where its days begin and end
 * @param days without a gap, the oldest first; empty while there is no order
 * @param processors those that ever had an order, for a choice
 * @param standing how up to date it is
 */
public record Figures(ZoneId zone, List<DayFigures> days, List<String> processors, Standing standing) {

    public Figures {
        days = List.copyOf(days);
        processors = List.copyOf(processors);
    }

    /**
     * How up to date figures are.
     *
     * @param computedAt when the newest day was worked out; empty when none was yet
     * @param unfinishedFrom the first day that was not worked out yet though it is over; empty when there is none
     */
    public record Standing(Optional<Instant> computedAt, Optional<LocalDate> unfinishedFrom) {}
}
