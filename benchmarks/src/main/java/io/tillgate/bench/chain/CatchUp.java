package io.tillgate.bench.chain;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.internal.intake.LateDrift;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.node.ChainFollower;
import io.tillgate.internal.node.NodeService;
import io.tillgate.migrations.TillgateMigrations;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.NodeSettings;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Catches up with a chain over HTTP and into Postgres, in turns with merely fetching the same blocks. */
final class CatchUp {

    /** What a block of these years has. */
    static final int BLOCK_BYTES = 1_600_000;

    private static final int BLOCKS = 40;
    private static final int ROUNDS = 9;
    private static final int ROUNDS_WARM = 3;
    static final int WATCHED = 100_000;

    /** The account of BIP 84's vectors, in the form of test networks. */
    static final String VPUB =
            "vpub5YvMuJNjRSYon44z9QmCfdf8SqJRVNvz6m55Qy5iVjZQxDfUgtiQjnc7CC1fAbED2tAGCZRERUfvtn2DstZGU6HMns6dXXH2wujSc2wfi2x";

    private final PrintStream out;

    CatchUp(PrintStream out) {
        this.out = out;
    }

    /** Time of catching up for 100 of merely fetching: the median of the rounds. */
    long run() throws Exception {
        SyntheticBlocks maker = new SyntheticBlocks(2);
        List<SyntheticBlocks.Made> chain = new ArrayList<>();
        chain.add(maker.next(1000, List.of()));
        for (int i = 0; i <= BLOCKS; i++) {
            chain.add(maker.next(BLOCK_BYTES, List.of()));
        }
        ReadyChain ready = new ReadyChain(chain);
        try (FakeNode node = new FakeNode(ready);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start()) {
            TillgateMigrations.migrate(postgres.getPostgresDatabase());
            watch(postgres);
            HikariConfig pool = new HikariConfig();
            pool.setDataSource(postgres.getPostgresDatabase());
            pool.setMaximumPoolSize(2);
            try (HikariDataSource pooled = new HikariDataSource(pool)) {
                return rounds(ready, node, new Database(pooled));
            }
        }
    }

    private long rounds(ReadyChain chain, FakeNode node, Database database) throws Exception {
        long[] percents = new long[ROUNDS];
        for (int round = 0; round < ROUNDS_WARM + ROUNDS; round++) {
            long fetching = fetch(chain, node);
            long following = follow(node, database, "round-" + round);
            if (round >= ROUNDS_WARM) {
                percents[round - ROUNDS_WARM] = following * 100 / fetching;
                out.printf(
                        "  %d blocks: fetched in %,d ms, followed in %,d ms, %,d blocks a second%n",
                        BLOCKS, fetching / 1_000_000, following / 1_000_000, BLOCKS * 1_000_000_000L / following);
            }
        }
        Arrays.sort(percents);
        return percents[ROUNDS / 2];
    }

    private static long follow(FakeNode node, Database database, String id) throws SQLException {
        NodeSettings settings = NodeSettings.builder()
                .id(id)
                .url(node.url())
                .credentials("bench", "bench")
                .network(BitcoinNetwork.REGTEST)
                .accountKey(VPUB)
                .build();
        InstantSource clock = InstantSource.system();
        NodeService service = new NodeService(settings, database, order -> "", clock);
        try (service;
                ChainFollower follower = service.follower(
                        new OrderTransitions(OrderPolicy.DEFAULT),
                        new OrderLedger(List.of()),
                        new LateDrift(new RateService(Set.of(), RatePolicy.DEFAULT, clock)))) {
            // The first block comes with reading the watched scripts, once in the life of a shop's node.
            node.height(0);
            follow(follower);
            node.height(1);
            follow(follower);
            node.height(BLOCKS + 1);
            long start = System.nanoTime();
            follow(follower);
            long time = System.nanoTime() - start;
            if (!service.state().detail().contains("block " + (BLOCKS + 1) + " of")) {
                throw new IllegalStateException(
                        "not caught up: " + service.state().detail());
            }
            return time;
        }
    }

    private static void follow(ChainFollower follower) throws SQLException {
        while (follower.round() == Loop.Next.AT_ONCE) {
            // Each round is bounded; this is all of them.
        }
    }

    private static long fetch(ReadyChain chain, FakeNode node) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        byte[] buffer = new byte[64 * 1024];
        long start = System.nanoTime();
        for (int height = 2; height <= BLOCKS + 1; height++) {
            String call = "{\"id\":0,\"method\":\"getblock\",\"params\":[\"" + chain.hash(height) + "\",false]}";
            HttpRequest request = HttpRequest.newBuilder(URI.create(node.url()))
                    .POST(HttpRequest.BodyPublishers.ofString(call))
                    .build();
            try (InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                long bytes = 0;
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    bytes += read;
                }
                if (bytes < BLOCK_BYTES) {
                    throw new IOException("a block of " + bytes + " bytes");
                }
            }
        }
        return System.nanoTime() - start;
    }

    /** Watches so many scripts without the orders that they would belong to: none of them is paid. */
    static void watch(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("INSERT INTO tillgate.chain_account VALUES ('bench', " + WATCHED + ")");
            statement.execute("""
                    INSERT INTO tillgate.chain_address (
                        account, address_index, processor, order_id, address, script, confirmations_needed, created_at)
                    SELECT 'bench', i, 'bench', gen_random_uuid(), '', '\\x0014'::bytea || substring(sha256(i::text::bytea), 1, 20),
                           1, now()
                    FROM generate_series(0, %d) AS i
                    """.formatted(WATCHED - 1));
        }
    }
}
