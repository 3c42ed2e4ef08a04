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
     * How long it took from handing over a file of so many lines until its result was there and committed.
     *
     * @param took what of it was spent on what
     * @param again the whole for the same file once more, which changes nothing
     */
    record Matching(long lines, Duration whole, RunAnswer.Took took, Duration again) {}

    private record Imported(Duration whole, RunAnswer.Took took) {}

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
        Path file = Files.createTempFile(directory, "statement", ".csv");
        try {
            long lines = write(file, linesMax);
            Imported first = imported(file, lines, lines);
            return new Matching(
                    lines, first.whole(), first.took(), imported(file, lines, 0).whole());
        } finally {
            Files.delete(file);
        }
    }

    private Imported imported(Path file, long lines, long linesNew) throws IOException {
        long start = System.nanoTime();
        RunAnswer answer = imports(file);
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        if (!(answer instanceof RunAnswer.Done done)
                || done.run().linesRead() != lines
                || done.run().linesNew() != linesNew
                || done.run().linesMatched() < linesNew
                || done.run().gone() != 0) {
            throw new IllegalStateException("not all of " + lines
                    + " lines were read and matched, or what differed before does no more: " + answer);
        }
        return new Imported(whole, done.took());
    }

    private RunAnswer imports(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return gateway.statements()
                    .importFile(new FileOrigin(PROCESSOR, "statement.csv", Currency.BTC, ACTOR), bytes);
        }
    }

    /** The oldest first, as Mt. Gox writes its own. */
    private long write(Path file, long linesMax) throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                BufferedWriter csv = Files.newBufferedWriter(file)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(10_000);
                ResultSet rows = statement.executeQuery("""
                        SELECT * FROM (
                        SELECT p.order_id, to_char(p.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                               (p.confirmed_amount / 100000000.0)::numeric(20, 8), p.payment_id
                        FROM tillgate.payment p
                        JOIN tillgate.merchant_order o ON o.id = p.order_id
                        WHERE p.state = 'CONFIRMED' AND o.processor = 'mtgox'
                        ORDER BY p.order_id DESC
                        LIMIT
                        """ + linesMax + ") AS newest ORDER BY order_id, payment_id");
                csv.write("time,amount,currency,payment_id\n");
                long lines = 0;
                while (rows.next()) {
                    csv.write(rows.getString(2) + "," + rows.getString(3) + ",BTC," + rows.getString(4) + "\n");
                    lines++;
                }
                return lines;
            }
        }
    }
}
