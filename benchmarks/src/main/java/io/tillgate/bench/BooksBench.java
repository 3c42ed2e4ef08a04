package io.tillgate.bench;

import io.tillgate.Gateway;
import io.tillgate.money.Currency;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementDesk.FileOrigin;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** The books of a shop with a long history: closing its next days, and a statement about its newest payments. */
final class BooksBench {

    private static final ProcessorId PROCESSOR = new ProcessorId("mtgox");
    private static final int DAYS = 10;
    private static final String ACTOR = "bench";

    /**
     * How long it took from handing over a file of so many lines until its result was there: to read, match and store them, and
     * to find the differences.
     *
     * @param again the same for the same file once more, which changes nothing
     */
    record Matching(long lines, Duration time, Duration again) {}

    private final DataSource database;
    private final Gateway gateway;

    BooksBench(DataSource database, Gateway gateway) {
        this.database = database;
        this.gateway = gateway;
    }

    /** The slowest of some days in a row. */
    Duration closeDays() {
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < DAYS; i++) {
            long start = System.nanoTime();
            CloseAnswer answer =
                    gateway.books().close(PROCESSOR, gateway.books().nextDay(PROCESSOR), ACTOR);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (!(answer instanceof CloseAnswer.Closed)) {
                throw new IllegalStateException("a day was not closed: " + answer);
            }
            slowest = time.compareTo(slowest) > 0 ? time : slowest;
        }
        return slowest;
    }

    /** Imports a statement with one line for each of the newest confirmed payments, at most so many. */
    Matching match(Path directory, long linesMax) throws IOException, SQLException {
        forget();
        Path file = Files.createTempFile(directory, "statement", ".csv");
        try {
            long lines = write(file, linesMax);
            return new Matching(lines, imported(file, lines, lines), imported(file, lines, 0));
        } finally {
            Files.delete(file);
        }
    }

    /** What an earlier run brought would be known. */
    private void forget() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Query.run(
                    connection,
                    "TRUNCATE tillgate.statement_line, tillgate.reconcile_run, tillgate.reconcile_run_sum,"
                            + " tillgate.discrepancy, tillgate.resolution, tillgate.booking");
        }
    }

    private Duration imported(Path file, long lines, long linesNew) throws IOException {
        long start = System.nanoTime();
        try (InputStream bytes = Files.newInputStream(file)) {
            RunAnswer answer = gateway.statements()
                    .importFile(new FileOrigin(PROCESSOR, "statement.csv", Currency.BTC, ACTOR), bytes);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (!(answer instanceof RunAnswer.Done done)
                    || done.run().linesRead() != lines
                    || done.run().linesNew() != linesNew
                    || done.run().linesMatched() != linesNew) {
                throw new IllegalStateException("not all of " + lines + " lines were read and matched: " + answer);
            }
            return time;
        }
    }

    private long write(Path file, long linesMax) throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                BufferedWriter csv = Files.newBufferedWriter(file)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                ResultSet rows = statement.executeQuery("""
                        SELECT to_char(p.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                               (p.confirmed_amount / 100000000.0)::numeric(20, 8), p.payment_id
                        FROM tillgate.payment p
                        JOIN tillgate.merchant_order o ON o.id = p.order_id
                        WHERE p.state = 'CONFIRMED' AND o.processor = 'mtgox'
                        ORDER BY p.order_id DESC
                        LIMIT
                        """ + linesMax);
                csv.write("time,amount,currency,payment_id\n");
                long lines = 0;
                while (rows.next()) {
                    csv.write(rows.getString(1) + "," + rows.getString(2) + ",BTC," + rows.getString(3) + "\n");
                    lines++;
                }
                return lines;
            }
        }
    }
}
