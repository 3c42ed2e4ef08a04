package io.tillgate.internal.jdbc;

import io.tillgate.failure.Problem;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.RunSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a statement: stores its new lines, matches them and those that were left over, and finds the discrepancies, in one
 * transaction. Nothing of a statement that has a fault is kept. Safe for use by many threads and nodes.
 */
public final class StatementRuns {

    /** How far a line and a payment of its amount may lie apart. */
    public static final Duration AROUND = Duration.ofHours(6);

    /** How far before and after a statement's period its payments are looked for. */
    static final Duration SLACK = Duration.ofDays(3);

    /** How long an account may be quiet between two statements without one of them missing. */
    static final Duration GAP = Duration.ofDays(3);

    /** How long ago lines may be to be matched again. */
    public static final Duration AGAIN = Duration.ofDays(90);

    private static final Sql NEWEST_TOLD = Sql.of("""
            SELECT max(period_to) AS newest
            FROM tillgate.reconcile_run
            WHERE processor = :processor
              AND source = 'API'
            """);

    private final Database database;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    public StatementRuns(Database database, Supplier<UUID> ids, InstantSource clock) {
        this.database = ReconcileAccount.database(database.dataSource());
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who brings which lines.
     *
     * @param fileName null where they are no file's; likewise its SHA-256 in hex
     */
    public record Origin(
            String processor,
            RunSource source,
            @Nullable String fileName,
            @Nullable String fileHash,
            String actor) {}

    /** Fills the stage; gives what is wrong with the lines. */
    @FunctionalInterface
    public interface Lines {
        List<Problem> into(StatementStage stage) throws IOException;
    }

    /** Imports lines that a person brought or asked for, or none and says why. */
    public RunAnswer run(Origin origin, Lines lines) throws SQLException {
        try {
            return database.inTransaction(connection -> {
                ReconcileAccount.lock(connection, origin.processor(), clock.instant());
                RunWatch watch = RunWatch.start();
                StatementTally tally = stage(connection, origin.processor(), lines);
                watch.read();
                Instant now = clock.instant();
                Times times = new Times(
                        tally.first() == null ? now : tally.first(), tally.last() == null ? now : tally.last());
                ReconcileRun run = match(connection, origin, tally, times, watch);
                ReconcileLog.imported(connection, run);
                return new RunAnswer.Done(run, watch.took());
            });
        } catch (Refusal refusal) {
            return new RunAnswer.Refused(refusal.problems);
        } catch (SQLException failure) {
            if (ReconcileAccount.isBusy(failure)) {
                return new RunAnswer.Busy();
            }
            throw failure;
        }
    }

    /** Matches what is left over of a period again. */
    ReconcileRun again(Connection connection, String processor, String actor, Instant from, Instant to)
            throws SQLException {
        return again(connection, new Origin(processor, RunSource.AGAIN, null, null, actor), from, to, RunWatch.start());
    }

    private ReconcileRun again(Connection connection, Origin origin, Instant from, Instant to, RunWatch watch)
            throws SQLException {
        StatementTally none = stage(connection, origin.processor(), stage -> List.of());
        watch.read();
        return match(connection, origin, none, new Times(from, to), watch);
    }

    /** The same by itself, in a transaction of its own, for the last {@link #AGAIN}. */
    public RunAnswer again(String processor, String actor) throws SQLException {
        return again(processor, actor, (connection, run) -> {});
    }

    /** The same because a person asked for it. */
    RunAnswer againByHand(String processor, String actor) throws SQLException {
        return again(processor, actor, ReconcileLog::matchedAgain);
    }

    /** What is written with a run, in its transaction. */
    @FunctionalInterface
    private interface Further {
        void write(Connection connection, ReconcileRun run) throws SQLException;
    }

    private RunAnswer again(String processor, String actor, Further further) throws SQLException {
        try {
            return database.inTransaction(connection -> {
                ReconcileAccount.lock(connection, processor, clock.instant());
                Instant now = clock.instant();
                RunWatch watch = RunWatch.start();
                Origin origin = new Origin(processor, RunSource.AGAIN, null, null, actor);
                ReconcileRun run = again(connection, origin, now.minus(AGAIN), now, watch);
                further.write(connection, run);
                return new RunAnswer.Done(run, watch.took());
            });
        } catch (SQLException failure) {
            if (ReconcileAccount.isBusy(failure)) {
                return new RunAnswer.Busy();
            }
            throw failure;
        }
    }

    /** The time of the newest line that the processor itself told. */
    Optional<Instant> newestTold(String processor) throws SQLException {
        return database.inTransaction(connection -> NEWEST_TOLD
                .on(connection)
                .set("processor", processor)
                .first(row -> Optional.ofNullable(row.instantOrNull("newest")))
                .flatMap(newest -> newest));
    }

    /** Takes the lines in; throws a {@link Refusal} where there is anything wrong with them. */
    private static StatementTally stage(Connection connection, String processor, Lines lines) throws SQLException {
        StatementStage stage = StatementStage.open(connection, processor);
        boolean complete = false;
        try {
            refuse(lines.into(stage));
            stage.complete();
            complete = true;
        } catch (IOException broken) {
            throw new UncheckedIOException("the statement could not be read to its end", broken);
        } finally {
            if (!complete) {
                stage.cancel();
            }
        }
        refuse(StatementLines.sift(connection, stage));
        return stage.tally();
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
    }

    /** Those of the first and the last line. */
    private record Times(Instant first, Instant last) {}

    private ReconcileRun match(Connection connection, Origin origin, StatementTally tally, Times times, RunWatch watch)
            throws SQLException {
        Instant now = clock.instant();
        String processor = origin.processor();
        UUID run = ids.get();
        RunStore.insert(connection, run, origin, tally, now);
        tally.store(connection, run);
        StatementLines.Contents lines = StatementLines.toMatch(connection, processor, times.first(), times.last());
        StatementEntries.collect(
                connection,
                new StatementEntries.Stretch(
                        processor,
                        times.first().minus(SLACK),
                        times.last().plus(SLACK),
                        lines.references(),
                        lines.transactions()));
        StatementMatcher.Result result = StatementMatcher.match(connection, lines, AROUND);
        watch.storing(() -> {
            StatementLines.store(connection, run, processor, ReconcileAccount.openFrom(connection, processor));
            if (lines.leftOver() > 0) {
                StatementLines.storeLeftOver(connection);
            }
        });
        DiscrepancyFinder.Counts counts = DiscrepancyFinder.find(
                connection,
                new DiscrepancyFinder.Scope(
                        run, processor, times.first(), times.last(), result.odd(), result.unmatched()),
                AROUND,
                GAP,
                now);
        RunStore.finish(connection, run, lines, result, counts);
        return RunStore.find(connection, run).orElseThrow();
    }

    /** Carries what is wrong with a statement out of the transaction, which must not be kept. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        Refusal(List<Problem> problems) {
            super(null, null, false, false);
            this.problems = problems;
        }
    }
}
