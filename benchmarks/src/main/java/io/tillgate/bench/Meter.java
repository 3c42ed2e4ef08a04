package io.tillgate.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a window cost: in Postgres, in a server, in the load generator. */
final class Meter {

    /** A piece of load to measure. */
    @FunctionalInterface
    interface Work {
        LoadGenerator.Outcome run() throws Exception;
    }

    private record Reading(
            long transactions, long walBytes, ServerStats server, Duration loadCpu, Duration postgresCpu) {}

    private final BenchPostgres postgres;

    Meter(BenchPostgres postgres) {
        this.postgres = postgres;
    }

    /** Begins with a checkpoint, so that none falls into the window of one side only. */
    Measurement measure(@Nullable ServerProcess server, Work work) throws Exception {
        try (Connection connection = postgres.dataSource().getConnection()) {
            Query.run(connection, "CHECKPOINT");
            Reading before = read(connection, server);
            LoadGenerator.Outcome outcome = work.run();
            Reading after = read(connection, server);
            return new Measurement(
                    outcome.acknowledged(),
                    outcome.refused(),
                    outcome.time(),
                    outcome.latencies(),
                    after.transactions - before.transactions,
                    after.walBytes - before.walBytes,
                    after.server.minus(before.server),
                    after.loadCpu.minus(before.loadCpu),
                    after.postgresCpu.minus(before.postgresCpu));
        }
    }

    private Reading read(Connection connection, @Nullable ServerProcess server) throws SQLException, IOException {
        OperatingSystemMXBean own = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Reading(
                // Every transaction that writes takes a number, and no other does.
                Query.number(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"),
                Query.number(connection, "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"),
                server == null ? ServerStats.NONE : server.stats(),
                Duration.ofNanos(own.getProcessCpuTime()),
                postgres.cpuTime());
    }
}
