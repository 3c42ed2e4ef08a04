package io.tillgate.internal.loop;

import io.tillgate.figures.DayFigures;
import io.tillgate.figures.DayFigures.Confirmation;
import io.tillgate.figures.ExceptionKind;
import io.tillgate.figures.Funnel;
import io.tillgate.figures.Takings;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The figures of all days in the plainest way: each order's story is read from the start, and what it tells is noted. */
final class NaiveFigures {

    private final ZoneId zone;
    private final @Nullable String only;
    private final Map<LocalDate, Notes> notes = new TreeMap<>();

    NaiveFigures(ZoneId zone, @Nullable String onlyProcessor) {
        this.zone = zone;
        this.only = onlyProcessor;
    }

    private static final class Notes {
        Funnel funnel = Funnel.NONE;
        final Map<String, Takings> takings = new TreeMap<>();
        final List<Duration> waits = new ArrayList<>();
        final Map<ExceptionKind, Set<UUID>> exceptions = new EnumMap<>(ExceptionKind.class);
    }

    private record Order(UUID id, String processor, Currency priced, long price, long due) {
        Money worth(long received) {
            return new Money(
                    priced,
                    BigDecimal.valueOf(received)
                            .multiply(BigDecimal.valueOf(price))
                            .divide(BigDecimal.valueOf(due), 0, RoundingMode.HALF_UP)
                            .longValueExact());
        }
    }

    private record Entry(Instant at, String status, String anomaly, long received, long pending) {}

    /** The days from one to another, as {@link io.tillgate.figures.DailyFigures} would tell of them. */
    List<DayFigures> days(TestPostgres postgres, LocalDate from, LocalDate to) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<Order> orders = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT * FROM tillgate.merchant_order")) {
                while (rows.next()) {
                    orders.add(new Order(
                            rows.getObject("id", UUID.class),
                            rows.getString("processor"),
                            Currency.of(rows.getString("price_currency")),
                            rows.getLong("price_amount"),
                            rows.getLong("due_amount")));
                }
            }
            for (Order order : orders) {
                if (only == null || only.equals(order.processor())) {
                    tell(order, entries(statement, order.id()));
                }
            }
            refusals(statement);
        }
        return from.datesUntil(to.plusDays(1)).map(this::figures).toList();
    }

    private static List<Entry> entries(Statement statement, UUID order) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT * FROM tillgate.journal WHERE order_id = '" + order + "' ORDER BY id")) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getObject("at", OffsetDateTime.class).toInstant(),
                        rows.getString("status_after"),
                        rows.getString("anomaly_after"),
                        rows.getLong("received_after"),
                        rows.getLong("pending_after")));
            }
        }
        return entries;
    }

    private void tell(Order order, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        String last = entries.get(entries.size() - 1).status();
        boolean invoiced = false;
        boolean paidOnce = false;
        Entry before = new Entry(Instant.MIN, "", "NONE", 0, 0);
        @Nullable Instant sight = null;
        for (Entry entry : entries) {
            invoiced |= Set.of("AWAITING_PAYMENT", "CONFIRMING", "PAID").contains(entry.status());
            if (sight == null && entry.received() + entry.pending() > 0) {
                sight = entry.at();
            }
            if (entry.received() != before.received()) {
                Money received = Money.satoshi(entry.received() - before.received());
                Money worth = order.worth(entry.received()).minus(order.worth(before.received()));
                notes(entry.at())
                        .takings
                        .merge(
                                order.priced().code(),
                                new Takings(received, worth),
                                (a, b) -> new Takings(
                                        a.received().plus(b.received()),
                                        a.atQuote().plus(b.atQuote())));
            }
            if (!entry.anomaly().equals("NONE") && !entry.anomaly().equals(before.anomaly())) {
                exception(entry, ExceptionKind.valueOf(entry.anomaly()), order.id());
            }
            if (entry.status().equals("DECLINED") && !before.status().equals("DECLINED")) {
                exception(entry, ExceptionKind.DECLINED, order.id());
            }
            if (entry.status().equals("PAID") && !paidOnce) {
                paidOnce = true;
                if (sight != null) {
                    Duration wait = Duration.between(sight, entry.at());
                    notes(entry.at()).waits.add(wait.isNegative() ? Duration.ZERO : wait);
                }
            }
            before = entry;
        }
        Notes day = notes(entries.get(0).at());
        day.funnel = day.funnel.plus(new Funnel(
                1,
                one(invoiced),
                one(sight != null || last.equals("PAID")),
                one(last.equals("PAID")),
                one(last.equals("EXPIRED")),
                one(last.equals("CANCELLED")),
                one(last.equals("DECLINED"))));
    }

    private void refusals(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM tillgate.notification WHERE outcome = 'REFUSED'")) {
            while (rows.next()) {
                if (only == null || only.equals(rows.getString("processor"))) {
                    notes(rows.getObject("received_at", OffsetDateTime.class).toInstant())
                            .exceptions
                            .computeIfAbsent(ExceptionKind.REFUSED_NOTIFICATION, kind -> new HashSet<>())
                            .add(rows.getObject("id", UUID.class));
                }
            }
        }
    }

    private void exception(Entry entry, ExceptionKind kind, UUID order) {
        notes(entry.at())
                .exceptions
                .computeIfAbsent(kind, any -> new HashSet<>())
                .add(order);
    }

    private Notes notes(Instant at) {
        return notes.computeIfAbsent(LocalDate.ofInstant(at, zone), day -> new Notes());
    }

    private DayFigures figures(LocalDate day) {
        Notes known = notes.getOrDefault(day, new Notes());
        Map<ExceptionKind, Long> exceptions = new EnumMap<>(ExceptionKind.class);
        known.exceptions.forEach((kind, what) -> exceptions.put(kind, (long) what.size()));
        return new DayFigures(
                day, known.funnel, List.copyOf(known.takings.values()), confirmation(known.waits), exceptions);
    }

    private static Optional<Confirmation> confirmation(List<Duration> waits) {
        if (waits.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = waits.stream().sorted().toList();
        return Optional.of(new Confirmation(sorted.size(), rank(sorted, 50), rank(sorted, 90), rank(sorted, 99)));
    }

    /** By the nearest rank: the smallest that so many in a hundred do not exceed. */
    private static Duration rank(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }
}
