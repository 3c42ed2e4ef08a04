package io.tillgate.migrations;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to the schema of this version of Tillgate.
 *
 * <p>Everything lives in the schema {@code tillgate}, with a history table of its own there, so that a host's own Flyway
 * neither sees it nor is seen by it. Starting several nodes at once is safe: Flyway takes a lock. Nothing is ever cleaned.
 */
public final class TillgateMigrations {

    /** The schema that holds everything of ours. */
    public static final String SCHEMA = "tillgate";

    /** The Flyway history table, inside {@link #SCHEMA}. */
    public static final String HISTORY_TABLE = "tillgate_schema_history";

    /** Not below {@code db/migration}, where a host keeps its own; the hyphen keeps it out of any Java package. */
    private static final String LOCATION = "classpath:tillgate-migrations";

    private TillgateMigrations() {}

    /**
     * Applies what is missing.
     *
     * @param dataSource connections of a role that may create the schema, or owns it
     * @return how many migrations were applied; 0 when the schema was up to date
     * @throws org.flywaydb.core.api.FlywayException when the database can't be reached, or its history differs from ours
     */
    public static int migrate(DataSource dataSource) {
        return flyway(dataSource).migrate().migrationsExecuted;
    }

    /**
     * Checks that the schema is the one of this version, and changes nothing.
     *
     * @throws org.flywaydb.core.api.FlywayException when something is missing or differs; the message says what
     */
    public static void validate(DataSource dataSource) {
        flyway(dataSource).validate();
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(TillgateMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .table(HISTORY_TABLE)
                .locations(LOCATION)
                .cleanDisabled(true)
                .placeholderReplacement(false)
                .validateMigrationNaming(true)
                .load();
    }
}
