package io.tillgate.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TillgateMigrationsIT {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("timezone", "Pacific/Chatham")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        DataSource database = freshDatabase("twice");

        assertThat(TillgateMigrations.migrate(database)).isPositive();
        assertThat(TillgateMigrations.migrate(database)).isZero();
        TillgateMigrations.validate(database);
    }

    @Test
    void nodes_that_start_at_once_apply_each_migration_once() throws Exception {
        DataSource database = freshDatabase("at_once");
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> node = () -> TillgateMigrations.migrate(database);
            int applied = 0;
            for (Future<Integer> done : nodes.invokeAll(List.of(node, node, node, node))) {
                applied += done.get();
            }
            assertThat(applied)
                    .isEqualTo(count(
                            database,
                            "SELECT count(*) FROM tillgate.tillgate_schema_history WHERE version IS NOT NULL"));
        } finally {
            nodes.shutdown();
        }
    }

    @Test
    void a_host_with_its_own_flyway_and_its_own_first_version_is_left_alone() throws Exception {
        DataSource database = freshDatabase("host");
        Flyway host = Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load();

        host.migrate();
        TillgateMigrations.migrate(database);
        host.validate();

        assertThat(count(database, "SELECT count(*) FROM public.flyway_schema_history"))
                .isEqualTo(1);
        assertThat(count(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo(2);
        assertThat(count(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'tillgate'"))
                .isGreaterThan(5);
    }

    @Test
    void a_database_without_our_schema_does_not_validate() throws Exception {
        DataSource database = freshDatabase("empty");

        assertThatThrownBy(() -> TillgateMigrations.validate(database)).isInstanceOf(FlywayException.class);
    }

    private static DataSource freshDatabase(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres.getDatabase("postgres", name);
    }

    private static int count(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
