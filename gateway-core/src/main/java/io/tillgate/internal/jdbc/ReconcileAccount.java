package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** One import, match or close of a processor at a time, on whichever node. */
final class ReconcileAccount {

    /** A million lines take some seconds a statement; somebody else's import is waited for as briefly as any row. */
    private static final Database.Bounds BOUNDS =
            new Database.Bounds(Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofMinutes(5));

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Ids are in the order of time, but for what two nodes' clocks differ by: the first order is among the first ids. */
    private static final Sql CREATE = Sql.of("""
            INSERT INTO tillgate.reconcile_account (processor, books_from)
            SELECT :processor, coalesce(min(o.created_at), :now)
            FROM (
                SELECT order_id
                FROM tillgate.order_search
                WHERE processor = :processor
                ORDER BY order_id
                LIMIT 100) AS first
            CROSS JOIN LATERAL (SELECT created_at FROM tillgate.merchant_order WHERE id = first.order_id OFFSET 0) AS o
            ON CONFLICT DO NOTHING
            """);

    /**
     * Sorts of a million rows stay in memory; compiling statements that run once costs more than it saves. No helpers: they
     * would read tables from end to end and sort what lies in the order of an index, on processors that the shop needs. Of
     * tables of the transaction's own a small sample tells how large they are, which is what matters.
     */
    private static final Sql ROOM = Sql.of("""
            SELECT set_config('work_mem', '128MB', true)
                || set_config('jit', 'off', true)
                || set_config('default_statistics_target', '5', true)
                || set_config('max_parallel_workers_per_gather', '0', true) AS room
            """);

    private static final Sql LOCK = Sql.of("""
            SELECT books_from
            FROM tillgate.reconcile_account
            WHERE processor = :processor
            FOR UPDATE
            """);

    private static final Sql BOOKS_FROM = Sql.of("""
            SELECT books_from
            FROM tillgate.reconcile_account
            WHERE processor = :processor
            """);

    private static final Sql OPEN_FROM = Sql.of("""
            SELECT max(ends_at) AS open_from
            FROM tillgate.daily_close
            WHERE processor = :processor
            """);

    private ReconcileAccount() {}

    static Database database(DataSource dataSource) {
        return new Database(dataSource, BOUNDS);
    }

    /** Locks the account, and gives the time of its first order. */
    static Instant lock(Connection connection, String processor, Instant now) throws SQLException {
        ROOM.on(connection).first(row -> row.text("room"));
        Optional<Instant> known = lock(connection, processor);
        if (known.isPresent()) {
            return known.get();
        }
        CREATE.on(connection).set("processor", processor).set("now", now).update();
        return lock(connection, processor).orElseThrow();
    }

    /** The time of the account's first order, without waiting for whoever works on the account. */
    static Instant booksFrom(Connection connection, String processor, Instant now) throws SQLException {
        Optional<Instant> known =
                BOOKS_FROM.on(connection).set("processor", processor).first(row -> row.instant("books_from"));
        return known.isPresent() ? known.get() : lock(connection, processor, now);
    }

    private static Optional<Instant> lock(Connection connection, String processor) throws SQLException {
        return LOCK.on(connection).set("processor", processor).first(row -> row.instant("books_from"));
    }

    /** Whether it failed since somebody else holds the account. */
    static boolean isBusy(SQLException failure) {
        return LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
    }

    /** The end of the last closed day: nothing may be booked before it. The beginning of time where none is closed. */
    static Instant openFrom(Connection connection, String processor) throws SQLException {
        return OPEN_FROM
                .on(connection)
                .set("processor", processor)
                .first(row -> Optional.ofNullable(row.instantOrNull("open_from")))
                .flatMap(from -> from)
                .orElse(Instant.EPOCH);
    }
}
