package io.tillgate.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as RFC 4180 says, in UTF-8, row by row: no table is ever held in memory. A text that a spreadsheet would take
 * for a formula gets an apostrophe in front.
 */
final class Csv {

    /** What spreadsheets begin a formula with; the wide forms are taken for the plain ones. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Writer out;
    private boolean first = true;

    private Csv(Writer out) {
        this.out = out;
    }

    /** A download of these columns; the rows are asked for while it is sent. */
    static Answer answer(String fileName, List<String> columns, Consumer<Csv> rows) {
        return Answer.stream(200, "text/csv;charset=utf-8", out -> write(out, columns, rows))
                .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .notStored();
    }

    static void write(OutputStream out, List<String> columns, Consumer<Csv> rows) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        Csv csv = new Csv(writer);
        columns.forEach(csv::value);
        csv.end();
        try {
            rows.accept(csv);
        } catch (UncheckedIOException clientIsGone) {
            throw clientIsGone.getCause();
        }
        writer.flush();
    }

    /** A value of our own making: an id, a constant, a number, a time. */
    Csv value(String value) {
        return field(value);
    }

    /** A text of somebody else. */
    Csv text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return field("");
        }
        String harmless = text.replace("\0", "");
        boolean formula = !harmless.isEmpty() && FORMULA_STARTS.indexOf(firstShown(harmless)) >= 0;
        return field(formula ? "'" + harmless : harmless);
    }

    /** Ends the row. */
    void end() {
        write("\r\n");
        first = true;
    }

    /** Spreadsheets strip blanks before they look for a formula. */
    private static char firstShown(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\u00a0' && c != '\ufeff') {
                return c;
            }
        }
        return ' ';
    }

    private Csv field(String value) {
        if (!first) {
            write(",");
        }
        first = false;
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && value.equals(value.strip());
        write(plain ? value : '"' + value.replace("\"", "\"\"") + '"');
        return this;
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException clientIsGone) {
            throw new UncheckedIOException(clientIsGone);
        }
    }
}
