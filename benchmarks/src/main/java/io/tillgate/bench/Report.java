package io.tillgate.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Prints what was measured, as it is measured; the last line is for scripts. */
final class Report {

    private final BenchSettings settings;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private Measurement ours = Measurement.none();
    private Measurement theirs = Measurement.none();

    Report(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    void loaded(long orders, Path data, Duration time) {
        line("loaded %,d orders in %d s into %s", orders, time.toSeconds(), data);
    }

    void start(String postgres) {
        line("%s", postgres);
        line(
                "Java %s, %d processors, servers with %s of heap and %d connections to Postgres each",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                ServerProcess.HEAP,
                BenchServer.POOL_SIZE);
        line(
                "%,d open orders before the run; closed loop over %d connections; windows of %d s",
                settings.orders(), settings.connections(), settings.window().toSeconds());
    }

    void warm() {
        line("warm after %d s", Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    Measurement window(String side, Measurement measured) {
        line(
                "  %-28s %,7d/s   p50 %6s ms   p99 %6s ms",
                side, measured.perSecond(), millis(measured, 50), millis(measured, 99));
        if (measured.refused() > 0) {
            line("  %-28s %,d were refused", side, measured.refused());
        }
        return measured;
    }

    void sides(
            Measurement alone,
            Measurement whole,
            Measurement handWritten,
            Measurement oneWriter,
            Measurement twoWriters) {
        ours = alone;
        theirs = handWritten;
        line(
                "%-28s %9s %8s %8s %8s %8s %9s %26s",
                "", "rps", "p50 ms", "p99 ms", "xacts", "WAL B", "alloc B", "cpu us: load server pg");
        row("tillgate, intake alone", alone);
        row("tillgate, delivering events", whole);
        row("handwritten", handWritten);
        row("statements, 1 writer", oneWriter);
        row("statements, 2 writers", twoWriters);
        line(
                "events delivered meanwhile: %,d/s",
                Math.round(
                        whole.server().events() * 1e9 / Math.max(1, whole.time().toNanos())));
    }

    /** The bare statements have nobody who waits for an answer. */
    private static String millis(Measurement measured, double percent) {
        return measured.latencies().total() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", measured.millis(percent));
    }

    private void row(String side, Measurement m) {
        line(
                "%-28s %,9d %8s %8s %8.4f %,8.0f %,9.0f %12.0f %6.0f %6.0f",
                side,
                m.perSecond(),
                millis(m, 50),
                millis(m, 99),
                m.each(m.writeTransactions()),
                m.each(m.walBytes()),
                m.each(m.server().allocatedBytes()),
                m.eachMicros(m.loadCpu()),
                m.eachMicros(Duration.ofNanos(m.server().cpuNanos())),
                m.eachMicros(m.postgresCpu()));
    }

    void duplicates(String side, Measurement measured) {
        line(
                "duplicates, %-16s %,9d/s   p99 %.2f ms   %.4f xacts and %,.0f WAL bytes each",
                side,
                measured.perSecond(),
                measured.millis(99),
                measured.each(measured.writeTransactions()),
                measured.each(measured.walBytes()));
    }

    void openLoop(long perSecond, Measurement measured) {
        line(
                "open loop at %,6d/s        %,9d/s   p50 %.2f ms   p99 %.2f ms",
                perSecond, measured.perSecond(), measured.millis(50), measured.millis(99));
    }

    void idle(Measurement oursIdle, Measurement theirsIdle, LatencyHistogram commits) {
        line(
                "one at a time: tillgate p50 %.3f ms, handwritten p50 %.3f ms, a bare commit p50 %.3f ms",
                oursIdle.millis(50),
                theirsIdle.millis(50),
                commits.percentile(50).toNanos() / 1e6);
    }

    void statements(String side, Measurement measured) {
        ServerStats server = measured.server();
        double commits = Math.max(1, server.commits());
        line(
                "statements, %-16s %.4f an IPN, %.1f a transaction, %.1f IPNs a transaction, %.3f ms of database a transaction",
                side,
                measured.each(server.statements()),
                server.statements() / commits,
                measured.acknowledged() / commits,
                server.databaseNanos() / commits / 1e6);
    }

    /** Gives how many acknowledged notifications are missing or doubled, of all sides. */
    long end(RowCheck oursFound, RowCheck theirsFound, RowCheck rawFound) {
        rows("tillgate", oursFound);
        rows("handwritten", theirsFound);
        rows("statements", rawFound);
        line("took %d s", Duration.ofNanos(System.nanoTime() - start).toSeconds());
        line(
                "intake rps=%d handwritten_rps=%d ratio=%.2f p99_ms=%.1f lost=%d",
                ours.perSecond(),
                theirs.perSecond(),
                (double) ours.perSecond() / Math.max(1, theirs.perSecond()),
                ours.millis(99),
                oursFound.lost());
        return oursFound.lost()
                + oursFound.doubled()
                + theirsFound.lost()
                + theirsFound.doubled()
                + rawFound.lost()
                + rawFound.doubled();
    }

    private void rows(String side, RowCheck found) {
        line(
                "rows of %-16s %,d acknowledged, %,d lost, %,d doubled",
                side, found.acknowledged(), found.lost(), found.doubled());
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
