package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.RunSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code reconcile_run}: each time that a statement was matched. */
final class RunStore {

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.reconcile_run (
                id, processor, source, file_name, file_hash, actor, at, period_from, period_to, lines_read, lines_new,
                lines_matched, lines_ambiguous, lines_unmatched, opened, gone)
            VALUES (:run, :processor, :source, :file_name, decode(:file_hash, 'hex'), :actor, :now, :from::timestamptz,
                    :to::timestamptz, :lines, :fresh, 0, 0, 0, 0, 0)
            """);

    /** Within the transaction that inserted it. */
    private static final Sql FINISH = Sql.of("""
            UPDATE tillgate.reconcile_run
            SET lines_matched = :matched,
                lines_ambiguous = :ambiguous,
                lines_unmatched = :unmatched,
                opened = :opened,
                gone = :gone,
                first_line = :first_line::bigint,
                last_line = :last_line::bigint
            WHERE id = :run
            """);

    private static final String COLUMNS = """
            r.id, r.processor, r.source, r.file_name, r.file_hash, r.actor, r.at, r.period_from, r.period_to, r.lines_read,
            r.lines_new, r.lines_matched, r.lines_ambiguous, r.lines_unmatched, r.opened, r.gone, s.currency,
            s.credited_amount, s.debited_amount
            """;

    private static final Sql FIND = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.reconcile_run r
            LEFT JOIN tillgate.reconcile_run_sum s ON s.run_id = r.id
            WHERE r.id = :run
            ORDER BY s.currency
            """);

    private static final Sql LIST = Sql.of("SELECT " + COLUMNS + """
            FROM (
                SELECT *
                FROM tillgate.reconcile_run
                WHERE (:older_than::uuid IS NULL OR id < :older_than)
                ORDER BY id DESC
                LIMIT :runs_max) r
            LEFT JOIN tillgate.reconcile_run_sum s ON s.run_id = r.id
            ORDER BY r.id DESC, s.currency
            """);

    private RunStore() {}

    static void insert(Connection connection, UUID run, StatementRuns.Origin origin, StatementTally tally, Instant now)
            throws SQLException {
        INSERT.on(connection)
                .set("run", run)
                .set("processor", origin.processor())
                .set("source", origin.source())
                .set("file_name", origin.fileName())
                .set("file_hash", origin.fileHash())
                .set("actor", origin.actor())
                .set("now", now)
                .set("from", tally.first())
                .set("to", tally.last())
                .set("lines", tally.lines())
                .set("fresh", tally.fresh())
                .updateExactly(1);
    }

    static void finish(
            Connection connection,
            UUID run,
            StatementLines.Contents lines,
            StatementMatcher.Result result,
            DiscrepancyFinder.Counts counts)
            throws SQLException {
        FINISH.on(connection)
                .set("run", run)
                .set("matched", result.matched())
                .set("ambiguous", result.ambiguous())
                .set("unmatched", result.unmatched())
                .set("opened", counts.opened())
                .set("gone", counts.gone())
                .set("first_line", lines.firstLine())
                .set("last_line", lines.lastLine())
                .updateExactly(1);
    }

    static Optional<ReconcileRun> find(Connection connection, UUID run) throws SQLException {
        return fold(FIND.on(connection).set("run", run).rows(RunStore::map)).stream()
                .findFirst();
    }

    static List<ReconcileRun> list(Connection connection, @Nullable UUID olderThan, int runsMax) throws SQLException {
        return fold(LIST.on(connection)
                .set("older_than", olderThan)
                .set("runs_max", runsMax)
                .rows(RunStore::map));
    }

    /** One row a sum; runs of several currencies have several. */
    private static List<ReconcileRun> fold(List<ReconcileRun> rows) {
        List<ReconcileRun> runs = new ArrayList<>();
        for (ReconcileRun row : rows) {
            int last = runs.size() - 1;
            if (last >= 0 && runs.get(last).id().equals(row.id())) {
                List<ReconcileRun.Sum> sums = new ArrayList<>(runs.get(last).sums());
                sums.addAll(row.sums());
                runs.set(last, withSums(row, sums));
            } else {
                runs.add(row);
            }
        }
        return runs;
    }

    private static ReconcileRun withSums(ReconcileRun run, List<ReconcileRun.Sum> sums) {
        return new ReconcileRun(
                run.id(),
                run.processor(),
                run.source(),
                run.fileName(),
                run.fileHash(),
                run.actor(),
                run.at(),
                run.from(),
                run.to(),
                run.linesRead(),
                run.linesNew(),
                run.linesMatched(),
                run.linesAmbiguous(),
                run.linesUnmatched(),
                run.opened(),
                run.gone(),
                sums);
    }

    private static ReconcileRun map(Sql.Row row) throws SQLException {
        String code = row.textOrNull("currency");
        List<ReconcileRun.Sum> sums = List.of();
        if (code != null) {
            Currency currency = Currency.of(code);
            sums = List.of(new ReconcileRun.Sum(
                    new Money(currency, row.number("credited_amount")),
                    new Money(currency, row.number("debited_amount"))));
        }
        byte[] hash = row.bytesOrNull("file_hash");
        return new ReconcileRun(
                row.uuid("id"),
                row.text("processor"),
                row.constant("source", RunSource.class),
                row.textOrNull("file_name"),
                hash == null ? null : HexFormat.of().formatHex(hash),
                row.text("actor"),
                row.instant("at"),
                row.instantOrNull("period_from"),
                row.instantOrNull("period_to"),
                row.smallNumber("lines_read"),
                row.smallNumber("lines_new"),
                row.smallNumber("lines_matched"),
                row.smallNumber("lines_ambiguous"),
                row.smallNumber("lines_unmatched"),
                row.smallNumber("opened"),
                row.smallNumber("gone"),
                sums);
    }
}
