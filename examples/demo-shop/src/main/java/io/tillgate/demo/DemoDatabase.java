package io.tillgate.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The Postgres of the demo: an existing one, or a real one of its own whose data go away at the end. */
final class DemoDatabase {
    private static final int CONNECTIONS_MAX = 16;
    private static final int CONNECT_SECONDS_MAX = 5;

    private DemoDatabase() {}

    /** Opens the pool, and the embedded Postgres below it when there is no other. */
    static HikariDataSource open(DemoSettings settings, OpenThings things) throws Exception {
        DemoSettings.DatabaseAddress address = settings.database();
        DataSource source = address == null ? embedded(things) : dataSource(address);
        return things.open(() -> pool(source));
    }

    static PGSimpleDataSource dataSource(DemoSettings.DatabaseAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.url());
        if (address.user() != null) {
            source.setUser(address.user());
        }
        if (address.password() != null) {
            source.setPassword(address.password());
        }
        source.setConnectTimeout(CONNECT_SECONDS_MAX);
        source.setLoginTimeout(CONNECT_SECONDS_MAX);
        source.setApplicationName("tillgate-demo");
        return source;
    }

    private static DataSource embedded(OpenThings things) throws Exception {
        TemporaryDirectory home = things.open(TemporaryDirectory::create);
        try {
            return things.open(() -> EmbeddedPostgres.builder()
                            .setDataDirectory(home.path().resolve("data"))
                            // A hook of its own would pull the database from under the gateway while it closes.
                            .setRegisterShutdownHook(false)
                            .setServerConfig("unix_socket_directories", "")
                            .start())
                    .getPostgresDatabase();
        } catch (IOException | RuntimeException broken) {
            throw new IllegalStateException(
                    "the embedded Postgres does not start: set DATABASE_URL to a Postgres of your own", broken);
        }
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("tillgate-demo");
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(2);
        return new HikariDataSource(config);
    }

    /** A directory that is deleted with all that is in it. */
    private record TemporaryDirectory(Path path) implements AutoCloseable {

        static TemporaryDirectory create() throws IOException {
            return new TemporaryDirectory(Files.createTempDirectory("tillgate-demo-"));
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> all = Files.walk(path)) {
                all.sorted(Comparator.reverseOrder()).forEach(TemporaryDirectory::delete);
            }
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException kept) {
                throw new UncheckedIOException(kept);
            }
        }
    }
}
