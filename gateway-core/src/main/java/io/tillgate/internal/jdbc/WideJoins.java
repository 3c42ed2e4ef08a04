package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads that join whole stretches of order ids. Postgres keeps about a hundred marks of a column, and between two neighbours it
 * can't measure how far apart two uuids are: of a stretch that lies between them, such as a day among ten million orders, it
 * believes that it holds one row, and would read one side again for each row of the other. Joins by sorting or hashing cost
 * little more where there is indeed one row.
 */
final class WideJoins {

    private static final Sql NESTED_LOOPS = Sql.of("SELECT set_config('enable_nestloop', :setting, true) AS setting");

    private WideJoins() {}

    /** Statements of a transaction. */
    @FunctionalInterface
    interface Read<T> {
        T run() throws SQLException;
    }

    /** What {@code read} gives; what comes later in its transaction is planned as ever. */
    static <T> T read(Connection connection, Read<T> read) throws SQLException {
        nestedLoops(connection, "off");
        T result = read.run();
        nestedLoops(connection, "on");
        return result;
    }

    private static void nestedLoops(Connection connection, String setting) throws SQLException {
        NESTED_LOOPS.on(connection).set("setting", setting).first(row -> row.text("setting"));
    }
}
