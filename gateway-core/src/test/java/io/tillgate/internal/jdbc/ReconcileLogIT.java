package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.DAY;
import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.RunAnswer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What staff do about statements and books is in their log; what happens by itself is not. */
class ReconcileLogIT {

    private final Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void a_statement_that_is_imported_or_matched_again_is_in_the_log_and_a_refused_one_is_not() {
        ledger.imported(HEADER + "2026-03-10T12:00:00Z,0.00000005,,deposit,1,,,,\n");
        assertThat(ledger.imports(HEADER + "now,1,,deposit,2,,,,\n")).isInstanceOf(RunAnswer.Refused.class);
        assertThat(ledger.desk.matchAgain(MTGOX, "bob")).isInstanceOf(RunAnswer.Done.class);

        assertThat(ledger.log())
                .isEqualTo("anna IMPORT_STATEMENT imported statement.csv of mtgox: 1 new of 1 lines,"
                        + " bob MATCH_AGAIN matched the lines of mtgox again that were left over");
    }

    @Test
    void each_decision_on_a_discrepancy_is_in_the_log_once_with_its_reason() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 700, NOON);
        ledger.imported(HEADER
                + "2026-03-10T11:00:00Z,0.00000005,,deposit,1,,,,\n"
                + "2026-03-10T11:01:00Z,-0.00000006,,withdraw,2,,,,\n"
                + "2026-03-12T11:02:00Z,0.00000700,,deposit,3,,,,\n");
        String before = ledger.log() + ", ";
        decide(5, new Decision(ResolutionKind.EXPLAINED, "", "anna", "not ours"));
        decide(-6, new Decision(ResolutionKind.BOOKED, "", "bob", "their fee"));
        Discrepancy line = differing(700);
        Decision matched = new Decision(ResolutionKind.MATCHED, "A-1", "anna", "came late");
        assertThat(ledger.desk.matchByHand(line.lineId(), matched)).isInstanceOf(ResolveAnswer.Done.class);
        assertThat(ledger.desk.matchByHand(line.lineId(), matched)).isInstanceOf(ResolveAnswer.Refused.class);

        assertThat(ledger.log())
                .isEqualTo(before
                        + "anna RESOLVE_DISCREPANCY explained a discrepancy of 0.00000005 BTC at mtgox; not ours,"
                        + " bob RESOLVE_DISCREPANCY booked a discrepancy of -0.00000006 BTC at mtgox; their fee,"
                        + " anna RESOLVE_DISCREPANCY matched line " + line.lineId()
                        + " of mtgox by hand with order A-1; came late");
        assertThat(ledger.texts("SELECT amount::text FROM tillgate.staff_log WHERE amount IS NOT NULL ORDER BY id"))
                .isEqualTo("5, -6, 700");
        assertThat(ledger.texts("SELECT order_id::text FROM tillgate.staff_log WHERE order_id IS NOT NULL"))
                .isEqualTo(order.toString());
    }

    @Test
    void a_day_that_a_person_closes_or_looks_at_is_in_the_log_and_what_happens_by_itself_is_not() throws SQLException {
        ledger.order("A-1", NOON);
        ledger.clock.set(Instant.parse("2026-03-13T00:00:00Z"));
        assertThat(ledger.books.close(MTGOX, DAY.plusDays(1), "anna")).isInstanceOf(CloseAnswer.NotNext.class);
        assertThat(ledger.books.close(MTGOX, DAY, "anna")).isInstanceOf(CloseAnswer.Closed.class);
        ledger.runs.again("mtgox", "tillgate");
        assertThat(ledger.days.close("mtgox", DAY.plusDays(1), "tillgate")).isInstanceOf(CloseAnswer.Closed.class);

        assertThat(ledger.books.verify(MTGOX, DAY, "otto")).isNotEmpty();
        assertThat(ledger.books.verify(MTGOX, DAY.plusDays(5), "otto"))
                .as("not closed")
                .isEmpty();
        assertThat(ledger.days.verify("mtgox", DAY)).isNotEmpty();

        assertThat(ledger.log())
                .isEqualTo("anna CLOSE_DAY closed 2026-03-10 of mtgox,"
                        + " otto VERIFY_DAY looked at the seal of 2026-03-10 of mtgox");
    }

    private void decide(long difference, Decision decision) {
        long id = differing(difference).id();
        assertThat(ledger.desk.resolve(id, decision)).isInstanceOf(ResolveAnswer.Done.class);
        assertThat(ledger.desk.resolve(id, decision)).isInstanceOf(ResolveAnswer.Refused.class);
    }

    private Discrepancy differing(long satoshis) {
        List<Discrepancy> found = ledger.desk.discrepancies(DiscrepancyFilter.OPEN).stream()
                .filter(one -> one.lineId() != null && one.difference().minorUnits() == satoshis)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
