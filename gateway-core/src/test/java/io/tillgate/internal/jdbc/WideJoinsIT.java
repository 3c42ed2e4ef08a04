package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.StatementDesk;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day that is a small part of the table, so that Postgres takes its stretch of ids for one row. */
class WideJoinsIT {

    private static final ProcessorId MTGOX = new ProcessorId("mtgox");
    private static final int ORDERS = 10_000;

    /** One a minute. */
    private static final int ORDERS_A_DAY = 1440;

    private static final LocalDate DAY = LocalDate.of(2023, 11, 16);

    /** Marks that are farther apart than a day's orders. */
    private static final String COARSE = """
            ALTER TABLE tillgate.merchant_order ALTER COLUMN id SET STATISTICS 2;
            ALTER TABLE tillgate.payment ALTER COLUMN order_id SET STATISTICS 2;
            ALTER TABLE tillgate.outbox ALTER COLUMN order_id SET STATISTICS 2;
            ANALYZE tillgate.merchant_order, tillgate.payment, tillgate.outbox
            """;

    /** Each index entry that was read; with rows read again for each other one it would be millions. */
    private static final long READS_MAX = 40L * ORDERS_A_DAY;

    private static BigShop shop;

    @BeforeAll
    static void fill() {
        shop = BigShop.of(ORDERS);
        shop.postgres().run(COARSE);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void closing_a_day_reads_each_of_its_facts_a_few_times() throws Exception {
        Books books = shop.gateway().books();
        LocalDate day = books.nextDay(MTGOX);
        assertThat(books.close(MTGOX, day, "ann")).isInstanceOf(CloseAnswer.Closed.class);
        long before = indexReads();

        assertThat(books.close(MTGOX, day.plusDays(1), "ann")).isInstanceOf(CloseAnswer.Closed.class);

        assertThat(indexReads() - before).isBetween((long) ORDERS_A_DAY, READS_MAX);
    }

    @Test
    void the_four_columns_of_a_day_read_each_of_its_orders_a_few_times() throws Exception {
        StatementDesk statements = shop.gateway().statements();
        long before = indexReads();

        assertThat(statements.fourColumns(MTGOX, DAY, null).sums()).isNotEmpty();

        assertThat(indexReads() - before).isBetween((long) ORDERS_A_DAY, READS_MAX);
    }

    @Test
    void what_comes_later_in_the_transaction_is_planned_as_ever() throws Exception {
        Sql settings = Sql.of("""
                SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS settings
                FROM pg_settings
                WHERE name LIKE 'enable_%' AND setting <> reset_val OR name IN ('jit', 'max_parallel_workers_per_gather')
                """);

        shop.database().inTransaction(connection -> {
            WideJoins.Read<String> told = () ->
                    settings.on(connection).first(row -> row.text("settings")).orElseThrow();
            assertThat(WideJoins.<String>read(connection, told))
                    .isEqualTo("enable_nestloop=off jit=off max_parallel_workers_per_gather=0");
            assertThat(told.run()).isEqualTo("jit=on max_parallel_workers_per_gather=2");
            assertThat(WideJoins.<String>inStep(connection, told))
                    .contains("enable_hashjoin=off", "enable_nestloop=off", "enable_sort=off");
            assertThat(told.run()).isEqualTo("jit=on max_parallel_workers_per_gather=2");
            return null;
        });
    }

    private static long indexReads() throws SQLException {
        try (Connection connection = shop.postgres().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'tillgate'")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
