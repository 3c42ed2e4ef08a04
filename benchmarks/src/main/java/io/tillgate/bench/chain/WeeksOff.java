package io.tillgate.bench.chain;

import io.tillgate.Gateway;
import io.tillgate.bench.ServerProcess;
import io.tillgate.bench.chain.SyntheticBlocks.Payment;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.migrations.TillgateMigrations;
import io.tillgate.money.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A shop that sold and then was off for weeks, in which some of its buyers paid, starts again in a JVM whose heap holds few
 * of the blocks that came meanwhile: with a hundred thousand more addresses to watch, and a full mempool at the end.
 */
final class WeeksOff {

    /** The heap of the shop that catches up. */
    static final int HEAP_MB = 64;

    /** The exit code of a JVM with {@code ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int ORDERS = 60;
    private static final int MEMPOOL = 100_000;

    /** The whole list of the mempool is read, and 4,000 of its transactions looked at, before the next time. */
    private static final int MEMPOOL_LOOKS = 2;

    private static final Duration BETWEEN_BLOCKS = Duration.ofMinutes(10);
    private static final long SATOSHI = 200_000;
    private static final long SEED = 3;

    private final PrintStream out;

    WeeksOff(PrintStream out) {
        this.out = out;
    }

    /** What is wrong afterwards, order by order: nothing. */
    List<String> run(int blocks, int blockBytes) throws Exception {
        Instant closed = Instant.now().minus(BETWEEN_BLOCKS.multipliedBy(blocks));
        LongChain chain = new LongChain(SEED, closed, blockBytes);
        try (FakeNode node = new FakeNode(chain);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            DataSource database = postgres.getPostgresDatabase();
            TillgateMigrations.migrate(database);
            sell(database, node, closed);
            List<byte[]> scripts = scripts(database);
            CatchUp.watch(postgres);
            chain.grow(payments(scripts, blocks), blocks);
            node.height(blocks);
            node.mempool(MEMPOOL);
            catchUp(node, postgres.getJdbcUrl("postgres", "postgres"), blocks, blockBytes);
            return differences(expected(blocks), read(database));
        }
    }

    private static void sell(DataSource database, FakeNode node, Instant now) throws Exception {
        CountDownLatch followed = node.mempoolAsked(1);
        try (Gateway gateway = SmallShop.gateway(database, node.url(), InstantSource.fixed(now))) {
            gateway.start();
            if (!followed.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the shop does not follow the chain");
            }
            for (int i = 0; i < ORDERS; i++) {
                CheckoutRequest request = CheckoutRequest.of(reference(i), Money.satoshi(SATOSHI + i))
                        .build();
                if (!(gateway.checkout(request) instanceof CheckoutResult.Ready)) {
                    throw new IllegalStateException("no address for " + reference(i));
                }
            }
        }
    }

    private static String reference(int order) {
        return "W-%03d".formatted(order);
    }

    /** In how many payments a buyer pays: at once, in two, or not at all. */
    private static int parts(int order) {
        return (order + 1) % 3;
    }

    /** Each in a block of its own; one in the first and one in the last. */
    private static Map<Integer, Payment> payments(List<byte[]> scripts, int blocks) {
        List<Integer> heights =
                new ArrayList<>(IntStream.range(2, blocks).boxed().toList());
        Collections.shuffle(heights, new Random(SEED));
        heights.add(0, 1);
        heights.add(0, blocks);
        Map<Integer, Payment> payments = new HashMap<>();
        for (int order = 0; order < ORDERS; order++) {
            long missing = SATOSHI + order;
            for (int parts = parts(order); parts > 0; parts--) {
                long part = missing / parts;
                payments.put(heights.get(payments.size()), new Payment(scripts.get(order), part));
                missing -= part;
            }
        }
        return payments;
    }

    private void catchUp(FakeNode node, String databaseUrl, int blocks, int blockBytes) throws Exception {
        CountDownLatch caughtUp = node.mempoolAsked(MEMPOOL_LOOKS);
        List<String> options = List.of(
                "-Xms" + HEAP_MB + "m",
                "-Xmx" + HEAP_MB + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-D" + SmallShop.NODE + "=" + node.url());
        long start = System.nanoTime();
        try (ServerProcess shop = ServerProcess.start(SmallShop.class, databaseUrl, options)) {
            while (!caughtUp.await(1, TimeUnit.SECONDS)) {
                if (shop.exitCode().isPresent()) {
                    throw new IllegalStateException("the shop ended before it had caught up, with exit code "
                            + shop.exitCode().getAsInt() + "; " + OUT_OF_MEMORY + " means that it was out of memory");
                }
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            out.printf(
                    "  off for %,d blocks of %,d bytes: caught up in %,d ms with %d MB of heap, %,d KB of it in use then%n",
                    blocks, blockBytes, millis, HEAP_MB, Long.parseLong(shop.tell("heap")) / 1024);
        }
    }

    /** A line for each order as it must be, and one for how far the chain was followed. */
    private static List<String> expected(int blocks) {
        List<String> lines = IntStream.range(0, ORDERS)
                .mapToObj(order -> "%s %s NONE %d 0 payments=%d events=%d"
                        .formatted(
                                reference(order),
                                parts(order) == 0 ? "AWAITING_PAYMENT" : "PAID",
                                parts(order) == 0 ? 0 : SATOSHI + order,
                                parts(order),
                                Math.min(1, parts(order))))
                .collect(Collectors.toCollection(ArrayList::new));
        lines.add("height " + blocks);
        return lines;
    }

    private static List<String> differences(List<String> expected, List<String> read) {
        return Stream.concat(
                        expected.stream().filter(line -> !read.contains(line)).map(line -> "missing: " + line),
                        read.stream().filter(line -> !expected.contains(line)).map(line -> "not expected: " + line))
                .toList();
    }

    private static List<String> read(DataSource database) throws SQLException {
        return texts(database, """
                SELECT reference || ' ' || status || ' ' || anomaly || ' ' || received_amount || ' ' || pending_amount
                    || ' payments=' || (SELECT count(*) FROM tillgate.payment p
                                        WHERE p.order_id = o.id AND p.state = 'CONFIRMED')
                    || ' events=' || (SELECT count(*) FROM tillgate.outbox e
                                      WHERE e.order_id = o.id AND e.type = 'ORDER_PAID')
                FROM tillgate.merchant_order o
                UNION ALL
                SELECT 'height ' || height FROM tillgate.chain_cursor
                """, rows -> rows.getString(1));
    }

    private static List<byte[]> scripts(DataSource database) throws SQLException {
        return texts(database, """
                SELECT a.script
                FROM tillgate.chain_address a
                    JOIN tillgate.merchant_order o ON o.id = a.order_id
                ORDER BY o.reference
                """, rows -> rows.getBytes(1));
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private static <T> List<T> texts(DataSource database, String sql, RowReader<T> reader) throws SQLException {
        List<T> read = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                read.add(reader.read(rows));
            }
        }
        return read;
    }
}
