package io.tillgate.demo;

import io.tillgate.failure.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks at the world before the demo starts, so that everything that is wrong can be told at once. */
final class StartChecks {
    /** The driver's own log, held so that its level stays: what is wrong with a URL, we say ourselves. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    private static final String INVALID_AUTHORIZATION = "28";
    private static final String NO_SUCH_DATABASE = "3D000";

    static {
        DRIVER_LOG.setLevel(Level.OFF);
    }

    private StartChecks() {}

    static Optional<Problem> portIsFree(String variable, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException taken) {
            return Optional.of(new Problem(
                    variable,
                    "is " + port + ", which can't be opened (" + taken.getMessage() + ")",
                    "stop the program that listens there, or set another port"));
        }
    }

    static boolean isPostgresUrl(String url) {
        return url.startsWith("jdbc:postgresql:") && Driver.parseURL(url, null) != null;
    }

    static Optional<Problem> databaseWorks(DemoSettings.DatabaseAddress address) {
        PGSimpleDataSource source = DemoDatabase.dataSource(address);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            row.next();
            return row.getBoolean(1)
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            "DATABASE_USER",
                            "may not create schemas in this database",
                            "grant it CREATE on the database, or name another role"));
        } catch (SQLException broken) {
            return Optional.of(problemOf(broken));
        }
    }

    private static Problem problemOf(SQLException broken) {
        String state = broken.getSQLState() == null ? "" : broken.getSQLState();
        if (state.startsWith(INVALID_AUTHORIZATION)) {
            return new Problem(
                    "DATABASE_USER",
                    "or DATABASE_PASSWORD is refused by the server",
                    "set the name and the password of a role that may log in");
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return new Problem("DATABASE_URL", "names a database that is not there", "create it, or name another one");
        }
        return new Problem(
                "DATABASE_URL",
                "leads to no Postgres that answers (" + firstLine(broken) + ")",
                "start it, correct host and port, or unset it for the embedded Postgres");
    }

    private static String firstLine(SQLException broken) {
        String message = broken.getMessage() == null ? "no reason given" : broken.getMessage();
        return message.lines().findFirst().orElse("no reason given");
    }
}
