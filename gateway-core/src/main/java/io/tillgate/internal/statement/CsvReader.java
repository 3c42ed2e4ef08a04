package io.tillgate.internal.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values as RFC 4180 has them, row by row: quoted fields may hold commas, doubled quotes and line breaks.
 * UTF-8, a byte order mark and both kinds of line ends are fine; anything else that is odd is a fault, never a guess. A reader
 * of our own: it is this one class, and a host has one jar less to trip over.
 */
final class CsvReader {

    static final int FIELD_CHARS_MAX = 10_000;
    static final int COLUMNS_MAX = 100;

    private static final int BUFFER_CHARS = 1 << 16;
    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final char[] buffer = new char[BUFFER_CHARS];
    private int taken;
    private int filled;
    private final StringBuilder field = new StringBuilder();
    private int row;
    private int ahead;

    CsvReader(InputStream bytes) throws IOException, StatementFault {
        this.in = new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.ahead = read();
        if (ahead == BYTE_ORDER_MARK) {
            advance();
        }
    }

    /** The row that was read last, counted from 1 as a spreadsheet does. */
    int row() {
        return row;
    }

    /** The next row; null after the last. Empty lines are passed over, but counted. */
    @Nullable List<String> next() throws IOException, StatementFault {
        while (ahead != END) {
            row++;
            List<String> fields = readRow();
            if (fields.size() > 1 || !fields.get(0).isEmpty()) {
                return fields;
            }
        }
        return null;
    }

    private List<String> readRow() throws IOException, StatementFault {
        List<String> fields = new ArrayList<>();
        while (true) {
            if (fields.size() == COLUMNS_MAX) {
                throw new StatementFault(
                        "row " + row,
                        "has more than " + COLUMNS_MAX + " columns",
                        "export the statement with its own columns only");
            }
            field.setLength(0);
            if (ahead == '"') {
                readQuoted(fields.size() + 1);
            } else {
                readPlain(fields.size() + 1);
            }
            fields.add(field.toString());
            if (ahead != ',') {
                endRow();
                return fields;
            }
            advance();
        }
    }

    private void readPlain(int column) throws IOException, StatementFault {
        while (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            if (ahead == '"') {
                throw fault(
                        column, "has a quote in the middle", "put the whole field in quotes and double those inside");
            }
            append(column);
        }
    }

    private void readQuoted(int column) throws IOException, StatementFault {
        int startedAt = row;
        advance();
        while (true) {
            if (ahead == END) {
                throw StatementFault.at(
                        startedAt,
                        Integer.toString(column),
                        "opens a quote that is never closed",
                        "close it, or get the file again: it may have been cut off");
            }
            if (ahead == '"') {
                advance();
                if (ahead != '"') {
                    break;
                }
            }
            append(column);
        }
        if (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            throw fault(column, "goes on after its closing quote", "double the quotes inside of it");
        }
    }

    private void append(int column) throws IOException, StatementFault {
        if (field.length() == FIELD_CHARS_MAX) {
            throw fault(
                    column, "has more than " + FIELD_CHARS_MAX + " characters", "check for a quote that is not closed");
        }
        if (ahead == 0) {
            throw fault(column, "holds a null character", "save the file as UTF-8 text");
        }
        field.append((char) ahead);
        advance();
    }

    private void endRow() throws IOException, StatementFault {
        if (ahead == '\r') {
            advance();
        }
        if (ahead == '\n') {
            advance();
        }
    }

    private StatementFault fault(int column, String fault, String fix) {
        return StatementFault.at(row, Integer.toString(column), fault, fix);
    }

    private void advance() throws IOException, StatementFault {
        ahead = read();
    }

    /** A buffer of our own: a reader of the JDK takes a lock for each character. */
    private int read() throws IOException, StatementFault {
        try {
            if (taken == filled) {
                taken = 0;
                filled = Math.max(0, in.read(buffer));
            }
            return taken == filled ? END : buffer[taken++];
        } catch (CharacterCodingException notUtf8) {
            throw new StatementFault(
                    "row " + Math.max(row, 1) + " or one soon after it", "is not UTF-8", "save the file as UTF-8");
        }
    }
}
