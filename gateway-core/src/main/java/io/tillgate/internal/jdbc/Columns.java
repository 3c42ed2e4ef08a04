package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into columns: the arrays of a set-based statement that reads them with {@code unnest}. */
final class Columns<T> {

    private static final int UUID_CHARS = 36;

    private final Sql.Call call;
    private final Connection connection;
    private final Collection<T> rows;

    Columns(Sql statement, Connection connection, Collection<T> rows) {
        this.call = statement.on(connection);
        this.connection = connection;
        this.rows = rows;
    }

    Columns<T> texts(String name, Function<T, @Nullable String> column) throws SQLException {
        return array(name, "text", new String[rows.size()], column);
    }

    Columns<T> uuids(String name, Function<T, @Nullable UUID> column) {
        // The text of the array: a UUID needs none of the escaping that the driver would look for in each character.
        StringBuilder text = new StringBuilder(2 + rows.size() * (UUID_CHARS + 1)).append('{');
        for (T row : rows) {
            text.append(text.length() > 1 ? "," : "").append(column.apply(row));
        }
        call.set(name, text.append('}').toString());
        return this;
    }

    Columns<T> times(String name, Function<T, @Nullable Instant> column) throws SQLException {
        // As text with its zone: an array of java.sql.Timestamp goes over the wire as local time without one, which is
        // wrong for an hour each autumn, and whenever the host's session has another zone than its JVM.
        return array(name, "timestamptz", new String[rows.size()], row -> {
            Instant time = column.apply(row);
            return time == null ? null : time.toString();
        });
    }

    Columns<T> bytes(String name, Function<T, byte[]> column) throws SQLException {
        return array(name, "bytea", new byte[rows.size()][], column);
    }

    Columns<T> numbers(String name, ToLongFunction<T> column) throws SQLException {
        return array(name, "bigint", new Long[rows.size()], row -> column.applyAsLong(row));
    }

    Columns<T> smallNumbers(String name, Function<T, @Nullable Integer> column) throws SQLException {
        return array(name, "integer", new Integer[rows.size()], column);
    }

    Columns<T> set(String name, Object value) {
        call.set(name, value);
        return this;
    }

    int update() throws SQLException {
        return call.update();
    }

    void updateExactly(int changes) throws SQLException {
        call.updateExactly(changes);
    }

    /** Insists on one change for each row. */
    void updateAll() throws SQLException {
        updateExactly(rows.size());
    }

    /** Sends it later with others, whatever the count of changed rows. */
    void addTo(Pipeline pipeline) {
        pipeline.add(call);
    }

    void addExactlyTo(Pipeline pipeline, int changes) {
        pipeline.add(call, changes);
    }

    /** Sends it later with others, and insists on one change for each row. */
    void addAllTo(Pipeline pipeline) {
        addExactlyTo(pipeline, rows.size());
    }

    private <V> Columns<T> array(
            String name, String type, @Nullable V[] cells, Function<T, ? extends @Nullable V> column)
            throws SQLException {
        int i = 0;
        for (T row : rows) {
            cells[i++] = column.apply(row);
        }
        call.set(name, connection.createArrayOf(type, cells));
        return this;
    }
}
