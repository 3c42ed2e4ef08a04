package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static io.tillgate.internal.jdbc.Ledger.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.internal.statement.StatementFault;
import io.tillgate.internal.statement.StatementReader;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.RunSource;
import io.tillgate.reconcile.StatementLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the lines of a statement come in: all or none, each once, in their order. */
class StatementLinesIT {

    private final Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void the_same_file_again_changes_nothing_and_an_overlapping_one_adds_only_what_is_new() {
        ledger.paid("A-1", "p-1", 100, NOON);
        String first = HEADER
                + line("12:05:00", "0.00000100", "p-1")
                + line("12:06:00", "0.00000007", "")
                + line("12:06:00", "0.00000007", "");
        ledger.imported(first);
        String before = matches();
        String discrepancies = discrepancies();

        ReconcileRun again = ledger.imported(first);
        assertThat(again.linesRead()).isEqualTo(3);
        assertThat(again.linesNew()).isZero();
        assertThat(again.opened()).isZero();
        assertThat(matches()).isEqualTo(before);
        assertThat(discrepancies()).isEqualTo(discrepancies);

        ReconcileRun overlapping = ledger.imported(HEADER
                + line("12:06:00", "0.00000007", "")
                + line("12:06:00", "0.00000007", "")
                + line("12:06:00", "0.00000007", "")
                + line("12:09:00", "0.00000009", ""));
        assertThat(overlapping.linesNew()).isEqualTo(2);
        assertThat(ledger.postgres.count("statement_line")).isEqualTo(5);
        assertThat(ledger.postgres.count("reconcile_run")).isEqualTo(3);
    }

    @Test
    void equal_lines_are_told_apart_wherever_they_stand_and_the_same_index_is_one_line() {
        String file = HEADER
                + line("12:06:00", "0.00000007", "")
                + line("12:05:00", "0.00000100", "")
                + line("12:06:00", "0.00000007", "")
                + "2026-03-10T12:05:00Z,0.00000005,,deposit,94,,,,\n"
                + "2026-03-10T12:05:00Z,0.00000006,,deposit,95,,,,\n"
                + "2026-03-10T12:07:00Z,-0.00000002,,withdraw,96,,,,\n"
                + "2026-03-10T12:07:00Z,-0.00000002,,withdraw,96,,,,\n"
                + "2026-03-10T12:05:00Z,0.00000005,,deposit,94,,,,\n";

        ReconcileRun run = ledger.imported(file);
        assertThat(run.linesRead()).isEqualTo(6);
        assertThat(run.linesNew()).isEqualTo(6);
        assertThat(run.sums()).containsExactly(new ReconcileRun.Sum(Money.satoshi(125), Money.satoshi(2)));
        assertThat(ledger.imported(file).linesNew()).isZero();
        assertThat(ledger.texts("SELECT amount::text FROM tillgate.statement_line ORDER BY id"))
                .isEqualTo("7, 100, 7, 5, 6, -2");
    }

    @Test
    void amounts_that_add_up_to_more_than_can_be_counted_refuse_the_whole_file() {
        String much = "92233720368.54775807";

        RunAnswer answer = ledger.imports(HEADER
                + line("12:05:00", "-" + much, "")
                + line("12:05:00", much, "")
                + line("12:06:00", "0.00000001", ""));

        assertThat(answer).isInstanceOf(RunAnswer.Refused.class);
        assertThat(((RunAnswer.Refused) answer).problems())
                .hasToString("[row 4, amount adds up with the rows before it to more than can be counted:"
                        + " correct the amounts]");
        assertThat(ledger.postgres.count("statement_line")).isZero();
    }

    @Test
    void an_index_that_comes_with_another_amount_refuses_the_whole_file() {
        ledger.imported(HEADER + "2026-03-10T12:05:00Z,0.00000100,,deposit,94,,,,\n");

        RunAnswer answer = ledger.imports(HEADER + "2026-03-10T12:04:00Z,0.00000005,,deposit,93,,,,\n"
                + "2026-03-10T12:05:00Z,0.00000101,,deposit,94,,,,\n");

        assertThat(answer).isInstanceOf(RunAnswer.Refused.class);
        assertThat(((RunAnswer.Refused) answer).problems())
                .hasToString(
                        "[row 3, index 94 was imported before with another amount or balance: get the statement again;"
                                + " if it stays so, ask the processor which one is true]");
        assertThat(ledger.postgres.count("statement_line")).isEqualTo(1);
        assertThat(ledger.postgres.count("reconcile_run")).isEqualTo(1);
    }

    @Test
    void one_fault_keeps_every_line_out_and_all_faults_are_told_at_once() {
        RunAnswer answer = ledger.imports(HEADER + line("12:05:00", "0.00000100", "p-1")
                + "yesterday,0.00000005,,deposit,,,,,\n" + line("12:05:00", "0,5", "p-1"));

        assertThat(answer).isInstanceOf(RunAnswer.Refused.class);
        assertThat(((RunAnswer.Refused) answer).problems())
                .extracting(Object::toString)
                .containsExactly(
                        "row 3, column time is not an ISO 8601 time with its zone: write it like 2026-03-29T14:05:51Z or"
                                + " 2026-03-29T16:05:51+02:00",
                        "row 4 has 10 columns where the header has 9: put fields that hold a comma in quotes");
        assertThat(ledger.postgres.count("statement_line")).isZero();
    }

    @Test
    void two_accounts_are_imported_at_once_and_each_run_has_its_own_lines_in_their_order() throws Exception {
        StatementRuns.Origin origin = new StatementRuns.Origin("mtgox", RunSource.CSV, "statement.csv", null, "anna");
        StatementRuns.Origin other = new StatementRuns.Origin("btcpay", RunSource.CSV, "other.csv", null, "anna");

        RunAnswer answer = ledger.runs.run(origin, stage -> {
            read(stage, 1, 3000);
            // The first ones are on their way to the database, which numbers them.
            await().until(() -> Long.parseLong(numbered()) > 500);
            assertThat(uncheckedRun(other, 5001, 5060)).isInstanceOf(RunAnswer.Done.class);
            read(stage, 3001, 3060);
            return List.of();
        });

        assertThat(answer).isInstanceOf(RunAnswer.Done.class);
        List<ReconcileRun> runs = ledger.desk.runs(null);
        assertThat(runs).hasSize(2);
        for (ReconcileRun run : runs) {
            boolean first = run.processor().equals("mtgox");
            List<String> indexes = IntStream.rangeClosed(first ? 1 : 5001, first ? 3060 : 5060)
                    .mapToObj(Integer::toString)
                    .toList();
            assertThat(pages(run)).isEqualTo(indexes);
            assertThat(run.linesNew()).isEqualTo(indexes.size());
        }
        assertThat(
                        ledger.texts(
                                "SELECT count(*)::text FROM tillgate.statement_line s, tillgate.reconcile_run r"
                                        + " WHERE r.processor = 'mtgox' AND s.run_id <> r.id AND s.id BETWEEN r.first_line AND r.last_line"))
                .as("they were numbered in between")
                .isEqualTo("60");
    }

    private String numbered() {
        return ledger.postgres.text("SELECT last_value FROM tillgate.statement_line_id_seq");
    }

    private RunAnswer uncheckedRun(StatementRuns.Origin origin, int from, int to) {
        try {
            return ledger.runs.run(origin, stage -> {
                read(stage, from, to);
                return List.of();
            });
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void read(StatementStage stage, int from, int to) throws IOException {
        String csv = IntStream.rangeClosed(from, to)
                .mapToObj(i -> "2026-03-10T12:05:00Z,0.00000100,,deposit," + i + ",B-" + i + ",,,\n")
                .collect(Collectors.joining("", HEADER, ""));
        try {
            assertThat(new StatementReader(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), Currency.BTC)
                            .readAll(stage::add))
                    .isEmpty();
        } catch (StatementFault fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** The indexes of a run's lines, page by page. */
    private List<String> pages(ReconcileRun run) {
        List<String> indexes = new ArrayList<>();
        List<StatementLine> page = ledger.desk.lines(run.id(), null, 0);
        while (!page.isEmpty()) {
            page.forEach(line -> indexes.add(line.index()));
            page = ledger.desk.lines(run.id(), null, page.get(page.size() - 1).id());
        }
        return indexes;
    }

    private String matches() {
        return ledger.texts(
                "SELECT matched_by || ' ' || coalesce(entry_id, '-') FROM tillgate.statement_line ORDER BY id");
    }

    private String discrepancies() {
        return ledger.texts("SELECT kind || subject || state FROM tillgate.discrepancy ORDER BY id");
    }
}
