package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static io.tillgate.internal.jdbc.Ledger.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.StatementLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementMatchingIT {

    private static final String TXID = "4e".repeat(32);

    private final Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void a_line_is_matched_by_reference_then_payment_id_then_transaction_then_amount_and_time() {
        ledger.paid("A-1", "p-1", 100, NOON);
        ledger.paid("A-2", "p-2", 200, NOON);
        ledger.paid("A-3", TXID + ":1", 300, NOON);
        ledger.paid("A-4", "p-4", 400, NOON);

        ReconcileRun run = ledger.imported(HEADER
                + "2026-03-10T12:05:00Z,0.00000100,,deposit,1,A-1,,,\n"
                + "2026-03-10T12:05:00Z,0.00000200,,deposit,2,,p-2,,\n"
                + "2026-03-10T12:05:00Z,0.00000300,,deposit,3,,," + TXID.toUpperCase(java.util.Locale.ROOT) + ",\n"
                + "2026-03-10T12:05:00Z,0.00000400,,deposit,4,,,,\n");

        assertThat(matches())
                .isEqualTo("REFERENCE p-1, PAYMENT_ID p-2, TRANSACTION " + TXID + ":1, AMOUNT_AND_TIME p-4");
        assertThat(run.linesMatched()).isEqualTo(4);
        assertThat(run.sums()).hasToString("[Sum[credited=0.00001000 BTC, debited=0.00000000 BTC]]");
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void two_payments_of_one_amount_are_not_guessed_apart_and_a_person_decides() {
        UUID first = ledger.paid("A-1", "p-1", 100, NOON);
        ledger.paid("A-2", "p-2", 100, NOON.plusSeconds(60));

        ReconcileRun run = ledger.imported(HEADER + line("12:05:00", "0.00000100", ""));

        assertThat(run.linesAmbiguous()).isEqualTo(1);
        StatementLine line = ledger.desk.ambiguous().get(0);
        assertThat(ledger.desk.candidates(line.id()))
                .extracting(candidate -> candidate.reference())
                .containsExactly("A-1", "A-2");
        assertThat(ledger.open()).isEmpty();

        assertThat(ledger.desk.matchByHand(line.id(), new Decision(ResolutionKind.MATCHED, "B-9", "anna", "a guess")))
                .isInstanceOf(ResolveAnswer.Refused.class);
        assertThat(ledger.postgres.count("discrepancy"))
                .as("nothing was changed")
                .isZero();
        ResolveAnswer answer = ledger.desk.matchByHand(
                line.id(), new Decision(ResolutionKind.MATCHED, "A-1", "anna", "the buyer sent the receipt"));

        assertThat(answer).isInstanceOf(ResolveAnswer.Done.class);
        assertThat(ledger.desk.line(line.id()).orElseThrow().matchedBy()).isEqualTo(MatchedBy.BY_HAND);
        assertThat(ledger.desk.line(line.id()).orElseThrow().orderId().value()).isEqualTo(first);
        assertThat(ledger.desk.ambiguous()).isEmpty();
    }

    @Test
    void a_line_that_names_a_reference_of_somebody_else_is_never_matched_by_its_amount() {
        ledger.paid("A-1", "p-1", 100, NOON);

        ledger.imported(HEADER + "2026-03-10T12:05:00Z,0.00000100,,deposit,,B-1,,,\n");

        assertThat(matches()).isEqualTo("NOTHING -");
    }

    @Test
    void what_only_one_side_has_is_a_discrepancy_of_its_side() {
        ledger.paid("A-1", "p-1", 100, NOON);
        ledger.paid("A-2", "p-2", 200, NOON);

        ledger.imported(HEADER
                + line("00:00:01", "0.00000001", "x-1")
                + line("12:05:00", "0.00000100", "p-1")
                + line("23:59:00", "0.00000002", "x-2"));

        assertThat(ledger.open())
                .containsExactlyInAnyOrder(
                        "MISSING_THERE 0.00000200 BTC 0.00000000 BTC",
                        "MISSING_HERE 0.00000000 BTC 0.00000001 BTC",
                        "MISSING_HERE 0.00000000 BTC 0.00000002 BTC");
    }

    @Test
    void at_the_ends_of_a_statement_nothing_is_said_to_be_missing_until_the_next_one_came() {
        ledger.paid("A-1", "p-1", 100, NOON);
        ledger.imported(HEADER + line("00:00:01", "0.00000001", "x-1") + line("12:05:00", "0.00000002", "x-2"));
        assertThat(ledger.open()).noneMatch(one -> one.startsWith("MISSING_THERE"));

        ledger.imported(HEADER + line("23:00:00", "0.00000003", "x-3"));
        assertThat(ledger.open()).contains("MISSING_THERE 0.00000100 BTC 0.00000000 BTC");
    }

    @Test
    void another_amount_and_another_status_are_told_apart() {
        ledger.paid("A-1", "p-1", 100, NOON);
        UUID order = ledger.order("A-2", NOON);
        ledger.fact(order, "p-2", "PENDING", 0, NOON);
        UUID reversed = ledger.order("A-3", NOON);
        ledger.fact(reversed, "p-3", 1, "CONFIRMED", 300, NOON, NOON);
        ledger.fact(reversed, "p-3", 2, "REVERSED", 0, NOON, NOON);

        ledger.imported(HEADER
                + line("12:05:00", "0.00000099", "p-1")
                + line("12:05:00", "0.00000200", "p-2")
                + line("12:05:00", "0.00000300", "p-3"));

        assertThat(ledger.open())
                .containsExactlyInAnyOrder(
                        "AMOUNT 0.00000100 BTC 0.00000099 BTC",
                        "STATUS 0.00000000 BTC 0.00000200 BTC",
                        "STATUS 0.00000000 BTC 0.00000300 BTC");
    }

    @Test
    void what_the_statement_calls_pending_stays_open_when_it_is_looked_at_again() {
        UUID order = ledger.paid("A-1", "p-1", 100, NOON);
        ledger.imported(HEADER + "2026-03-10T12:05:00Z,0.00000100,,deposit,,,p-1,,pending\n");
        assertThat(ledger.open()).containsExactly("STATUS 0.00000100 BTC 0.00000100 BTC");

        again();
        assertThat(ledger.open()).containsExactly("STATUS 0.00000100 BTC 0.00000100 BTC");

        ledger.fact(order, "p-1", 1, "REVERSED", 0, NOON, NOON);
        again();
        assertThat(ledger.open()).containsExactly("STATUS 0.00000000 BTC 0.00000100 BTC");
    }

    @Test
    void a_line_that_was_pending_is_settled_when_its_index_comes_again_as_confirmed() {
        ledger.paid("A-1", "p-1", 100, NOON);
        String line = "2026-03-10T12:05:00Z,0.00000100,,deposit,7,,p-1,,";
        ledger.imported(HEADER + line + "pending\n");
        assertThat(ledger.open()).containsExactly("STATUS 0.00000100 BTC 0.00000100 BTC");

        ReconcileRun run = ledger.imported(HEADER + line + "confirmed\n");

        assertThat(run.linesNew()).isZero();
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void a_payment_that_comes_in_two_lines_is_one_payment() {
        ledger.paid("A-1", "p-1", 100, NOON);

        ledger.imported(HEADER + line("12:05:00", "0.00000060", "p-1") + line("12:06:00", "0.00000040", "p-1"));

        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void a_decision_is_kept_and_the_discrepancy_comes_back_when_the_facts_change() {
        UUID order = ledger.paid("A-1", "p-1", 100, NOON);
        ledger.imported(HEADER + line("12:05:00", "0.00000090", "p-1"));
        Discrepancy found = ledger.desk.discrepancies(DiscrepancyFilter.OPEN).get(0);
        ledger.desk.resolve(found.id(), new Decision(ResolutionKind.EXPLAINED, "", "anna", "their fee"));
        assertThat(ledger.open()).isEmpty();

        again();
        assertThat(ledger.open()).as("nothing changed").isEmpty();

        ledger.fact(order, "p-1", 1, "CONFIRMED", 95, NOON, NOON);
        again();
        assertThat(ledger.open()).containsExactly("AMOUNT 0.00000095 BTC 0.00000090 BTC");
        assertThat(kinds(found)).containsExactly(ResolutionKind.EXPLAINED, ResolutionKind.REOPENED);

        ledger.fact(order, "p-1", 2, "CONFIRMED", 90, NOON, NOON);
        again();
        assertThat(ledger.open()).isEmpty();
        assertThat(kinds(found))
                .containsExactly(ResolutionKind.EXPLAINED, ResolutionKind.REOPENED, ResolutionKind.GONE);
    }

    @Test
    void a_payment_that_is_told_late_takes_the_line_that_waited_for_it() {
        ledger.imported(HEADER + line("12:05:00", "0.00000100", "p-1"));
        assertThat(ledger.open()).containsExactly("MISSING_HERE 0.00000000 BTC 0.00000100 BTC");

        ledger.paid("A-1", "p-1", 100, NOON.plus(Duration.ofDays(2)));
        ledger.clock.advance(Duration.ofDays(3));
        again();

        assertThat(matches()).isEqualTo("PAYMENT_ID p-1");
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void a_decision_is_made_once() {
        ledger.paid("A-1", "p-1", 100, NOON);
        ledger.imported(HEADER + line("12:05:00", "0.00000090", "p-1"));
        long id = ledger.desk.discrepancies(DiscrepancyFilter.OPEN).get(0).id();
        Decision decision = new Decision(ResolutionKind.BOOKED, "", "anna", "their fee");

        assertThat(ledger.desk.resolve(id, decision)).isInstanceOf(ResolveAnswer.Done.class);
        assertThat(ledger.desk.resolve(id, decision)).isInstanceOf(ResolveAnswer.Refused.class);
        assertThat(ledger.desk.resolve(id + 1, decision)).isInstanceOf(ResolveAnswer.NotFound.class);
        assertThat(ledger.postgres.text("SELECT sum(amount) FROM tillgate.booking"))
                .isEqualTo("-10");
    }

    private void again() {
        assertThat(ledger.desk.matchAgain(MTGOX, "anna")).isInstanceOf(RunAnswer.Done.class);
    }

    private List<ResolutionKind> kinds(Discrepancy discrepancy) {
        return ledger.desk.discrepancy(discrepancy.id()).orElseThrow().resolutions().stream()
                .map(Discrepancy.Resolution::kind)
                .toList();
    }

    private String matches() {
        return ledger.texts(
                "SELECT matched_by || ' ' || coalesce(entry_id, '-') FROM tillgate.statement_line ORDER BY id");
    }
}
