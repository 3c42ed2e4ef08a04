package io.tillgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Gets a Postgres with the wanted number of orders: a fresh one, or for very many the one that an earlier run left. */
final class Loading {

    private Loading() {}

    static BenchPostgres postgres(BenchSettings settings, Report report) throws IOException, SQLException {
        Path data = data(settings);
        if (!settings.keepsData()) {
            BenchPostgres.delete(data);
            return BenchPostgres.durable(data);
        }
        Path done = data.resolveSibling(data.getFileName() + ".loaded");
        if (!Files.exists(done)) {
            BenchPostgres.delete(data);
            load(data, settings.orders(), report);
            Files.createFile(done);
        }
        return BenchPostgres.durable(data);
    }

    static Path data(BenchSettings settings) {
        return settings.target().resolve("bench").resolve("postgres-" + settings.orders());
    }

    private static void load(Path data, long orders, Report report) throws IOException, SQLException {
        long start = System.nanoTime();
        try (BenchPostgres postgres = BenchPostgres.forLoading(data)) {
            OrderSeed.open(postgres.dataSource(), orders);
            try (Connection connection = postgres.dataSource().getConnection()) {
                Query.run(connection, "VACUUM (FREEZE, ANALYZE)");
                Query.run(connection, "CHECKPOINT");
            }
        }
        report.loaded(orders, data, Duration.ofNanos(System.nanoTime() - start));
    }
}
