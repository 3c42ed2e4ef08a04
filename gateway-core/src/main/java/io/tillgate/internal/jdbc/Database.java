package io.tillgate.internal.jdbc;

import io.tillgate.failure.GatewayException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Transactions on the host's pool. Safe for use by many threads. */
public final class Database {

    /**
     * What a transaction waits for at most. Without these a machine that loses power, or a network that drops packets, holds
     * up our threads and the rows of other nodes until TCP gives up, which takes hours.
     *
     * @param silence of Postgres; then the connection is given up, and shortly before Postgres gives up the statement, since
     *     it would go on for nobody. A host that waits less long keeps its own bound
     * @param lock a row that another transaction holds; the node whose row it is may be gone
     * @param idle of a node between two statements; then Postgres ends its transaction and lets go of its rows
     */
    record Bounds(Duration silence, Duration lock, Duration idle) {
        static final Bounds DEFAULT = new Bounds(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30));
        static final Bounds PATIENT = new Bounds(Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofMinutes(5));

        private Duration statement() {
            return silence.multipliedBy(9).dividedBy(10);
        }
    }

    /**
     * Plans are made for the sizes and values of now: one that a connection keeps from when a table had a few rows reads
     * that table for each row once it has a hundred thousand, until it is analyzed. The intake, where planning costs more
     * than running, keeps its plans by itself.
     */
    private static final Sql BOUND = Sql.of("""
            SELECT set_config('lock_timeout', :lock_millis, true)
                || set_config('idle_in_transaction_session_timeout', :idle_millis, true)
                || set_config('statement_timeout', :statement_millis, true)
                || set_config('plan_cache_mode', 'force_custom_plan', true) AS bound
            """);

    private final DataSource dataSource;
    private final Bounds bounds;

    public Database(DataSource dataSource) {
        this(dataSource, Bounds.DEFAULT);
    }

    Database(DataSource dataSource, Bounds bounds) {
        this.dataSource = dataSource;
        this.bounds = bounds;
    }

    /** The same database for work in the background that reads a lot at once, and for which nobody waits. */
    public Database patient() {
        return new Database(dataSource, Bounds.PATIENT);
    }

    /** Work inside one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work in one transaction and commits. When it throws, everything is rolled back. Never call a remote system
     * from inside.
     *
     * @throws SQLException when the database refused or can't be reached; nothing was changed, unless the commit's own
     *     answer was lost. Its message is fit for the log: it does not tell the values of a row
     */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int silenceOfTheHost = connection.getNetworkTimeout();
            connection.setAutoCommit(false);
            try {
                bound(connection, silenceOfTheHost);
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException refused) {
                SQLException failure = withoutRow(refused);
                rollback(connection, failure);
                throw failure;
            } catch (RuntimeException | Error failure) {
                rollback(connection, failure);
                throw failure;
            } finally {
                restore(connection, autoCommit, silenceOfTheHost);
            }
        }
    }

    /** The same where a broken database is beyond repair by the caller: it becomes a {@link GatewayException}. */
    public <T> T orThrow(String intent, Work<T> work) {
        try {
            return inTransaction(work);
        } catch (SQLException failure) {
            throw new GatewayException("the database failed to " + intent + ": " + failure.getMessage(), failure);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Postgres tells the failing row in the detail of its message, and our rows hold bodies, signatures and addresses. */
    private static SQLException withoutRow(SQLException failure) {
        ServerErrorMessage told =
                failure instanceof PSQLException ofPostgres ? ofPostgres.getServerErrorMessage() : null;
        if (told == null) {
            return failure;
        }
        SQLException bare = new SQLException(told.getSeverity() + ": " + told.getMessage(), failure.getSQLState());
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException secondary) {
            failure.addSuppressed(secondary);
        }
    }

    private void bound(Connection connection, int silenceOfTheHost) throws SQLException {
        int ours = (int) bounds.silence().toMillis();
        if (silenceOfTheHost == 0 || silenceOfTheHost > ours) {
            connection.setNetworkTimeout(Runnable::run, ours);
        }
        BOUND.on(connection)
                .set("statement_millis", Long.toString(bounds.statement().toMillis()))
                .set("lock_millis", Long.toString(bounds.lock().toMillis()))
                .set("idle_millis", Long.toString(bounds.idle().toMillis()))
                .first(row -> row.text("bound"));
    }

    private static void restore(Connection connection, boolean autoCommit, int silenceOfTheHost) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(Runnable::run, silenceOfTheHost);
        }
    }
}
