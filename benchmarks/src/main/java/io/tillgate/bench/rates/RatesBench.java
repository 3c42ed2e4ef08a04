package io.tillgate.bench.rates;

import static java.util.Objects.requireNonNull;

import io.tillgate.bench.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How fast prices are told: converting by itself, {@code /convert} against a handler that does nothing on the same server,
 * and thousands of open pages. This process makes the load; the server is a process of its own. See benchmarks/README.md.
 */
final class RatesBench implements AutoCloseable {

    private static final int REQUESTS = 1000;
    private static final int PRICES_TOLD = 5;
    private static final Duration HEAR_PATIENCE = Duration.ofSeconds(20);

    private final RatesSettings settings;
    private final PrintStream out;
    private final ServerProcess server;
    private final List<ByteBuffer> convert = new ArrayList<>();
    private final List<ByteBuffer> empty = List.of(request(RatesServer.EMPTY));
    private int cents;

    private RatesBench(RatesSettings settings, PrintStream out) throws IOException {
        this.settings = settings;
        this.out = out;
        this.server = ServerProcess.start(RatesServer.class, Integer.toString(settings.listeners()), List.of());
        for (int i = 0; i < REQUESTS; i++) {
            String amount = String.format(Locale.ROOT, "%d.%02d", i * 7, i % 100);
            convert.add(request(RatesServer.TILLGATE + "/convert?from=EUR&to=BTC&amount=" + amount));
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(run(RatesSettings.ofSystemProperties(), System.out) ? 0 : 1);
    }

    /** Gives whether every request was answered and every page heard every price. */
    static boolean run(RatesSettings settings, PrintStream out) throws Exception {
        Micro micro = micro(settings);
        out.printf(
                Locale.ROOT,
                "convert, by itself              %,8.1f ns   %,6.1f bytes allocated%n",
                micro.nanos(),
                micro.bytes());
        try (RatesBench bench = new RatesBench(settings, out)) {
            bench.tellPrice();
            bench.warmUp();
            Ratio ratio = bench.sideBySide();
            int held = bench.listeners();
            out.printf(
                    Locale.ROOT,
                    "rates convert_ns=%.0f http_ratio=%.2f sse_listeners=%d%n",
                    micro.nanos(),
                    ratio.median(),
                    held);
            return ratio.refused() == 0 && held == settings.listeners();
        }
    }

    private record Micro(double nanos, double bytes) {}

    private static Micro micro(RatesSettings settings) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(settings.micro().toMillis());
        RunResult result = new Runner(new OptionsBuilder()
                        .include(ConvertBenchmark.class.getName() + ".convert")
                        .warmupTime(time)
                        .measurementTime(time)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        Result<?> bytes = requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
        return new Micro(result.getPrimaryResult().getScore(), bytes.getScore());
    }

    private void warmUp() throws IOException {
        long end = System.nanoTime() + settings.warmUp().toNanos();
        while (System.nanoTime() < end) {
            load(empty);
            load(convert);
        }
    }

    /** @param refused answers other than 200, on either side */
    private record Ratio(double median, long refused) {}

    /** The handlers take turns, so that a drift of the machine hits them alike. */
    private Ratio sideBySide() throws IOException {
        List<Double> ratios = new ArrayList<>();
        long refused = 0;
        for (int round = 0; round < settings.rounds(); round++) {
            HttpLoad.Outcome nothing = report("a handler that does nothing", load(empty));
            HttpLoad.Outcome converted = report("/convert", load(convert));
            ratios.add((double) converted.perSecond() / nothing.perSecond());
            refused += nothing.refused() + converted.refused();
        }
        ratios.sort(null);
        return new Ratio((ratios.get(ratios.size() / 2) + ratios.get((ratios.size() - 1) / 2)) / 2, refused);
    }

    /** A new price before each window, as from a source. */
    private HttpLoad.Outcome load(List<ByteBuffer> requests) throws IOException {
        tellPrice();
        return HttpLoad.run(server.port(), requests, RatesSettings.CONNECTIONS, settings.window());
    }

    private HttpLoad.Outcome report(String name, HttpLoad.Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "%-30s %,8d/s   p50 %5.2f ms   p99 %6.2f ms%s%n",
                name,
                outcome.perSecond(),
                outcome.millis(50),
                outcome.millis(99),
                outcome.refused() == 0 ? "" : "   " + outcome.refused() + " refused");
        return outcome;
    }

    /** Holds all pages open, and gives how many of them heard each of several prices. */
    private int listeners() throws IOException {
        long heapBefore = Long.parseLong(server.tell("heap"));
        long start = System.nanoTime();
        int fewest = settings.listeners();
        try (Listeners listeners = Listeners.open(server.port(), settings.listeners())) {
            long connected = millisSince(start);
            fewest = Math.min(fewest, listeners.hear(tellPrice(), HEAR_PATIENCE));
            out.printf(
                    Locale.ROOT,
                    "%,d pages listen: connected after %,d ms, all heard the price after %,d ms, %.1f KB of heap each%n",
                    fewest,
                    connected,
                    millisSince(start),
                    (Long.parseLong(server.tell("heap")) - heapBefore) / 1024.0 / settings.listeners());
            for (int i = 0; i < PRICES_TOLD; i++) {
                long told = System.nanoTime();
                int heard = listeners.hear(tellPrice(), HEAR_PATIENCE);
                out.printf(Locale.ROOT, "%,d heard a price, the last after %,d ms%n", heard, millisSince(told));
                fewest = Math.min(fewest, heard);
            }
            report("/convert meanwhile", HttpLoad.run(server.port(), convert, 1, settings.window()));
        }
        return fewest;
    }

    /** Gives the price as pages hear it: the median of the market's bids. */
    private String tellPrice() throws IOException {
        cents++;
        String price = String.format(Locale.ROOT, "%d.%02d", 60_000 + cents, cents % 100);
        server.tell(price);
        try {
            GetConnection asked = ask(RatesServer.TILLGATE + "/rates/BTC-EUR");
            String text = asked.text();
            int at = text.indexOf("\"price\":");
            return text.substring(at, text.indexOf(',', at));
        } catch (IOException | RuntimeException broken) {
            throw new IOException("the server tells no price", broken);
        }
    }

    private GetConnection ask(String path) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            GetConnection connection = new GetConnection(channel);
            connection.send(request(path).duplicate());
            while (!connection.read()) {
                // The rest of the answer is on its way.
            }
            return connection;
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static ByteBuffer request(String path) {
        return ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        server.close();
    }
}
