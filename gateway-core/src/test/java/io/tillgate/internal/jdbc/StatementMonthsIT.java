package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static io.tillgate.internal.jdbc.Ledger.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a statement makes of payments and lines that are not of its own time. */
class StatementMonthsIT {

    private final Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void the_statement_of_a_later_month_changes_nothing_about_what_is_open_of_this_one() {
        ledger.paid("A-1", "p-1", 100, NOON);
        ledger.imported(HEADER
                + line("00:00:01", "0.00000001", "x-1")
                + line("12:05:00", "0.00000090", "p-1")
                + line("23:59:00", "0.00000002", "x-2"));

        ledger.imported(HEADER + "2026-04-20T12:00:00Z,0.00000003,,deposit,,,x-3,,\n");

        assertThat(ledger.open())
                .contains("AMOUNT 0.00000100 BTC 0.00000090 BTC")
                .noneMatch(one -> one.startsWith("MISSING_THERE"));
    }

    @Test
    void what_is_told_weeks_later_of_a_payment_is_compared_with_its_line_of_then() {
        UUID order = ledger.paid("A-1", "p-1", 100, NOON);
        ledger.imported(HEADER
                + line("00:00:01", "0.00000001", "x-1")
                + line("12:05:00", "0.00000100", "p-1")
                + line("23:59:00", "0.00000002", "x-2"));

        Instant later = NOON.plus(Duration.ofDays(40));
        ledger.fact(order, "p-1", 1, "CONFIRMED", 95, later, later);
        ledger.imported(HEADER + "2026-04-19T12:00:00Z,0.00000003,,deposit,,,x-3,,\n");

        assertThat(ledger.open())
                .contains("AMOUNT 0.00000095 BTC 0.00000100 BTC")
                .noneMatch(one -> one.startsWith("MISSING_THERE"));
    }

    @Test
    void a_statement_that_comes_after_that_of_the_next_month_knows_the_lines_of_payments_that_came_late() {
        UUID order = ledger.order("A-1", NOON);
        Instant late = NOON.plus(Duration.ofDays(40));
        ledger.fact(order, "p-1", "CONFIRMED", 100, late);
        ledger.imported(HEADER
                + "2026-04-18T12:00:00Z,0.00000001,,deposit,,,x-1,,\n"
                + "2026-04-19T12:05:00Z,0.00000100,,deposit,,,p-1,,\n"
                + "2026-04-20T12:00:00Z,0.00000002,,deposit,,,x-2,,\n");

        ledger.imported(HEADER + line("12:00:00", "0.00000003", "x-3"));

        assertThat(ledger.open()).hasSize(3).noneMatch(one -> one.startsWith("MISSING_THERE"));
    }

    @Test
    void a_line_is_known_that_lies_just_behind_what_a_statement_looks_at() {
        Instant edge = NOON.plus(StatementRuns.SLACK);
        ledger.paid("A-1", "p-1", 100, edge.minusSeconds(60));
        ledger.imported(HEADER
                + "2026-03-12T12:00:00Z,0.00000001,,deposit,,,x-1,,\n"
                + "2026-03-13T12:05:00Z,0.00000100,,deposit,,,p-1,,\n"
                + "2026-03-14T12:00:00Z,0.00000002,,deposit,,,x-2,,\n");

        ledger.imported(HEADER + line("12:00:00", "0.00000003", "x-3"));

        assertThat(ledger.open()).hasSize(3).noneMatch(one -> one.startsWith("MISSING_THERE"));
    }
}
