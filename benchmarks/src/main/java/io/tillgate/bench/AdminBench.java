package io.tillgate.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillgate.Gateway;
import io.tillgate.processor.MtGoxSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Every page for staff, and every kind of search, on a shop with three years of orders: how long each takes at the server.
 * See benchmarks/README.md.
 */
final class AdminBench implements AutoCloseable {

    private static final int WARM_UP_REQUESTS = 15;
    private static final long LINES_MAX = 1_000_000;
    private static final int DOWNLOAD_BYTES = 8 * 1024;
    private static final Pattern SECTION = Pattern.compile("href=\"/pay/admin/([a-z]*)\"");

    private final BenchPostgres postgres;
    private final Path directory;
    private final PrintStream out;
    private final long orders;
    private final int requests;
    private final AdminServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private AdminBench(BenchPostgres postgres, Path directory, PrintStream out, long orders, int requests)
            throws Exception {
        this.postgres = postgres;
        this.directory = directory;
        this.out = out;
        this.orders = orders;
        this.requests = requests;
        this.server = new AdminServer(postgres.url(), AdminBench::gateway);
    }

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(System.getProperty("target", "target")).toAbsolutePath();
        run(Long.getLong("orders", 100_000), Integer.getInteger("requests", 40), target, System.out);
        // Threads of the gateway and of Jetty.
        System.exit(0);
    }

    static void run(long orders, int requests, Path target, PrintStream out) throws Exception {
        Path data = target.resolve("bench").resolve("history-" + orders);
        Path done = data.resolveSibling(data.getFileName() + ".loaded");
        if (!Files.exists(done)) {
            BenchPostgres.delete(data);
            long start = System.nanoTime();
            try (BenchPostgres loading = BenchPostgres.forLoading(data)) {
                HistorySeed.open(loading.dataSource(), orders, AdminBench::gateway, out::println);
            }
            Files.createFile(done);
            out.printf(
                    Locale.ROOT,
                    "made %,d orders in %d s%n",
                    orders,
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
        }
        try (BenchPostgres postgres = BenchPostgres.durable(data)) {
            // An earlier run may have left a schema that is older than this version.
            HistorySeed.open(postgres.dataSource(), orders, AdminBench::gateway, out::println);
            out.println(postgres.durability());
            try (AdminBench bench = new AdminBench(postgres, target.resolve("bench"), out, orders, requests)) {
                bench.run();
            }
        } finally {
            if (orders < BenchSettings.KEPT_ORDERS_MIN) {
                Files.deleteIfExists(done);
                BenchPostgres.delete(data);
            }
        }
    }

    private static Gateway gateway(DataSource database) {
        return Gateway.builder()
                .dataSource(database)
                .publicBaseUrl("http://127.0.0.1/pay")
                .secretKey(Wire.SECRET_KEY_BASE64)
                .mtGox(MtGoxSettings.builder()
                        .baseUrl("http://127.0.0.1:9/api")
                        .apiKey(Wire.API_KEY)
                        .apiSecret(Wire.API_SECRET_BASE64)
                        .build())
                .currencies("EUR")
                .listener(event -> {})
                .build();
    }

    private void run() throws Exception {
        try (Connection connection = postgres.dataSource().getConnection()) {
            HistoryBooks.forgetLater(connection);
            out.printf(
                    Locale.ROOT,
                    "%,d orders, %,d payment facts, %,d statement lines, %s%n",
                    Query.number(connection, "SELECT count(*) FROM tillgate.merchant_order"),
                    Query.number(connection, "SELECT count(*) FROM tillgate.payment"),
                    Query.number(connection, "SELECT count(*) FROM tillgate.statement_line"),
                    Query.text(connection, "SELECT pg_size_pretty(pg_database_size(current_database()))"));
            BooksBench books = new BooksBench(postgres.dataSource(), gateway(server.pool()));
            Duration close = books.closeDays();
            BooksBench.Matching matching = books.match(directory, linesMax(connection));
            out.printf(
                    Locale.ROOT,
                    "a statement of %,d lines was imported in %.1f s, of it %.1f s reading, %.1f s matching and %.1f s storing;"
                            + " once more in %.1f s%n%n"
                            + "%-76s %8s %8s %8s%n",
                    matching.lines(),
                    seconds(matching.whole()),
                    seconds(matching.took().reading()),
                    seconds(matching.took().matching()),
                    seconds(matching.took().storing()),
                    seconds(matching.again()),
                    "",
                    "p50 ms",
                    "p95 ms",
                    "max ms");
            // As autovacuum does a minute after a million lines came.
            Query.run(connection, "VACUUM (ANALYZE) tillgate.statement_line, tillgate.discrepancy");
            LatencyHistogram pages = measureAll("pages", AdminPages.all(connection, sections()));
            LatencyHistogram searches = measureAll("searches", AdminPages.searches(connection));
            out.printf(
                    Locale.ROOT,
                    "admin orders=%d page_p95_ms=%.1f search_p95_ms=%.1f close_ms=%d match_1m_s=%.1f%n",
                    orders,
                    millis(pages, 95),
                    millis(searches, 95),
                    close.toMillis(),
                    seconds(matching.took().matching()));
        }
    }

    /** Not more than there are payments on no statement yet: of each order, 0.77 were confirmed by this processor. */
    private static long linesMax(Connection connection) throws SQLException {
        return Query.number(
                connection, "SELECT least(" + LINES_MAX + ", (orders - stated_orders) * 7 / 10) FROM history.seed");
    }

    private LatencyHistogram measureAll(String what, Map<String, String> urls) throws Exception {
        for (String url : urls.values()) {
            for (int i = 0; requests > 1 && i < WARM_UP_REQUESTS; i++) {
                get(url);
            }
        }
        LatencyHistogram all = new LatencyHistogram();
        String slowest = "";
        double slowestP95 = 0;
        for (Map.Entry<String, String> page : urls.entrySet()) {
            LatencyHistogram one = new LatencyHistogram();
            for (int i = 0; i < requests; i++) {
                long nanos = get(page.getValue());
                one.add(nanos);
                all.add(nanos);
            }
            out.printf(
                    Locale.ROOT,
                    "%-76s %8.1f %8.1f %8.1f%n",
                    page.getKey(),
                    millis(one, 50),
                    millis(one, 95),
                    millis(one, 100));
            if (millis(one, 95) > slowestP95) {
                slowest = page.getKey();
                slowestP95 = millis(one, 95);
            }
        }
        out.printf(Locale.ROOT, "%d %s; the slowest: %s, p95 %.1f ms%n%n", urls.size(), what, slowest, slowestP95);
        return all;
    }

    /** Those that the navigation leads to, so that a new one is measured without being named here. */
    private List<String> sections() throws IOException, InterruptedException {
        HttpResponse<String> home = client.send(request("/admin/"), HttpResponse.BodyHandlers.ofString());
        return SECTION.matcher(home.body())
                .results()
                .map(link -> link.group(1))
                .distinct()
                .toList();
    }

    static boolean isOnlyBegun(String path) {
        return path.endsWith(".csv");
    }

    /** How long the server took; of a download, until its first bytes were here. */
    private long get(String path) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<InputStream> answer = client.send(request(path), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException(
                        path + " gave " + answer.statusCode() + ": " + new String(body.readAllBytes(), UTF_8));
            }
            if (isOnlyBegun(URI.create(path).getPath())) {
                body.readNBytes(DOWNLOAD_BYTES);
                return System.nanoTime() - start;
            }
            body.readAllBytes();
        }
        return server.lastNanos();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/pay" + path))
                .build();
    }

    private static double millis(LatencyHistogram latencies, double percent) {
        return latencies.percentile(percent).toNanos() / 1e6;
    }

    @Override
    public void close() {
        server.close();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
