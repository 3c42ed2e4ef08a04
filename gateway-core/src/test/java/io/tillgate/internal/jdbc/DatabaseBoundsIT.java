package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillgate.internal.jdbc.Database.Bounds;
import io.tillgate.testing.FaultProxy;
import io.tillgate.testing.FaultProxy.Fault;
import io.tillgate.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A host that set none of the time-outs of its driver and pool. */
class DatabaseBoundsIT {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TAKE = "UPDATE tillgate.api_nonce SET nonce = nonce + 1";

    private final TestPostgres postgres = TestPostgres.fresh();
    private final FaultProxy proxy = FaultProxy.before(TestPostgres.port());

    @BeforeEach
    void oneRow() {
        postgres.run("INSERT INTO tillgate.api_nonce VALUES ('key', 1)");
    }

    @AfterEach
    void stop() {
        proxy.close();
        postgres.close();
    }

    @Test
    void a_postgres_that_answers_no_more_holds_nobody_up() {
        Database database = new Database(throughProxy(), new Bounds(SHORT, LONG, LONG));

        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    proxy.fault(Fault.BLACK_HOLE);
                    return execute(connection, TAKE);
                }))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void a_statement_that_takes_too_long_ends_at_postgres_too_and_the_connection_lives() throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection()) {
            Database database = new Database(new OneConnection(connection), new Bounds(SHORT, LONG, LONG));

            assertThatThrownBy(() -> database.inTransaction(one -> execute(one, "SELECT pg_sleep(20)")))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));

            assertThat(connection.isClosed()).isFalse();
            assertThat(postgres.text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
                            + " AND state = 'active'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void a_shorter_wait_of_the_host_stays_and_every_wait_is_given_back() throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection()) {
            int before = connection.getNetworkTimeout();
            Database database = new Database(new OneConnection(connection), new Bounds(SHORT, LONG, LONG));

            int within = database.inTransaction(Connection::getNetworkTimeout);
            assertThat(within).isEqualTo((int) SHORT.toMillis());
            assertThat(connection.getNetworkTimeout()).isEqualTo(before);

            connection.setNetworkTimeout(Runnable::run, 200);
            assertThat(database.inTransaction(Connection::getNetworkTimeout)).isEqualTo(200);
        }
    }

    @Test
    void a_row_that_somebody_else_holds_is_not_waited_for_for_ever() throws SQLException {
        Database database = new Database(postgres.dataSource(), new Bounds(LONG, SHORT, LONG));
        try (Connection holder = postgres.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, TAKE);

            assertThatThrownBy(() -> database.inTransaction(connection -> execute(connection, TAKE)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("55P03"));
            holder.rollback();
        }
    }

    @Test
    void the_rows_of_a_node_that_lost_power_are_free_again_soon() throws SQLException {
        Database lost = new Database(throughProxy(), new Bounds(SHORT, LONG, Duration.ofSeconds(2)));
        assertThatThrownBy(() -> lost.inTransaction(connection -> {
                    execute(connection, TAKE);
                    proxy.freezeConnections();
                    return execute(connection, TAKE);
                }))
                .isInstanceOf(SQLException.class);

        Database alive = new Database(postgres.dataSource(), new Bounds(LONG, SHORT, LONG));
        await().ignoreExceptions().until(() -> alive.inTransaction(connection -> execute(connection, TAKE)));
        assertThat(postgres.text("SELECT nonce FROM tillgate.api_nonce"))
                .as("what the lost node had begun is undone")
                .isEqualTo("2");
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        }
    }

    private PGSimpleDataSource throughProxy() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(postgres.jdbcUrl(proxy.port()));
        return dataSource;
    }

    /** Always gives the same connection, which outlives being closed. */
    private static final class OneConnection extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private final transient Connection connection;

        OneConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection getConnection() {
            return (Connection) java.lang.reflect.Proxy.newProxyInstance(
                    OneConnection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, args) -> method.getName().equals("close") ? null : method.invoke(connection, args));
        }
    }
}
