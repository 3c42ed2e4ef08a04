package io.tillgate.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A real Postgres in a directory, as a process of its own. */
final class BenchPostgres implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path data;

    private BenchPostgres(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /** With its default settings, and durable: what is measured. */
    static BenchPostgres durable(Path data) throws IOException {
        // The embedding library switches fsync and synchronous_commit off; these come after its own and win.
        return new BenchPostgres(
                builder(data)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start(),
                data);
    }

    /** For loading a large table: a crash would cost the table, which can be made again. */
    static BenchPostgres forLoading(Path data) throws IOException {
        return new BenchPostgres(
                builder(data)
                        .setServerConfig("wal_level", "minimal")
                        .setServerConfig("max_wal_senders", "0")
                        .setServerConfig("max_wal_size", "6GB")
                        .setServerConfig("checkpoint_timeout", "1h")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("shared_buffers", "1GB")
                        .setServerConfig("maintenance_work_mem", "1GB")
                        .start(),
                data);
    }

    private static EmbeddedPostgres.Builder builder(Path data) throws IOException {
        Files.createDirectories(data.getParent());
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(data.resolveSibling("binaries").toFile())
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("max_connections", "100")
                .setServerConfig("unix_socket_directories", "");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
    }

    /** Connections without a pool, for what is not measured. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    /** Throws unless a commit waits for the disk; gives the settings to print. */
    String durability() throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            String settings = Query.text(connection, """
                    SELECT 'Postgres ' || current_setting('server_version') || ', fsync ' || current_setting('fsync')
                        || ', synchronous_commit ' || current_setting('synchronous_commit')
                        || ', full_page_writes ' || current_setting('full_page_writes')
                        || ', shared_buffers ' || current_setting('shared_buffers')
                    """);
            if (!settings.contains("fsync on, synchronous_commit on, full_page_writes on")) {
                throw new IllegalStateException("this Postgres would not keep what it commits: " + settings);
            }
            return settings;
        }
    }

    /** Processor time of all of its processes since each started. */
    Duration cpuTime() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
        return Stream.concat(Stream.of(handle), handle.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }
}
