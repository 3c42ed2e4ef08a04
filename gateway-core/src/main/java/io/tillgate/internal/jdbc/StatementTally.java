package io.tillgate.internal.jdbc;

import io.tillgate.failure.Problem;
import io.tillgate.internal.statement.StatementEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the lines of a statement come to, counted while they pass, so that nobody has to read them for it. For one thread. */
final class StatementTally {

    private static final Sql STORE = Sql.of("""
            INSERT INTO tillgate.reconcile_run_sum (run_id, currency, credited_amount, debited_amount)
            VALUES (:run, :currency, :credited, :debited)
            """);

    private static final class Sums {
        private long credited;
        private long debited;
    }

    private final Map<String, Sums> sums = new TreeMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;
    private int lines;
    private int known;
    private int tooMuchAt;

    void add(StatementEntry entry) {
        Instant at = entry.at();
        if (first == null || at.isBefore(first)) {
            first = at;
        }
        if (last == null || at.isAfter(last)) {
            last = at;
        }
        lines++;
        Sums sum = sums(entry.currency().code());
        try {
            sum.credited = Math.addExact(sum.credited, Math.max(entry.amount(), 0));
            sum.debited = Math.subtractExact(sum.debited, Math.min(entry.amount(), 0));
        } catch (ArithmeticException tooMuch) {
            tooMuchAt = tooMuchAt == 0 ? entry.row() : tooMuchAt;
        }
    }

    /** Lines that were added turned out to be others once more. */
    void takeBack(String currency, int repeated, long credited, long debited) {
        lines -= repeated;
        Sums sum = sums(currency);
        sum.credited -= credited;
        sum.debited -= debited;
    }

    /** So many of the lines came in earlier runs. */
    void know(int count) {
        known += count;
    }

    /** What is wrong with the lines taken together. */
    List<Problem> problems() {
        return tooMuchAt == 0
                ? List.of()
                : List.of(new Problem(
                        "row " + tooMuchAt + ", amount",
                        "adds up with the rows before it to more than can be counted",
                        "correct the amounts"));
    }

    /** The time of the first line; null where there is none. */
    @Nullable Instant first() {
        return first;
    }

    /** Likewise of the last one. */
    @Nullable Instant last() {
        return last;
    }

    int lines() {
        return lines;
    }

    /** How many of them are new. */
    int fresh() {
        return lines - known;
    }

    void store(Connection connection, UUID run) throws SQLException {
        for (Map.Entry<String, Sums> sum : sums.entrySet()) {
            STORE.on(connection)
                    .set("run", run)
                    .set("currency", sum.getKey())
                    .set("credited", sum.getValue().credited)
                    .set("debited", sum.getValue().debited)
                    .updateExactly(1);
        }
    }

    private Sums sums(String currency) {
        return sums.computeIfAbsent(currency, code -> new Sums());
    }
}
