package io.tillgate.bench;

import io.tillgate.Gateway;
import io.tillgate.processor.MtGoxSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Every page for staff, and every kind of search, on a shop with three years of orders: how long each takes at the server.
 * See benchmarks/README.md.
 */
final class AdminBench implements AutoCloseable {

    private static final int WARM_UP_REQUESTS = 15;
    private static final long LINES_MAX = 1_000_000;

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
                HistorySeed.open(loading.dataSource(), orders, out::println);
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
            HistorySeed.open(postgres.dataSource(), orders, out::println);
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
            out.printf(
                    Locale.ROOT,
                    "%,d orders, %,d payment facts, %s%n%n%-48s %8s %8s %8s%n",
                    Query.number(connection, "SELECT count(*) FROM tillgate.merchant_order"),
                    Query.number(connection, "SELECT count(*) FROM tillgate.payment"),
                    Query.text(connection, "SELECT pg_size_pretty(pg_database_size(current_database()))"),
                    "",
                    "p50 ms",
                    "p95 ms",
                    "max ms");
            LatencyHistogram pages = measureAll(pages(connection));
            LatencyHistogram searches = measureAll(searches(connection));
            BooksBench books = new BooksBench(postgres.dataSource(), gateway(server.pool()));
            Duration close = books.closeDays();
            BooksBench.Matching matching = books.match(directory, LINES_MAX);
            double seconds = matching.time().toMillis() / 1e3;
            out.printf(
                    Locale.ROOT,
                    "a statement of %,d lines was imported and matched in %.1f s, %.1f s of it reading, and once more in %.1f s%n",
                    matching.lines(),
                    seconds,
                    matching.reading().toMillis() / 1e3,
                    matching.again().toMillis() / 1e3);
            out.printf(
                    Locale.ROOT,
                    "admin orders=%d page_p95_ms=%.1f search_p95_ms=%.1f close_ms=%d match_1m_s=%.1f%n",
                    orders,
                    millis(pages, 95),
                    millis(searches, 95),
                    close.toMillis(),
                    seconds);
        }
    }

    private Map<String, String> pages(Connection connection) throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        server.sections().forEach(section -> pages.put("section " + section, "/admin/" + section));
        pages.put("orders, first page", "/admin/orders");
        for (int tenth = 1; tenth < 10; tenth += 4) {
            String id = Query.text(
                    connection,
                    "SELECT history.order_id(first_millis + n * ((extract(epoch FROM now()) * 1000)"
                            + "::bigint - first_millis) / orders, n)::text FROM history.seed, LATERAL (SELECT orders * "
                            + tenth + " / 10 AS n) AS x");
            pages.put("orders, page " + orders * (10 - tenth) / 10 / 50, "/admin/orders?before=" + id);
        }
        for (String filter : new String[] {
            "status=PAID",
            "status=EXPIRED",
            "status=DECLINED",
            "status=AWAITING_PAYMENT",
            "status=SUBMITTED",
            "anomaly=OVERPAID",
            "anomaly=NONE",
            "review=only",
            "status=PAID&anomaly=UNDERPAID",
            "status=DECLINED&anomaly=OVERPAID",
            "status=EXPIRED&review=only"
        }) {
            pages.put("orders, " + filter, "/admin/orders?" + filter);
        }
        String open = Query.text(
                connection,
                "SELECT id FROM tillgate.merchant_order WHERE status = 'PAID' AND quote_id IS NOT NULL"
                        + " ORDER BY id DESC OFFSET " + orders / 200 + " LIMIT 1");
        pages.put("an order", "/admin/orders/" + open);
        return pages;
    }

    private Map<String, String> searches(Connection connection) throws Exception {
        String some = "FROM tillgate.merchant_order o JOIN tillgate.payment p ON p.order_id = o.id"
                + " WHERE o.id > (SELECT history.order_id(first_millis + %s, 1) FROM history.seed) ORDER BY o.id LIMIT 1";
        String old = some.formatted("1000000");
        Map<String, String> searches = new LinkedHashMap<>();
        for (Map.Entry<String, String> kind : Map.of(
                        "order id", Query.text(connection, "SELECT o.id " + old),
                        "reference", Query.text(connection, "SELECT o.reference " + old),
                        "payment id", Query.text(connection, "SELECT p.payment_id " + old),
                        "amount", "12.34 EUR",
                        "start of few references", "SHOP-1234",
                        "start of many references", "SHOP-1",
                        "invoice id", "invoice-777",
                        "common word", "mugs",
                        "two words", "engraved lamp",
                        "nothing", "no such thing")
                .entrySet()) {
            String text = URLEncoder.encode(kind.getValue(), StandardCharsets.UTF_8);
            searches.put("search, " + kind.getKey(), "/admin/orders?q=" + text);
            searches.put("search, " + kind.getKey() + ", status=PAID", "/admin/orders?status=PAID&q=" + text);
        }
        return searches;
    }

    private LatencyHistogram measureAll(Map<String, String> urls) throws Exception {
        for (String url : urls.values()) {
            for (int i = 0; i < WARM_UP_REQUESTS; i++) {
                get(url);
            }
        }
        LatencyHistogram all = new LatencyHistogram();
        for (Map.Entry<String, String> page : urls.entrySet()) {
            LatencyHistogram one = new LatencyHistogram();
            for (int i = 0; i < requests; i++) {
                long nanos = get(page.getValue());
                one.add(nanos);
                all.add(nanos);
            }
            out.printf(
                    Locale.ROOT,
                    "%-48s %8.1f %8.1f %8.1f%n",
                    page.getKey(),
                    millis(one, 50),
                    millis(one, 95),
                    millis(one, 100));
        }
        return all;
    }

    /** How long the server took. */
    private long get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/pay" + path))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " gave " + answer.statusCode() + ": " + answer.body());
        }
        return server.lastNanos();
    }

    private static double millis(LatencyHistogram latencies, double percent) {
        return latencies.percentile(percent).toNanos() / 1e6;
    }

    @Override
    public void close() {
        server.close();
    }
}
