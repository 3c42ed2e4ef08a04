package io.tillgate.figures;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one day.
 *
 * @param takings one for each pair of currencies, sorted by it
 * @param confirmation empty when no order became paid
 * @param exceptions how often each kind happened; those that did not are left out
 */
public record DayFigures(
        LocalDate day,
        Funnel funnel,
        List<Takings> takings,
        Optional<Confirmation> confirmation,
        Map<ExceptionKind, Long> exceptions) {

    public DayFigures {
        takings = List.copyOf(takings);
        // In the order of the kinds, on every page alike.
        Map<ExceptionKind, Long> sorted = new EnumMap<>(ExceptionKind.class);
        sorted.putAll(exceptions);
        exceptions = Collections.unmodifiableMap(sorted);
    }

    /**
     * How long the orders that became paid on this day took, from the first sight of their money. By the nearest rank.
     *
     * @param half no longer than this took half of the orders
     * @param most no longer than this took nine in ten
     * @param slowest no longer than this took 99 in a hundred
     */
    public record Confirmation(long orders, Duration half, Duration most, Duration slowest) {}
}
