package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a listener may do with the connection it is given. */
class GuardedConnectionIT {

    private final TestPostgres postgres = TestPostgres.fresh();
    private Connection connection;
    private Connection guarded;

    @BeforeEach
    void inTransaction() throws SQLException {
        connection = postgres.dataSource().getConnection();
        connection.setAutoCommit(false);
        guarded = GuardedConnection.of(connection);
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        postgres.close();
    }

    @Test
    void it_writes_and_goes_back_to_savepoints_of_its_own() throws SQLException {
        try (Statement statement = guarded.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO tillgate.api_nonce VALUES ('key', 1)"))
                    .isEqualTo(1);
            var savepoint = guarded.setSavepoint();
            statement.executeUpdate("UPDATE tillgate.api_nonce SET nonce = 2");
            guarded.rollback(savepoint);
            assertThat(statement.executeUpdate("DELETE FROM tillgate.api_nonce WHERE nonce = 1"))
                    .isEqualTo(1);
        }
    }

    @Test
    void it_does_not_end_the_transaction() {
        assertThatThrownBy(guarded::commit).isInstanceOf(SQLException.class).hasMessageContaining("commit()");
        assertThatThrownBy(guarded::rollback).isInstanceOf(SQLException.class);
        assertThatThrownBy(guarded::close).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> guarded.setAutoCommit(true)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> guarded.unwrap(Connection.class)).isInstanceOf(SQLException.class);
    }

    @Test
    void what_it_hands_out_leads_back_to_it_and_not_to_the_connection_behind() throws SQLException {
        try (Statement statement = guarded.createStatement();
                PreparedStatement prepared = guarded.prepareStatement("SELECT 1")) {
            assertThat(statement.getConnection()).isSameAs(guarded);
            assertThat(prepared.getConnection()).isSameAs(guarded);
            assertThat(guarded.getMetaData().getConnection()).isSameAs(guarded);
            assertThatThrownBy(() -> prepared.unwrap(PreparedStatement.class)).isInstanceOf(SQLException.class);
        }
    }
}
