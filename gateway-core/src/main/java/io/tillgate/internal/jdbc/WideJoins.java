package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads that join whole stretches of order ids. Postgres keeps about a hundred marks of a column, and between two neighbours it
 * can't measure how far apart two uuids are: of a stretch that lies between them, such as a day among ten million orders, it
 * believes that it holds one row, and would read one side again for each row of the other. Joins by sorting or hashing cost
 * little more where there is indeed one row. Parallel workers and compiled plans, which its guesses call for, take longer to start
 * than a day takes: a join that can't be avoided though it is switched off is priced as if it never ended.
 */
final class WideJoins {

    private static final Sql BEGIN = Sql.of("""
            SELECT current_setting('max_parallel_workers_per_gather') AS workers, current_setting('jit') AS jit,
                   set_config('max_parallel_workers_per_gather', '0', true),
                   set_config('jit', 'off', true),
                   set_config('enable_nestloop', 'off', true)
            """);

    private static final Sql IN_STEP = Sql.of("""
            SELECT set_config('enable_hashjoin', 'off', true)
                || set_config('enable_sort', 'off', true)
                || set_config('enable_hashagg', 'off', true) AS planned
            """);

    private static final Sql END = Sql.of("""
            SELECT set_config('enable_nestloop', 'on', true)
                || set_config('enable_hashjoin', 'on', true)
                || set_config('enable_sort', 'on', true)
                || set_config('enable_hashagg', 'on', true)
                || set_config('max_parallel_workers_per_gather', :workers, true)
                || set_config('jit', :jit, true) AS planned
            """);

    private record Before(String workers, String jit) {}

    private WideJoins() {}

    /** Statements of a transaction. */
    @FunctionalInterface
    interface Read<T> {
        T run() throws SQLException;
    }

    /** The same where all sides are walked along indexes of one order: nothing is sorted or hashed, and so nothing is spilled. */
    static <T> T inStep(Connection connection, Read<T> read) throws SQLException {
        return read(connection, () -> {
            IN_STEP.on(connection).first(row -> row.text("planned"));
            return read.run();
        });
    }

    /** What {@code read} gives; what comes later in its transaction is planned as ever. */
    static <T> T read(Connection connection, Read<T> read) throws SQLException {
        Before before = BEGIN.on(connection)
                .first(row -> new Before(row.text("workers"), row.text("jit")))
                .orElseThrow();
        T result = read.run();
        END.on(connection).set("workers", before.workers).set("jit", before.jit).first(row -> row.text("planned"));
        return result;
    }
}
