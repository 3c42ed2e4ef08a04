package io.tillgate.internal.jdbc;

import io.tillgate.internal.id.Uuid7;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row of {@code figures_progress}, and what the journal gained since. */
public final class FiguresProgressStore {

    private static final Sql BEGIN = Sql.of("""
            INSERT INTO tillgate.figures_progress (time_zone, waiting_since)
            VALUES (:zone, :now)
            ON CONFLICT (one) DO NOTHING
            """);

    private static final Sql LOCK = Sql.of("""
            SELECT time_zone, next_day, read_id, waiting_id, waiting_since
            FROM tillgate.figures_progress
            FOR UPDATE
            """);

    private static final Sql FIRST_ORDER = Sql.of("""
            SELECT created_at
            FROM tillgate.merchant_order
            ORDER BY id
            LIMIT 1
            """);

    /**
     * An entry of a while ago: the first one of an order of that time, since the journal has no index on its ids alone. Smaller
     * ids are older, so that their transactions have ended.
     */
    private static final Sql SETTLED_ENTRY = Sql.of("""
            SELECT coalesce(max(opened.id), 0) AS id
            FROM (
                SELECT id
                FROM tillgate.merchant_order
                WHERE id < :before
                ORDER BY id DESC
                LIMIT 100) AS settled
            CROSS JOIN LATERAL (
                SELECT min(id) AS id
                FROM tillgate.journal
                WHERE order_id = settled.id) AS opened
            """);

    private static final Sql START_AT = Sql.of("""
            UPDATE tillgate.figures_progress
            SET time_zone = :zone,
                next_day = :day,
                read_id = :id,
                waiting_id = :id,
                waiting_since = :now
            """);

    private static final Sql ADVANCE = Sql.of("""
            UPDATE tillgate.figures_progress
            SET next_day = :day + 1
            WHERE next_day = :day
            """);

    private static final Sql READ_UP_TO = Sql.of("""
            UPDATE tillgate.figures_progress
            SET read_id = waiting_id,
                waiting_id = :newest,
                waiting_since = :now
            WHERE read_id = :read
              AND waiting_id = :waiting
            """);

    /** Quarters of an hour, since in every time zone a day begins with one. */
    private static final Sql GAINED = Sql.of("""
            SELECT date_bin('15 minutes', j.at, '2000-01-01 00:00:00+00') AS at,
                   date_bin('15 minutes', o.created_at, '2000-01-01 00:00:00+00') AS opened_at,
                   count(*) AS entries,
                   max(j.id) AS newest
            FROM tillgate.journal j
            JOIN tillgate.merchant_order o ON o.id = j.order_id
            WHERE j.id > :read
            GROUP BY 1, 2
            """);

    private FiguresProgressStore() {}

    /**
     * How far it has come.
     *
     * @param nextDay the first day that is not over and done with; null while there is no order
     * @param readId the entry of the journal up to which all were seen
     * @param waitingId an entry up to which all were there, but for transactions still under way, at {@code waitingSince}
     */
    public record Progress(
            ZoneId zone, @Nullable LocalDate nextDay, long readId, long waitingId, Instant waitingSince) {}

    /**
     * Entries that the journal gained, of one quarter of an hour.
     *
     * @param at the quarter in which they are
     * @param openedAt the quarter in which their orders were opened
     * @param newest the greatest of their ids
     */
    public record Gained(Instant at, Instant openedAt, long entries, long newest) {}

    /**
     * Reads and locks it; with another time zone than before, or at the very first time, it begins anew.
     *
     * @param settle no transaction takes this long
     */
    public static Progress lock(Connection connection, ZoneId zone, Duration settle, Instant now) throws SQLException {
        BEGIN.on(connection).set("zone", zone.getId()).set("now", now).update();
        Progress known = read(connection);
        boolean otherZone = !known.zone().equals(zone);
        if (known.nextDay() != null && !otherZone) {
            return known;
        }
        if (otherZone) {
            FiguresDayStore.forgetAll(connection);
        }
        LocalDate first = FIRST_ORDER
                .on(connection)
                .first(row -> LocalDate.ofInstant(row.instant("created_at"), zone))
                .orElse(null);
        long id = SETTLED_ENTRY
                .on(connection)
                .set("before", Uuid7.first(now.minus(settle)))
                .first(row -> row.number("id"))
                .orElse(0L);
        START_AT.on(connection)
                .set("zone", zone.getId())
                .set("day", first)
                .set("id", id)
                .set("now", now)
                .updateExactly(1);
        return read(connection);
    }

    /** A day is over and done with; without effect when another node said so first. */
    public static void advance(Connection connection, LocalDate day) throws SQLException {
        ADVANCE.on(connection).set("day", day).update();
    }

    /** What came after the entry up to which all were seen. */
    public static List<Gained> gained(Connection connection, Progress progress) throws SQLException {
        return GAINED.on(connection)
                .set("read", progress.readId())
                .rows(row -> new Gained(
                        row.instant("at"), row.instant("opened_at"), row.number("entries"), row.number("newest")));
    }

    /**
     * All entries up to the waiting one were seen, and those up to the newest wait; without effect when another node moved it on.
     */
    public static void readUpTo(Connection connection, Progress progress, long newest, Instant now)
            throws SQLException {
        READ_UP_TO
                .on(connection)
                .set("read", progress.readId())
                .set("waiting", progress.waitingId())
                .set("newest", newest)
                .set("now", now)
                .update();
    }

    private static Progress read(Connection connection) throws SQLException {
        return LOCK.on(connection)
                .first(row -> new Progress(
                        ZoneId.of(row.text("time_zone")),
                        row.dateOrNull("next_day"),
                        row.number("read_id"),
                        row.number("waiting_id"),
                        row.instant("waiting_since")))
                .orElseThrow();
    }
}
