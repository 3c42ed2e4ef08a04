package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.FiguresDayStore;
import io.tillgate.internal.jdbc.FiguresDayStore.Day;
import io.tillgate.internal.jdbc.FiguresProgressStore;
import io.tillgate.internal.jdbc.FiguresProgressStore.Gained;
import io.tillgate.internal.jdbc.FiguresProgressStore.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the figures of days up to date. A day that is over is worked out once, and again when the journal gains an entry that
 * concerns it; the current day once a minute. One node does it for all; two at once would only do work twice. What it knows
 * is in the database, so that it may end at any time.
 */
public final class FiguresKeeper implements AutoCloseable {

    /** How often it looks whether it is its turn. */
    public static final Duration PAUSE = Duration.ofSeconds(5);

    /** How old the figures of the current day get. */
    static final Duration REFRESH = Duration.ofMinutes(1);

    /**
     * No transaction that writes to the journal takes this long: a day is done with only so long after its end, and all entries
     * up to one are there only so long after it was.
     */
    static final Duration SETTLE = Duration.ofMinutes(10);

    /** At most one part in so many of Postgres' time goes into the current day, however busy the shop is. */
    private static final int REST_PARTS = 20;

    /** The same for days that are over: a shop that comes with years of orders wants to see them, and to go on selling. */
    private static final int CATCH_UP_REST_PARTS = 3;

    /** How long it works out days that are over before it rests. */
    private static final Duration STRETCH = Duration.ofSeconds(10);

    private static final String LEASE = "figures";

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Leases leases;
    private Instant next = Instant.MIN;
    private Duration stretch = Duration.ZERO;

    /** How many entries since {@link #countedFrom} each day had when it was last worked out. */
    private final Map<LocalDate, Long> counted = new HashMap<>();

    private long countedFrom = -1;

    public FiguresKeeper(Database database, UUID node, ZoneId zone, InstantSource clock) {
        this.database = database.patient();
        this.zone = zone;
        this.clock = clock;
        this.leases = new Leases(database, node, Set.of(LEASE));
    }

    /** Works out one day that is over, or all that changed. */
    public Loop.Next round() throws SQLException {
        leases.round();
        Instant now = clock.instant();
        if (now.isBefore(next) || !leases.holds(LEASE)) {
            return Loop.Next.AFTER_PAUSE;
        }
        boolean catchesUp = false;
        long started = System.nanoTime();
        try {
            Progress progress = database.inTransaction(connection -> lock(connection, now));
            LocalDate day = progress.nextDay();
            if (day != null && isDone(day, now)) {
                finish(day, now);
                catchesUp = true;
            } else if (day != null) {
                refresh(progress, day, now);
            }
        } finally {
            // After a failure too: what was too much for Postgres is not asked for again at once.
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            next = now.plus(catchesUp ? restOfStretch(took) : restOfRefresh(took));
        }
        return now.isBefore(next) ? Loop.Next.AFTER_PAUSE : Loop.Next.AT_ONCE;
    }

    private static Duration restOfRefresh(Duration took) {
        Duration rest = took.multipliedBy(REST_PARTS);
        return rest.compareTo(REFRESH) > 0 ? rest : REFRESH;
    }

    private Duration restOfStretch(Duration took) {
        stretch = stretch.plus(took);
        if (stretch.compareTo(STRETCH) < 0) {
            return Duration.ZERO;
        }
        Duration rest = stretch.multipliedBy(CATCH_UP_REST_PARTS);
        stretch = Duration.ZERO;
        return rest;
    }

    /** Lets another node go on at once. */
    @Override
    public void close() {
        leases.close();
    }

    private boolean isDone(LocalDate day, Instant now) {
        return !day(day).to().plus(SETTLE).isAfter(now);
    }

    private void finish(LocalDate date, Instant now) throws SQLException {
        database.inTransaction(connection -> {
            lock(connection, now);
            FiguresDayStore.compute(connection, day(date), now);
            FiguresProgressStore.advance(connection, date);
            return date;
        });
    }

    /** The days that are not done with, and those before whose facts changed. */
    private void refresh(Progress progress, LocalDate nextDay, Instant now) throws SQLException {
        List<Gained> gained = database.inTransaction(connection -> FiguresProgressStore.gained(connection, progress));
        Map<LocalDate, Long> entries = entriesByDay(gained);
        if (countedFrom != progress.readId()) {
            counted.clear();
            countedFrom = progress.readId();
        }
        Set<LocalDate> days = new TreeSet<>();
        entries.forEach((day, count) -> {
            if (!count.equals(counted.get(day))) {
                days.add(day);
            }
        });
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (LocalDate date = nextDay; !date.isAfter(today); date = date.plusDays(1)) {
            days.add(date);
        }
        for (LocalDate date : days) {
            database.inTransaction(connection -> {
                lock(connection, now);
                FiguresDayStore.compute(connection, day(date), now);
                return date;
            });
            @Nullable Long count = entries.get(date);
            if (count != null) {
                counted.put(date, count);
            }
        }
        if (!progress.waitingSince().plus(SETTLE).isAfter(now)) {
            long newest = gained.stream().mapToLong(Gained::newest).max().orElse(progress.waitingId());
            database.inTransaction(connection -> {
                FiguresProgressStore.readUpTo(connection, progress, Math.max(newest, progress.waitingId()), now);
                return newest;
            });
        }
    }

    private Map<LocalDate, Long> entriesByDay(List<Gained> gained) {
        Map<LocalDate, Long> entries = new HashMap<>();
        for (Gained one : gained) {
            LocalDate at = LocalDate.ofInstant(one.at(), zone);
            LocalDate openedAt = LocalDate.ofInstant(one.openedAt(), zone);
            entries.merge(at, one.entries(), Long::sum);
            if (!openedAt.equals(at)) {
                entries.merge(openedAt, one.entries(), Long::sum);
            }
        }
        return entries;
    }

    private Progress lock(Connection connection, Instant now) throws SQLException {
        return FiguresProgressStore.lock(connection, zone, SETTLE, now);
    }

    private Day day(LocalDate date) {
        return new Day(
                date,
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
