package io.tillgate.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.migrations.TillgateMigrations;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.testing.FaultProxy;
import io.tillgate.testing.GatewayFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Two nodes of a shop on one Postgres sell under load, while SIGKILL hits the nodes and immediate shutdown hits Postgres, at
 * moments that a seed decides. Afterwards everything that was acknowledged must be there once. {@code -Dkills} makes it
 * longer, {@code -Dseed} repeats a schedule.
 */
class CrashIT {

    private static final int KILLS_IN_A_NORMAL_BUILD = 6;
    private static final int BUYERS = 16;
    private static final Duration TIME_TO_PAY = Duration.ofSeconds(15);
    private static final Duration TIME_PER_KILL_MAX = Duration.ofSeconds(15);
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration QUIET_MAX = Duration.ofMinutes(2);

    private final long seed = Long.getLong("seed", System.nanoTime() & 0xFFFFFF);
    private final int kills = Integer.getInteger("kills", KILLS_IN_A_NORMAL_BUILD);
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Thread tidyUp = new Thread(this::endProcesses);
    private Path directory;
    private RestartablePostgres postgres;
    private SandboxProcessor sandbox;
    private FaultProxy front;

    @BeforeEach
    void start() throws IOException, SQLException {
        directory = Files.createDirectories(Path.of("target", "crash").toAbsolutePath());
        directory = Files.createTempDirectory(directory, "run");
        Runtime.getRuntime().addShutdownHook(tidyUp);
        postgres = new RestartablePostgres(directory);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(postgres.jdbcUrl());
        TillgateMigrations.migrate(database);
        try (Connection connection = postgres.connect()) {
            Shop.createTables(connection);
        }
        sandbox = SandboxProcessor.builder()
                .ipnRetryInterval(Duration.ofMillis(400))
                .ipnTimeout(Duration.ofSeconds(4))
                .start();
        AtomicInteger turn = new AtomicInteger();
        front = FaultProxy.before(() -> servingPort(turn.getAndIncrement()));
        nodes.add(new NodeProcess("node-a", settings(), directory));
        nodes.add(new NodeProcess("node-b", settings(), directory));
        for (NodeProcess node : nodes) {
            node.start();
        }
    }

    @AfterEach
    void stop() {
        endProcesses();
        Runtime.getRuntime().removeShutdownHook(tidyUp);
        if (front != null) {
            front.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void no_kill_loses_doubles_or_strands_anything() throws Exception {
        System.out.println("crash seed=" + seed + " kills=" + kills + " logs=" + directory);
        Chaos chaos = new Chaos(seed, kills, nodes, postgres);
        awaitServing(chaos);
        Buyers buyers = new Buyers("http://127.0.0.1:" + front.port(), sandbox);
        buyers.start(BUYERS, seed);
        chaos.run(TIME_PER_KILL_MAX.multipliedBy(kills).plus(START_MAX));
        awaitServing(new Chaos(seed, 0, nodes, postgres));
        buyers.close();

        List<String> stuck = new ArrayList<>(awaitQuiet());
        buyers.unserved().forEach((reference, answer) -> stuck.add("buyer of " + reference + " got only: " + answer));
        try (Connection connection = postgres.connect()) {
            Audit audit = Audit.of(connection, sandbox.orders(), buyers.paid());
            System.out.println("crash orders=" + Audit.rows(connection, "SELECT count(*) FROM tillgate.merchant_order")
                    + " paid=" + buyers.paid().size() + " heard_again="
                    + Audit.rows(connection, "SELECT coalesce(sum(times - 1), 0) FROM shop.heard"));
            System.out.println("crash kills=" + kills + " acknowledged=" + audit.acknowledged() + " lost="
                    + audit.lost().size() + " doubled=" + audit.doubled().size() + " stuck=" + stuck.size() + " seed="
                    + seed);
            assertThat(audit.lost()).as("lost").isEmpty();
            assertThat(audit.doubled()).as("doubled").isEmpty();
            assertThat(stuck).as("stuck").isEmpty();
            assertThat(audit.acknowledged()).as("the load was one").isGreaterThan(kills);
        }
    }

    private List<String> awaitQuiet() throws SQLException {
        try (Connection connection = postgres.connect()) {
            try {
                Awaitility.await()
                        .atMost(QUIET_MAX)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() ->
                                Audit.openWork(connection, sandbox.orders()).isEmpty());
            } catch (ConditionTimeoutException stillOpen) {
                return Audit.openWork(connection, sandbox.orders());
            }
            return List.of();
        }
    }

    private void awaitServing(Chaos chaos) throws Exception {
        for (NodeProcess node : nodes) {
            chaos.awaitServing(node);
        }
    }

    private int servingPort(int turn) {
        for (int i = 0; i < nodes.size(); i++) {
            int port = nodes.get((turn + i) % nodes.size()).port();
            if (port >= 0) {
                return port;
            }
        }
        return -1;
    }

    private Map<String, String> settings() {
        return Map.of(
                "jdbcUrl", postgres.jdbcUrl(),
                "publicBaseUrl", "http://127.0.0.1:" + front.port() + "/pay",
                "secretKey", GatewayFixture.SECRET_KEY,
                "timeToPay", TIME_TO_PAY.toString(),
                "processorUrl", sandbox.baseUrl() + "/api",
                "apiKey", sandbox.apiKey(),
                "apiSecret", sandbox.apiSecretBase64());
    }

    private void endProcesses() {
        nodes.forEach(NodeProcess::close);
        if (postgres != null) {
            postgres.close();
        }
    }
}
