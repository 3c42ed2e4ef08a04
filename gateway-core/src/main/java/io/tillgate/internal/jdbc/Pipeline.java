package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements sent to Postgres together: they run in order, each seeing what those before it changed and what others had
 * committed when it began, and cost one trip over the network. The driver takes a text with semicolons apart and prepares each statement by itself.
 */
final class Pipeline {

    private final Connection connection;
    private final List<Step> steps = new ArrayList<>();

    Pipeline(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Insists on the count of rows that the statement changes. */
    void add(Sql.Call call, int rows) {
        steps.add(new Step(call, statement -> {
            int count = statement.getUpdateCount();
            if (count != rows) {
                throw new SQLException("expected " + rows + " rows, changed " + count + ": "
                        + call.text().strip());
            }
        }));
    }

    /** For a statement whose count or result tells nothing. */
    void add(Sql.Call call) {
        steps.add(new Step(call, statement -> {}));
    }

    /** Gives the list that {@link #run} will fill with the rows of a query. */
    <T> List<T> query(Sql.Call call, Sql.Mapper<T> mapper) {
        List<T> rows = new ArrayList<>();
        steps.add(new Step(call, statement -> Sql.readInto(rows, statement.getResultSet(), mapper)));
        return rows;
    }

    /** Sends all that was added. A count that is not the expected one is a broken world. */
    void run() throws SQLException {
        if (steps.isEmpty()) {
            return;
        }
        String text = steps.stream().map(step -> step.call().text()).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int offset = 0;
            for (Step step : steps) {
                offset = step.call().bindTo(statement, offset);
            }
            statement.execute();
            for (Step step : steps) {
                step.outcome().take(statement);
                statement.getMoreResults();
            }
        }
    }

    private record Step(Sql.Call call, Outcome outcome) {}

    /** Takes the result that a statement is at, or checks its count. */
    @FunctionalInterface
    private interface Outcome {
        void take(PreparedStatement statement) throws SQLException;
    }
}
