package io.tillgate.internal.jdbc;

import io.tillgate.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which big tables a piece of work read from end to end, by Postgres' own count. Counts what was executed and not what a plan
 * would be, so it holds for the plans that a connection keeps after some executions, too. Nobody else may be in the database: see {@link TestPostgres#ofOneConnection}.
 */
final class SequentialScans {

    /** More than after which the driver names a statement, and Postgres may keep a plan for all values. */
    static final int EXECUTIONS = 20;

    private static final Set<String> BIG = Set.of(
            "merchant_order",
            "payment",
            "notification",
            "journal",
            "outbox",
            "invoice",
            "quote",
            "statement_line",
            "refund",
            "refund_step",
            "staff_log",
            "saved_view",
            "discrepancy",
            "approval",
            "order_search",
            "order_word");

    private final TestPostgres postgres;

    SequentialScans(TestPostgres postgres) {
        this.postgres = postgres;
    }

    /** Something to do in the database. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** The big tables that the work read from end to end in one of {@link #EXECUTIONS}. */
    Set<String> of(Work work) throws Exception {
        return of(EXECUTIONS, work);
    }

    Set<String> of(int executions, Work work) throws Exception {
        Map<String, Long> before = counts();
        for (int i = 0; i < executions; i++) {
            work.run();
        }
        Map<String, Long> after = counts();
        Set<String> scanned = new TreeSet<>();
        after.forEach((table, count) -> {
            if (!count.equals(before.get(table))) {
                scanned.add(table);
            }
        });
        return scanned;
    }

    private Map<String, Long> counts() throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            // What this session did is told to others, its own next transaction among them, once a second at most else.
            statement.execute("SELECT pg_stat_force_next_flush()");
            Map<String, Long> counts = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = 'tillgate'")) {
                while (rows.next()) {
                    if (BIG.contains(rows.getString("relname"))) {
                        counts.put(rows.getString("relname"), rows.getLong("seq_scan"));
                    }
                }
            }
            return counts;
        }
    }
}
