package io.tillgate.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.bench.LoadGenerator.Load;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The intake of Tillgate, a hand-written servlet and the bare statements, side by side in one run on one Postgres. This
 * process is the load generator; the servers and Postgres are processes of their own. See benchmarks/README.md.
 */
final class IntakeBench implements AutoCloseable {

    private static final int WARM_UP_PER_SECOND = 800;
    private static final int RAW_PER_SECOND_MAX = 25_000;
    private static final int IDLE_IPNS = 1500;
    private static final int DUPLICATES = 2000;
    private static final long FLOOR_PER_SECOND = 4000;
    private static final long GOAL_PER_SECOND = 10_000;

    private final BenchSettings settings;
    private final BenchPostgres postgres;
    private final OrderSeed seed;
    private final Meter meter;
    private final HikariDataSource rawPool;
    private final RawWriters raw;
    private final List<Ipns> rawSent = new ArrayList<>();
    private final Side ours;
    private final Side theirs;
    private final Report report;

    private IntakeBench(BenchSettings settings, BenchPostgres postgres, Report report) throws Exception {
        this.settings = settings;
        this.postgres = postgres;
        this.report = report;
        report.start(postgres.durability());
        this.seed = OrderSeed.open(postgres.dataSource(), settings.orders());
        this.meter = new Meter(postgres);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(postgres.url());
        this.rawPool = new HikariDataSource(pool);
        this.raw = new RawWriters(seed.wire(), rawPool);
        List<String> recording = settings.recording().isEmpty()
                ? List.of()
                : List.of("-XX:StartFlightRecording=settings=profile,filename=" + settings.recording());
        this.ours = Side.tillgate(ServerProcess.start(TillgateServer.class, postgres.url(), recording));
        this.theirs = Side.handWritten(ServerProcess.start(HandWrittenServer.class, postgres.url(), List.of()));
    }

    public static void main(String[] arguments) throws Exception {
        BenchSettings settings = BenchSettings.ofSystemProperties();
        System.exit(run(settings, System.out) == 0 ? 0 : 1);
    }

    /** Gives how many acknowledged notifications are missing or doubled. */
    static long run(BenchSettings settings, PrintStream out) throws Exception {
        Report report = new Report(settings, out);
        try (BenchPostgres postgres = Loading.postgres(settings, report);
                IntakeBench bench = new IntakeBench(settings, postgres, report)) {
            return bench.run();
        } finally {
            if (!settings.keepsData()) {
                BenchPostgres.delete(Loading.data(settings));
            }
        }
    }

    private long run() throws Exception {
        warmUp();
        rounds();
        duplicates();
        openLoop(FLOOR_PER_SECOND);
        openLoop(GOAL_PER_SECOND);
        idle();
        countStatements();
        return verify();
    }

    /** Both sides at once, lightly, then each alone, fully. Nothing of it is measured. */
    private void warmUp() throws Exception {
        int count = count(WARM_UP_PER_SECOND, settings.warmUp());
        Load light = Load.open(settings.connections(), settings.warmUp(), WARM_UP_PER_SECOND);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> both = new ArrayList<>();
            for (Side side : List.of(ours, theirs)) {
                Ipns ipns = side.keep(ipns(count));
                both.add(threads.submit(() -> LoadGenerator.run(side.server().port(), ipns, light)));
            }
            for (Future<?> one : both) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (Side side : List.of(ours, theirs)) {
            side.deliverEvents(false);
            measure(side, closedLoop());
        }
        rawLimit(1);
        try (Connection connection = postgres.dataSource().getConnection()) {
            // What autovacuum does within some minutes in any table that grows.
            Query.run(connection, "ANALYZE");
        }
        report.warm();
    }

    /** The sides take turns, so that a drift of the machine hits them alike. */
    private void rounds() throws Exception {
        Measurement alone = Measurement.none();
        Measurement whole = Measurement.none();
        Measurement handWritten = Measurement.none();
        Measurement oneWriter = Measurement.none();
        Measurement twoWriters = Measurement.none();
        for (int round = 0; round < settings.rounds(); round++) {
            alone = alone.plus(report.window("tillgate, intake alone", measure(ours, closedLoop())));
            handWritten = handWritten.plus(report.window("handwritten", measure(theirs, closedLoop())));
            ours.deliverEvents(true);
            whole = whole.plus(report.window("tillgate, delivering events", measure(ours, closedLoop())));
            ours.deliverEvents(false);
            oneWriter = oneWriter.plus(report.window("statements, 1 writer", rawLimit(1)));
            twoWriters = twoWriters.plus(report.window("statements, 2 writers", rawLimit(2)));
        }
        report.sides(alone, whole, handWritten, oneWriter, twoWriters);
    }

    private Load closedLoop() {
        return Load.closed(settings.connections(), settings.window());
    }

    private Measurement measure(Side side, Load load) throws Exception {
        long perSecond = load.isOpen() ? load.perSecond() : side.perSecondExpected();
        Ipns ipns = side.keep(ipns(count(perSecond, load.time())));
        Measurement measured = meter.measure(
                side.server(), () -> LoadGenerator.run(side.server().port(), ipns, load));
        if (!load.isOpen()) {
            side.learn(measured);
        }
        return measured;
    }

    private Measurement rawLimit(int writers) throws Exception {
        Duration time = settings.window().dividedBy(2);
        Ipns ipns = ipns(count(RAW_PER_SECOND_MAX, time));
        rawSent.add(ipns);
        return meter.measure(null, () -> raw.run(ipns, writers, time));
    }

    /** What a processor's repetitions cost, all of them answered and none of them applied. */
    private void duplicates() throws Exception {
        for (Side side : List.of(ours, theirs)) {
            Ipns once = side.keep(ipns(DUPLICATES));
            int port = side.server().port();
            LoadGenerator.run(port, once, Load.closed(settings.connections(), settings.window()));
            Load load = Load.closed(settings.connections(), settings.window().dividedBy(2));
            report.duplicates(
                    side.name(), meter.measure(side.server(), () -> LoadGenerator.run(port, once.repeated(), load)));
        }
    }

    private void openLoop(long perSecond) throws Exception {
        Load load = Load.open(settings.connections() * 4, settings.window(), perSecond);
        report.openLoop(perSecond, measure(ours, load));
    }

    /** One notification at a time, against one row inserted at a time. */
    private void idle() throws Exception {
        Load load = Load.closed(1, settings.window());
        List<Measurement> sides = new ArrayList<>();
        for (Side side : List.of(ours, theirs)) {
            Ipns ipns = side.keep(ipns(IDLE_IPNS));
            sides.add(meter.measure(
                    side.server(), () -> LoadGenerator.run(side.server().port(), ipns, load)));
        }
        report.idle(sides.get(0), sides.get(1), bareCommits());
    }

    private LatencyHistogram bareCommits() throws Exception {
        LatencyHistogram latencies = new LatencyHistogram();
        try (Connection connection = rawPool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO bench.probe (at) VALUES (now())")) {
            for (int i = 0; i < IDLE_IPNS; i++) {
                long start = System.nanoTime();
                insert.executeUpdate();
                latencies.add(System.nanoTime() - start);
            }
        }
        return latencies;
    }

    /** A window by itself, since counting costs a little. */
    private void countStatements() throws Exception {
        for (Side side : List.of(ours, theirs)) {
            side.server().tell("count-on");
            report.statements(
                    side.name(),
                    measure(
                            side,
                            Load.closed(
                                    settings.connections(), settings.window().dividedBy(2))));
            side.server().tell("count-off");
        }
    }

    private long verify() throws Exception {
        RowCheck oursFound = RowCheck.of(postgres.dataSource(), seed.wire(), ours.sent());
        RowCheck theirsFound = RowCheck.of(postgres.dataSource(), seed.wire(), theirs.sent());
        RowCheck rawFound = RowCheck.of(postgres.dataSource(), seed.wire(), rawSent);
        return report.end(oursFound, theirsFound, rawFound);
    }

    private static int count(long perSecond, Duration time) {
        return (int) (perSecond * time.toMillis() / 1000);
    }

    /** New orders, and a signed request for each. */
    private Ipns ipns(int count) throws Exception {
        return Ipns.ofOrders(seed.wire(), seed.add(count), count);
    }

    @Override
    public void close() {
        ours.server().close();
        theirs.server().close();
        rawPool.close();
    }
}
