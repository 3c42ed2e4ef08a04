package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that change rows, sent to Postgres together: they run in order, each seeing what those before it changed, and
 * cost one trip over the network. The driver takes a text with semicolons apart and prepares each statement by itself.
 */
final class Pipeline {

    private static final int ANY = -1;

    private final Connection connection;
    private final List<Sql.Call> calls = new ArrayList<>();
    private final List<Integer> expected = new ArrayList<>();

    Pipeline(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Insists on the count of rows that the statement changes. */
    void add(Sql.Call call, int rows) {
        calls.add(call);
        expected.add(rows);
    }

    /** For a statement whose count tells nothing, or that gives a result instead. */
    void add(Sql.Call call) {
        add(call, ANY);
    }

    /** Sends all that was added. A count that is not the expected one is a broken world. */
    void run() throws SQLException {
        if (calls.isEmpty()) {
            return;
        }
        String text = calls.stream().map(Sql.Call::text).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int offset = 0;
            for (Sql.Call call : calls) {
                offset = call.bindTo(statement, offset);
            }
            statement.execute();
            for (int i = 0; i < calls.size(); i++) {
                requireCount(i, statement.getUpdateCount());
                statement.getMoreResults();
            }
        }
    }

    private void requireCount(int index, int count) throws SQLException {
        int rows = expected.get(index);
        if (rows != ANY && rows != count) {
            throw new SQLException("expected " + rows + " rows, changed " + count + ": "
                    + calls.get(index).text().strip());
        }
    }
}
