package io.tillgate.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.migrations.TillgateMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A real Postgres for tests, one a JVM, started when first asked for. Each {@link #fresh()} is a database of its own with
 * our schema. Its sessions live in a time zone that is not UTC and has a quarter of an hour, to catch who assumes one.
 */
public final class TestPostgres implements AutoCloseable {

    private static final String TEMPLATE = "tillgate_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    static {
        // Its own 10 s are short on two processors with two suites at once. What comes at all comes no later for it.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final String name;
    private final HikariDataSource pool;

    private TestPostgres(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    /** A new database with our schema and nothing in it; closing it ends its pool. */
    public static TestPostgres fresh() {
        return fresh(8);
    }

    /**
     * One with a single connection, and nothing that Postgres does by itself, until it is closed: what Postgres counts was
     * done by the one session and asked for. (Summarizing a block range index, say, counts like a query that reads the table.)
     */
    public static TestPostgres ofOneConnection() {
        autovacuum("SET autovacuum = off");
        TestPostgres postgres = fresh(1);
        Awaitility.await()
                .until(() -> postgres.text(
                                "SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'autovacuum %'")
                        .equals("0"));
        return postgres;
    }

    private static TestPostgres fresh(int connections) {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        HikariConfig config = new HikariConfig();
        config.setDataSource(server().getDatabase("postgres", name));
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(2000);
        config.setPoolName(name);
        return new TestPostgres(name, new HikariDataSource(config));
    }

    /** The port of the server, for a proxy to stand before. */
    public static int port() {
        return server().getPort();
    }

    /** The address of this database on a port that may be a proxy's, without parameters. */
    public String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres";
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Runs one statement by itself. */
    public void run(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The first column of the first row as text; "no row" when there is none. */
    public String text(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** How many rows a table of ours has. */
    public long count(String table) {
        return Long.parseLong(text("SELECT count(*) FROM tillgate." + table));
    }

    /** Cuts every connection and lets nobody in, as if the server were down. */
    public void takeDown() {
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    public void bringBack() {
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    @Override
    public void close() {
        pool.close();
        if (pool.getMaximumPoolSize() == 1) {
            autovacuum("RESET autovacuum");
        }
    }

    private static void autovacuum(String setting) {
        execute("ALTER SYSTEM " + setting);
        execute("SELECT pg_reload_conf()");
    }

    private static synchronized EmbeddedPostgres server() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "Pacific/Chatham")
                        .setServerConfig("max_connections", "300")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + TEMPLATE);
                }
                TillgateMigrations.migrate(postgres.getDatabase("postgres", TEMPLATE));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
        return postgres;
    }

    private static synchronized void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
