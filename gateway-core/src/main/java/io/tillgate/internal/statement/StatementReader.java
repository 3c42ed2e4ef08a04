package io.tillgate.internal.statement;

import io.tillgate.failure.Problem;
import io.tillgate.internal.statement.StatementFormat.Header;
import io.tillgate.money.Currency;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a statement's file line by line, whatever its size. Faults of single rows are collected, so that a person learns of
 * the first dozen at once; a file whose form is broken ends at the fault.
 */
public final class StatementReader {

    /** Rows of one file. */
    public static final int LINES_MAX = 2_000_000;

    static final int PROBLEMS_MAX = 12;

    /** Takes one line at a time. */
    @FunctionalInterface
    public interface Sink {
        void take(StatementEntry entry) throws IOException;
    }

    private final CsvReader csv;
    private final int linesMax;
    private final Header header;
    private final List<Problem> problems = new ArrayList<>();

    /** Reads the header. */
    public StatementReader(InputStream bytes, Currency currency) throws IOException, StatementFault {
        this(bytes, currency, LINES_MAX);
    }

    StatementReader(InputStream bytes, Currency currency, int linesMax) throws IOException, StatementFault {
        this.linesMax = linesMax;
        this.csv = new CsvReader(bytes);
        List<String> names = csv.next();
        if (names == null) {
            throw new StatementFault("file", "is empty", "upload the statement with its header");
        }
        this.header = StatementFormat.header(names, currency);
    }

    public boolean isMtGox() {
        return header.isMtGox();
    }

    /** Hands over each good line, and gives what is wrong with the others; the sink's lines are void then. */
    public List<Problem> readAll(Sink sink) throws IOException {
        int lines = 0;
        try {
            for (List<String> cells = csv.next(); cells != null; cells = csv.next()) {
                if (++lines > linesMax) {
                    throw new StatementFault("file", "has more than " + linesMax + " lines", "split it by time");
                }
                readRow(cells, sink);
                if (problems.size() == PROBLEMS_MAX) {
                    return problems;
                }
            }
            if (lines == 0) {
                throw new StatementFault(
                        "file", "has no line below its header", "upload the statement of a period with movements");
            }
        } catch (StatementFault broken) {
            problems.add(broken.problem());
        }
        return problems;
    }

    private void readRow(List<String> cells, Sink sink) throws IOException {
        try {
            sink.take(header.format().read(new StatementCells(header.columns(), cells, csv.row())));
        } catch (StatementFault odd) {
            problems.add(odd.problem());
        }
    }
}
