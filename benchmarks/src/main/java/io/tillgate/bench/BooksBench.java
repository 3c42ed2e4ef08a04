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

    /** How long it took to read, store and match so many lines. */
    record Matching(long lines, Duration time) {}

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
            long start = System.nanoTime();
            try (InputStream bytes = Files.newInputStream(file)) {
                RunAnswer answer = gateway.statements()
                        .importFile(new FileOrigin(PROCESSOR, "statement.csv", Currency.BTC, ACTOR), bytes);
                if (!(answer instanceof RunAnswer.Done)) {
                    throw new IllegalStateException("the statement was not imported: " + answer);
                }
            }
            return new Matching(lines, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            Files.delete(file);
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
