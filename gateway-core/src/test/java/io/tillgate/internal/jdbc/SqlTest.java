package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SqlTest {

    private final Map<Integer, Object> bound = new TreeMap<>();
    private String prepared = "";
    private int openStatements;
    private int changed = 1;
    private final Connection connection = recorder();

    @Test
    void named_parameters_become_question_marks_in_their_order() throws SQLException {
        Sql.of("UPDATE t SET a = :alpha, b = :beta WHERE c = :c_1")
                .on(connection)
                .set("c_1", 3L)
                .set("alpha", "one")
                .set("beta", "two")
                .update();

        assertThat(prepared).isEqualTo("UPDATE t SET a = ?, b = ? WHERE c = ?");
        assertThat(bound)
                .containsExactlyEntriesOf(Map.of(1, "one", 2, "two", 3, 3L).entrySet().stream()
                        .collect(
                                TreeMap::new,
                                (map, entry) -> map.put(entry.getKey(), entry.getValue()),
                                TreeMap::putAll));
    }

    @Test
    void a_parameter_that_is_named_twice_is_bound_twice() throws SQLException {
        Sql.of("SELECT :now, :id, :now")
                .on(connection)
                .set("now", 7L)
                .set("id", 1L)
                .update();

        assertThat(prepared).isEqualTo("SELECT ?, ?, ?");
        assertThat(bound).hasSize(3).containsEntry(1, 7L).containsEntry(2, 1L).containsEntry(3, 7L);
    }

    @Test
    void casts_are_left_alone() throws SQLException {
        Sql.of("SELECT :ids::uuid[], x::text, (:n)::bigint")
                .on(connection)
                .set("ids", "a")
                .set("n", 1L)
                .update();

        assertThat(prepared).isEqualTo("SELECT ?::uuid[], x::text, (?)::bigint");
    }

    @Test
    void text_in_quotes_is_left_alone() throws SQLException {
        Sql.of("SELECT 'at :noon', 'it''s :late', '::', :real")
                .on(connection)
                .set("real", 1L)
                .update();

        assertThat(prepared).isEqualTo("SELECT 'at :noon', 'it''s :late', '::', ?");
        assertThat(bound).containsOnlyKeys(1);
    }

    @Test
    void a_parameter_may_end_the_statement() throws SQLException {
        Sql.of("SELECT :last").on(connection).set("last", 1L).update();

        assertThat(prepared).isEqualTo("SELECT ?");
    }

    @Test
    void values_are_never_a_part_of_the_statement() throws SQLException {
        Sql.of("SELECT :evil")
                .on(connection)
                .set("evil", "'; DROP TABLE t; -- :x")
                .update();

        assertThat(prepared).isEqualTo("SELECT ?");
        assertThat(bound).containsEntry(1, "'; DROP TABLE t; -- :x");
    }

    @Test
    void instants_and_constants_are_bound_as_the_columns_hold_them() throws SQLException {
        Instant at = Instant.parse("2012-06-01T12:00:00.123456Z");
        UUID id = new UUID(1, 2);
        Sql.of("SELECT :at, :kind, :id, :nothing")
                .on(connection)
                .set("at", at)
                .set("kind", Thread.State.NEW)
                .set("id", id)
                .set("nothing", null)
                .update();

        assertThat(bound)
                .containsEntry(1, at.atOffset(java.time.ZoneOffset.UTC))
                .containsEntry(2, "NEW")
                .containsEntry(3, id)
                .containsEntry(4, null);
    }

    @Test
    void a_parameter_that_does_not_exist_is_named() {
        Sql.Call call = Sql.of("SELECT :one").on(connection);

        assertThatThrownBy(() -> call.set("two", 2L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no parameter :two");
    }

    @Test
    void a_parameter_that_was_forgotten_stops_the_statement_and_leaks_none() {
        Sql.Call call = Sql.of("SELECT :one, :two").on(connection).set("one", 1L);

        assertThatThrownBy(call::update)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("parameter 2 is not set");
        assertThat(openStatements).isZero();
    }

    @Test
    void a_count_that_was_not_expected_is_a_broken_world() throws SQLException {
        Sql.Call call = Sql.of("UPDATE t SET a = :a").on(connection).set("a", "secret value");
        call.updateExactly(1);
        changed = 0;

        assertThatThrownBy(() -> call.updateExactly(1))
                .isInstanceOf(SQLException.class)
                .hasMessage("expected 1 rows, changed 0: UPDATE t SET a = ?");
        assertThat(openStatements).isZero();
    }

    @Test
    void a_statement_can_be_used_many_times_with_other_values() throws SQLException {
        Sql statement = Sql.of("SELECT :a");
        statement.on(connection).set("a", 1L).update();
        statement.on(connection).set("a", 2L).update();

        assertThat(bound).containsEntry(1, 2L);
    }

    /** A driver that only takes note. */
    private Connection recorder() {
        PreparedStatement statement = (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setObject", "setString" -> bound.put((Integer) arguments[0], arguments[1]);
                        case "executeUpdate" -> {
                            return changed;
                        }
                        case "close" -> openStatements--;
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("prepareStatement")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    prepared = (String) arguments[0];
                    openStatements++;
                    return statement;
                });
    }
}
