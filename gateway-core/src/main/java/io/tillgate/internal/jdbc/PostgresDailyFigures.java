package io.tillgate.internal.jdbc;

import io.tillgate.figures.DailyFigures;
import io.tillgate.figures.DayFigures;
import io.tillgate.figures.DayFigures.Confirmation;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.figures.Figures;
import io.tillgate.figures.FiguresPeriod;
import io.tillgate.figures.Funnel;
import io.tillgate.figures.Takings;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FiguresDayStore} worked out: a few rows a day. */
public final class PostgresDailyFigures implements DailyFigures {

    /** Ten years: a clock that was once far off must not make a page of a hundred years. */
    static final int DAYS_MAX = 3653;

    private static final Sql STANDING = Sql.of("""
            SELECT (SELECT next_day FROM tillgate.figures_progress) AS next_day,
                   (SELECT min(day) FROM tillgate.figures_day) AS first_day,
                   (SELECT computed_at FROM tillgate.figures_day ORDER BY day DESC LIMIT 1) AS computed_at
            """);

    private static final Sql PROCESSORS = Sql.of("""
            SELECT DISTINCT processor
            FROM tillgate.day_funnel
            WHERE processor <> ''
            ORDER BY processor
            """);

    private static final Sql FUNNELS = Sql.of("""
            SELECT day, opened, invoiced, seen, paid, expired, cancelled, declined
            FROM tillgate.day_funnel
            WHERE day BETWEEN :from AND :to
              AND processor = :processor
            """);

    private static final Sql TAKINGS = Sql.of("""
            SELECT day, currency, price_currency, received, at_quote
            FROM tillgate.day_takings
            WHERE day BETWEEN :from AND :to
              AND processor = :processor
            ORDER BY currency, price_currency
            """);

    private static final Sql CONFIRMATIONS = Sql.of("""
            SELECT day, orders, half_ms, most_ms, slowest_ms
            FROM tillgate.day_confirmation
            WHERE day BETWEEN :from AND :to
              AND processor = :processor
            """);

    private static final Sql EXCEPTIONS = Sql.of("""
            SELECT day, kind, times
            FROM tillgate.day_exception
            WHERE day BETWEEN :from AND :to
              AND processor = :processor
            """);

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;

    public PostgresDailyFigures(Database database, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public Figures of(FiguresPeriod period, Optional<ProcessorId> processor) {
        return database.orThrow("read the figures of days", connection -> read(connection, period, processor));
    }

    private Figures read(Connection connection, FiguresPeriod period, Optional<ProcessorId> processor)
            throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        Known known = STANDING.on(connection).first(Known::map).orElseThrow();
        Figures.Standing standing = new Figures.Standing(
                Optional.ofNullable(known.computedAt()),
                // Yesterday waits for its stragglers, but its figures are there.
                Optional.ofNullable(known.nextDay()).filter(day -> day.isBefore(today.minusDays(1))));
        List<String> processors = PROCESSORS.on(connection).rows(row -> row.text("processor"));
        LocalDate first = known.firstDay();
        if (first == null || first.isAfter(today)) {
            return new Figures(zone, List.of(), processors, standing);
        }
        int days = Math.min(period.days().orElse(DAYS_MAX), DAYS_MAX);
        LocalDate earliest = today.minusDays(days - 1L);
        Span span = new Span(first.isAfter(earliest) ? first : earliest, today, processor);
        return new Figures(zone, days(connection, span), processors, standing);
    }

    private static List<DayFigures> days(Connection connection, Span span) throws SQLException {
        Map<LocalDate, Funnel> funnels = new HashMap<>();
        span.on(FUNNELS, connection).rows(row -> funnels.put(row.date("day"), funnel(row)));
        Map<LocalDate, List<Takings>> takings = new HashMap<>();
        span.on(TAKINGS, connection)
                .rows(row -> takings.computeIfAbsent(row.date("day"), day -> new ArrayList<>())
                        .add(takings(row)));
        Map<LocalDate, Confirmation> confirmations = new HashMap<>();
        span.on(CONFIRMATIONS, connection).rows(row -> confirmations.put(row.date("day"), confirmation(row)));
        Map<LocalDate, Map<ExceptionKind, Long>> exceptions = new HashMap<>();
        span.on(EXCEPTIONS, connection)
                .rows(row -> exceptions
                        .computeIfAbsent(row.date("day"), day -> new EnumMap<>(ExceptionKind.class))
                        .put(row.constant("kind", ExceptionKind.class), row.number("times")));
        return span.from()
                .datesUntil(span.to().plusDays(1))
                .map(day -> new DayFigures(
                        day,
                        funnels.getOrDefault(day, Funnel.NONE),
                        takings.getOrDefault(day, List.of()),
                        Optional.ofNullable(confirmations.get(day)),
                        exceptions.getOrDefault(day, Map.of())))
                .toList();
    }

    private static Funnel funnel(Sql.Row row) throws SQLException {
        return new Funnel(
                row.number("opened"),
                row.number("invoiced"),
                row.number("seen"),
                row.number("paid"),
                row.number("expired"),
                row.number("cancelled"),
                row.number("declined"));
    }

    private static Takings takings(Sql.Row row) throws SQLException {
        return new Takings(
                new Money(Currency.of(row.text("currency")), row.number("received")),
                new Money(Currency.of(row.text("price_currency")), row.number("at_quote")));
    }

    private static Confirmation confirmation(Sql.Row row) throws SQLException {
        return new Confirmation(
                row.number("orders"),
                Duration.ofMillis(row.number("half_ms")),
                Duration.ofMillis(row.number("most_ms")),
                Duration.ofMillis(row.number("slowest_ms")));
    }

    /** What is known of all days. */
    private record Known(
            @Nullable LocalDate nextDay,
            @Nullable LocalDate firstDay,
            @Nullable Instant computedAt) {
        static Known map(Sql.Row row) throws SQLException {
            return new Known(row.dateOrNull("next_day"), row.dateOrNull("first_day"), row.instantOrNull("computed_at"));
        }
    }

    /** Which rows. */
    private record Span(LocalDate from, LocalDate to, Optional<ProcessorId> processor) {
        Sql.Call on(Sql statement, Connection connection) {
            return statement
                    .on(connection)
                    .set("from", from)
                    .set("to", to)
                    .set("processor", processor.map(ProcessorId::value).orElse(""));
        }
    }
}
