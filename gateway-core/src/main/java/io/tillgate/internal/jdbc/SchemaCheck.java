package io.tillgate.internal.jdbc;

import io.tillgate.failure.Problem;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks that the database holds the schema this version was written for. */
public final class SchemaCheck {

    /** The migration that this version needs; newer ones are fine, so that nodes can be upgraded one by one. */
    public static final int MIGRATION_NEEDED = 10;

    private static final String FIX = "run TillgateMigrations.migrate(dataSource) before the gateway starts";

    private static final Sql HISTORY_EXISTS = Sql.of("""
            SELECT to_regclass('tillgate.tillgate_schema_history') IS NOT NULL AS found
            """);

    private static final Sql NEWEST = Sql.of("""
            SELECT coalesce(max(version::integer), 0) AS newest
            FROM tillgate.tillgate_schema_history
            WHERE success
              AND version ~ '^[0-9]+$'
            """);

    private SchemaCheck() {}

    /** What is wrong with the database; empty when nothing is. */
    public static Optional<Problem> problem(Database database) {
        try {
            OptionalInt newest = database.inTransaction(connection -> {
                boolean exists = HISTORY_EXISTS
                        .on(connection)
                        .first(row -> row.text("found").equals("t"))
                        .orElse(false);
                return exists
                        ? OptionalInt.of(NEWEST.on(connection)
                                .first(row -> row.smallNumber("newest"))
                                .orElse(0))
                        : OptionalInt.empty();
            });
            if (newest.isEmpty()) {
                return Optional.of(new Problem("dataSource", "has no schema tillgate", FIX));
            }
            if (newest.getAsInt() < MIGRATION_NEEDED) {
                String fault =
                        "has the schema of an older version (" + newest.getAsInt() + " of " + MIGRATION_NEEDED + ")";
                return Optional.of(new Problem("dataSource", fault, FIX));
            }
            return Optional.empty();
        } catch (SQLException failure) {
            return Optional.of(new Problem(
                    "dataSource",
                    "can't be used (" + failure.getMessage() + ")",
                    "check that Postgres runs and that its role may read the schema tillgate"));
        }
    }
}
