package io.tillgate.crash;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Postgres whose server can be stopped in immediate mode and started again over the same data. Unlike the embedded one,
 * which it takes its binaries from, it does not acknowledge a commit before that is on disk.
 */
final class RestartablePostgres implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final long STOP_SECONDS_MAX = 20;

    private final Path directory;
    private final List<String> command = new ArrayList<>();
    private final int port;
    private Process server;

    RestartablePostgres(Path directory) throws IOException {
        this.directory = directory;
        Path data = directory.resolve("data");
        try (EmbeddedPostgres maker = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()) {
            port = maker.getPort();
            // Postgres refuses to run as root; in a user namespace of its own it does not see that it is.
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("unshare", "-U"));
            }
            // Its first word is the path of the binary.
            command.add(Files.readString(data.resolve("postmaster.opts")).split(" ", 2)[0]);
        }
        command.addAll(
                List.of("-D", data.toString(), "-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "max_connections=100"));
        command.addAll(List.of("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "timezone=Pacific/Chatham"));
        start();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Returns once connections are accepted. */
    synchronized void start() throws IOException {
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("postgres.log").toFile()))
                .start();
        await("Postgres accepts connections").atMost(START_MAX).until(this::accepts);
    }

    /** Immediate mode: every session ends in the middle of whatever it does, and the next start recovers from the log. */
    synchronized void stopAtOnce() throws IOException, InterruptedException {
        if (!server.isAlive()) {
            return;
        }
        new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid())).start().waitFor();
        if (!server.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        try {
            stopAtOnce();
        } catch (IOException | InterruptedException failure) {
            server.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            // The next clean build removes what is left.
        }
    }

    private boolean accepts() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
