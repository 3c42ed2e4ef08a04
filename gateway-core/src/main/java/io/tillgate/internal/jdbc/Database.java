package io.tillgate.internal.jdbc;

import io.tillgate.failure.GatewayException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Transactions on the host's pool. Safe for use by many threads. */
public final class Database {

    private final DataSource dataSource;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
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
            connection.setAutoCommit(false);
            try {
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
                restore(connection, autoCommit);
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

    private static void restore(Connection connection, boolean autoCommit) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(autoCommit);
        }
    }
}
