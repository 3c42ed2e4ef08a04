package io.tillgate.servlet.internal.page;

import io.tillgate.figures.DayFigures;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.figures.Figures;
import io.tillgate.figures.FiguresPeriod;
import io.tillgate.figures.Funnel;
import io.tillgate.figures.Takings;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What staff see of the figures of days.
 *
 * @param processor the one whose figures these are; empty for all of them
 * @param query what follows the question mark, for the same figures in other forms
 */
public record FiguresView(Figures figures, FiguresPeriod period, Optional<String> processor, String query) {

    /** What a person reads on a page; the rest is in the file. */
    public static final int DAY_ROWS_MAX = 100;

    public List<FiguresPeriod> periods() {
        return List.of(FiguresPeriod.values());
    }

    /** Such as {@code 30 days}. */
    public static String label(FiguresPeriod period) {
        return switch (period) {
            case MONTH -> "30 days";
            case QUARTER -> "90 days";
            case YEAR -> "1 year";
            case ALL -> "All";
        };
    }

    /** The newest first. */
    public List<DayFigures> rows() {
        List<DayFigures> rows = new ArrayList<>(figures.days());
        Collections.reverse(rows);
        return rows.subList(0, Math.min(DAY_ROWS_MAX, rows.size()));
    }

    /** The orders that were opened in all of the time. */
    public Funnel funnel() {
        return figures.days().stream().map(DayFigures::funnel).reduce(Funnel.NONE, Funnel::plus);
    }

    /** How many of the opened orders came so far, in a hundred. */
    public int percent(long orders) {
        long opened = funnel().opened();
        if (opened == 0) {
            return 0;
        }
        return BigDecimal.valueOf(orders)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(opened), 0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    /** The currencies that money came in, all of the time. */
    public List<Currency> received() {
        return currencies(takings().map(takings -> takings.received().currency()));
    }

    /** The currencies of price tags, but for those that were paid in the same one. */
    public List<Currency> priced() {
        return currencies(takings()
                .filter(FiguresView::isConverted)
                .map(takings -> takings.atQuote().currency()));
    }

    public Money received(Currency currency) {
        return received(takings(), currency);
    }

    public Money atQuote(Currency currency) {
        return atQuote(takings(), currency);
    }

    public static Money received(DayFigures day, Currency currency) {
        return received(day.takings().stream(), currency);
    }

    public static Money atQuote(DayFigures day, Currency currency) {
        return atQuote(day.takings().stream(), currency);
    }

    /** How often each kind happened in all of the time; those that did not are left out. */
    public Map<ExceptionKind, Long> exceptions() {
        Map<ExceptionKind, Long> sums = new EnumMap<>(ExceptionKind.class);
        figures.days().forEach(day -> day.exceptions().forEach((kind, times) -> sums.merge(kind, times, Long::sum)));
        return sums;
    }

    /** {@code 2 underpaid, 1 paid late}; a dash when there were none. */
    public static String words(Map<ExceptionKind, Long> exceptions) {
        return exceptions.isEmpty()
                ? "–"
                : exceptions.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    public static String word(ExceptionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code 40 s}, {@code 12 min}, {@code 1 h 5 min}. */
    public static String wait(Duration wait) {
        return Shown.duration(wait);
    }

    private Stream<Takings> takings() {
        return figures.days().stream().flatMap(day -> day.takings().stream());
    }

    private static boolean isConverted(Takings takings) {
        return !takings.atQuote().currency().equals(takings.received().currency());
    }

    private static List<Currency> currencies(Stream<Currency> all) {
        Map<String, Currency> sorted = new TreeMap<>();
        all.forEach(currency -> sorted.put(currency.code(), currency));
        return List.copyOf(sorted.values());
    }

    private static Money received(Stream<Takings> takings, Currency currency) {
        return takings.map(Takings::received)
                .filter(money -> money.currency().equals(currency))
                .reduce(Money.zero(currency), Money::plus);
    }

    private static Money atQuote(Stream<Takings> takings, Currency currency) {
        return takings.filter(FiguresView::isConverted)
                .map(Takings::atQuote)
                .filter(money -> money.currency().equals(currency))
                .reduce(Money.zero(currency), Money::plus);
    }
}
