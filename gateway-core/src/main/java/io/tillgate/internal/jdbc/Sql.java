package io.tillgate.internal.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement with named parameters, {@code :name}, parsed once and kept in a constant. Text in quotes and casts
 * ({@code ::uuid}) are left alone.
 */
final class Sql {

    private final String text;
    private final Map<String, List<Integer>> positions;
    private final int parameters;

    private Sql(String text, Map<String, List<Integer>> positions, int parameters) {
        this.text = text;
        this.positions = positions;
        this.parameters = parameters;
    }

    static Sql of(String named) {
        StringBuilder text = new StringBuilder(named.length());
        Map<String, List<Integer>> positions = new HashMap<>();
        int count = 0;
        int i = 0;
        boolean quoted = false;
        while (i < named.length()) {
            char c = named.charAt(i);
            quoted ^= c == '\'';
            if (!quoted && c == ':' && i + 1 < named.length() && named.charAt(i + 1) == ':') {
                text.append("::");
                i += 2;
            } else if (!quoted && c == ':') {
                int end = i + 1;
                while (end < named.length() && Character.isJavaIdentifierPart(named.charAt(end))) {
                    end++;
                }
                positions
                        .computeIfAbsent(named.substring(i + 1, end), name -> new ArrayList<>())
                        .add(++count);
                text.append('?');
                i = end;
            } else {
                text.append(c);
                i++;
            }
        }
        return new Sql(text.toString(), positions, count);
    }

    Call on(Connection connection) {
        return new Call(connection);
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    static <T> void readInto(List<T> rows, ResultSet result, Mapper<T> mapper) throws SQLException {
        Row row = new Row(result);
        while (result.next()) {
            rows.add(mapper.map(row));
        }
    }

    /** One execution: parameters first, then {@link #rows}, {@link #first} or {@link #update}. */
    final class Call {
        private final Connection connection;
        private final Object[] values = new Object[parameters];
        private final boolean[] given = new boolean[parameters];

        private Call(Connection connection) {
            this.connection = connection;
        }

        /** Sets a parameter: text, number, UUID, bytes, {@link Instant}, an array of those, or null. */
        @SuppressWarnings("NullAway") // a null parameter is a NULL in the statement
        Call set(String name, @Nullable Object value) {
            List<Integer> at = positions.get(name);
            if (at == null) {
                throw new IllegalArgumentException("no parameter :" + name + " in " + text);
            }
            for (int position : at) {
                values[position - 1] = value;
                given[position - 1] = true;
            }
            return this;
        }

        /** The same where the statement, which was put together for the occasion, has such a parameter. */
        Call setIfThere(String name, @Nullable Object value) {
            return positions.containsKey(name) ? set(name, value) : this;
        }

        /** Sets an array parameter of a Postgres type such as {@code uuid} or {@code text}. */
        Call setArray(String name, String type, Object[] elements) throws SQLException {
            return set(name, connection.createArrayOf(type, elements));
        }

        <T> List<T> rows(Mapper<T> mapper) throws SQLException {
            List<T> rows = new ArrayList<>();
            try (PreparedStatement statement = prepare();
                    ResultSet result = statement.executeQuery()) {
                readInto(rows, result, mapper);
            }
            return rows;
        }

        <T> Optional<T> first(Mapper<T> mapper) throws SQLException {
            List<T> rows = rows(mapper);
            return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
        }

        /** Executes and gives the count of rows changed. */
        int update() throws SQLException {
            try (PreparedStatement statement = prepare()) {
                return statement.executeUpdate();
            }
        }

        /** Executes and insists on the count: anything else is a broken world. */
        void updateExactly(int expected) throws SQLException {
            int count = update();
            if (count != expected) {
                throw new SQLException("expected " + expected + " rows, changed " + count + ": " + text.strip());
            }
        }

        String text() {
            return text;
        }

        private PreparedStatement prepare() throws SQLException {
            PreparedStatement statement = connection.prepareStatement(text);
            try {
                bindTo(statement, 0);
                return statement;
            } catch (SQLException | RuntimeException failure) {
                statement.close();
                throw failure;
            }
        }

        /** Binds the parameters behind those of other statements, and gives the place of the last one. */
        int bindTo(PreparedStatement statement, int offset) throws SQLException {
            for (int i = 0; i < parameters; i++) {
                if (!given[i]) {
                    throw new IllegalStateException("parameter " + (i + 1) + " is not set: " + text);
                }
                bind(statement, offset + i + 1, values[i]);
            }
            return offset + parameters;
        }

        private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            if (value instanceof Instant instant) {
                statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            } else if (value instanceof Enum<?> constant) {
                statement.setString(index, constant.name());
            } else if (value instanceof Array array) {
                statement.setArray(index, array);
            } else {
                statement.setObject(index, value);
            }
        }
    }

    /** The current row, with the types of our columns. */
    static final class Row {
        private final ResultSet result;

        private Row(ResultSet result) {
            this.result = result;
        }

        String text(String column) throws SQLException {
            String value = result.getString(column);
            if (value == null) {
                throw new SQLException("column " + column + " is NULL");
            }
            return value;
        }

        @Nullable String textOrNull(String column) throws SQLException {
            return result.getString(column);
        }

        long number(String column) throws SQLException {
            return result.getLong(column);
        }

        int smallNumber(String column) throws SQLException {
            return result.getInt(column);
        }

        @Nullable Integer smallNumberOrNull(String column) throws SQLException {
            int value = result.getInt(column);
            return result.wasNull() ? null : value;
        }

        boolean flag(String column) throws SQLException {
            return result.getBoolean(column);
        }

        UUID uuid(String column) throws SQLException {
            return Objects.requireNonNull(result.getObject(column, UUID.class), column);
        }

        @Nullable UUID uuidOrNull(String column) throws SQLException {
            return result.getObject(column, UUID.class);
        }

        byte[] bytes(String column) throws SQLException {
            return Objects.requireNonNull(result.getBytes(column), column);
        }

        byte @Nullable [] bytesOrNull(String column) throws SQLException {
            return result.getBytes(column);
        }

        @Nullable Long numberOrNull(String column) throws SQLException {
            long value = result.getLong(column);
            return result.wasNull() ? null : value;
        }

        BigDecimal decimal(String column) throws SQLException {
            return Objects.requireNonNull(result.getBigDecimal(column), column);
        }

        @Nullable BigDecimal decimalOrNull(String column) throws SQLException {
            return result.getBigDecimal(column);
        }

        Instant instant(String column) throws SQLException {
            Instant value = instantOrNull(column);
            return Objects.requireNonNull(value, column);
        }

        @Nullable Instant instantOrNull(String column) throws SQLException {
            OffsetDateTime value = result.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        }

        @Nullable LocalDate dateOrNull(String column) throws SQLException {
            return result.getObject(column, LocalDate.class);
        }

        LocalDate date(String column) throws SQLException {
            LocalDate value = dateOrNull(column);
            return Objects.requireNonNull(value, column);
        }

        List<String> texts(String column) throws SQLException {
            return List.of((String[]) result.getArray(column).getArray());
        }

        <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
            return Enum.valueOf(type, text(column));
        }
    }
}
