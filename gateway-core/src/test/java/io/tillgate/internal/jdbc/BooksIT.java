package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.DAY;
import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static io.tillgate.internal.jdbc.Ledger.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.ResolutionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksIT {

    private Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void a_day_s_equation_holds_in_coins_and_at_the_quote_whatever_became_of_the_orders() {
        UUID expired = ledger.order("A-1", NOON);
        ledger.fact(expired, "p-1", "CONFIRMED", 500_000, NOON);
        UUID late = ledger.order("A-2", NOON);
        ledger.fact(late, "p-2", 1, "PENDING", 100_000, NOON, NOON);
        ledger.fact(late, "p-2", 2, "CONFIRMED", 300_000, NOON, NOON.plusSeconds(60));
        ledger.fact(late, "p-2", 3, "REVERSED", 0, NOON, NOON.plusSeconds(120));

        DailyClose close = ledger.close(DAY);

        assertThat(close.coins())
                .hasToString("Sums[opening=0.00000000 BTC, received=0.00800000 BTC,"
                        + " reversed=0.00300000 BTC, refunded=0.00000000 BTC, fees=0.00000000 BTC, booked=0.00000000 BTC,"
                        + " closing=0.00500000 BTC]");
        assertThat(close.values())
                .hasToString("[Sums[opening=0.00 EUR, received=40.00 EUR, reversed=15.00 EUR,"
                        + " refunded=0.00 EUR, fees=0.00 EUR, booked=0.00 EUR, closing=25.00 EUR]]");
        assertThat(close.facts()).isEqualTo(4);
    }

    @Test
    void a_duplicate_or_a_reordered_fact_moves_nothing() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        ledger.fact(order, "p-1", "PENDING", 200_000, NOON.plusSeconds(60));

        assertThat(ledger.close(DAY).coins().closing()).isEqualTo(Money.satoshi(500_000));
    }

    @Test
    void a_reversal_counts_on_its_own_day() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", 1, "CONFIRMED", 500_000, NOON, NOON);
        ledger.fact(order, "p-1", 2, "REVERSED", 0, NOON, NOON.plus(Duration.ofDays(1)));

        assertThat(ledger.close(DAY).coins().closing()).isEqualTo(Money.satoshi(500_000));
        DailyClose next = ledger.close(DAY.plusDays(1));
        assertThat(next.coins().opening()).isEqualTo(Money.satoshi(500_000));
        assertThat(next.coins().reversed()).isEqualTo(Money.satoshi(500_000));
        assertThat(next.coins().closing()).isEqualTo(Money.satoshi(0));
        assertThat(next.values().get(0).closing().minorUnits()).isZero();
    }

    @Test
    void a_refund_leaves_the_books_at_the_quote_and_takes_its_line_by_its_transaction() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        UUID refund = ledger.refund(order, 200_000, "5f".repeat(32), NOON.plusSeconds(60));
        ledger.imported(HEADER
                + "2026-03-10T12:00:00Z,0.00500000,0.00500000,deposit,1,,p-1,,\n"
                + "2026-03-10T13:00:00Z,-0.00200000,0.00300000,withdraw,2,,," + "5f".repeat(32) + ",\n");

        DailyClose close = ledger.close(DAY);

        assertThat(close.coins().refunded()).isEqualTo(Money.satoshi(200_000));
        assertThat(close.values().get(0).refunded().minorUnits()).isEqualTo(1_000);
        assertThat(ledger.books.day(MTGOX, DAY).get(0).balance().balances()).isTrue();
        assertThat(ledger.texts("SELECT matched_by || ' ' || entry_id FROM tillgate.statement_line ORDER BY id"))
                .isEqualTo("PAYMENT_ID p-1, TRANSACTION " + refund);
        assertThat(ledger.desk.discrepancies(DiscrepancyFilter.OPEN)).isEmpty();
    }

    @Test
    void a_refund_counts_once_on_the_day_when_its_coins_left() {
        UUID refund = ledger.refund(ledger.order("A-1", NOON), 200_000, "5f".repeat(32), NOON);
        ledger.run("""
                INSERT INTO tillgate.refund_step (refund_id, at, state, actor, reason)
                VALUES (?::uuid, ?::timestamptz, 'RECORDED_BY_HAND', 'anna', 'found in the wallet')
                """, refund, NOON.plus(Duration.ofDays(1)));

        assertThat(ledger.close(DAY).coins().refunded()).isEqualTo(Money.satoshi(200_000));
        assertThat(ledger.close(DAY.plusDays(1)).coins().refunded()).isEqualTo(Money.satoshi(0));
    }

    @Test
    void a_refund_that_the_statement_does_not_have_is_missing_there_and_a_reason() {
        UUID order = ledger.order("A-1", NOON);
        ledger.refund(order, 200_000, "5f".repeat(32), NOON);
        ledger.imported(HEADER
                + "2026-03-10T00:00:00Z,0.00000001,0.00000001,deposit,1,,x,,\n"
                + "2026-03-10T23:00:00Z,0.00000001,0.00000002,deposit,2,,y,,\n");

        assertThat(ledger.desk.discrepancies(DiscrepancyFilter.OPEN))
                .anyMatch(one -> one.detail().equals("the statement has no line for the refund")
                        && one.difference().equals(Money.satoshi(200_000)));
        ledger.close(DAY);
        Balance balance = ledger.books.day(MTGOX, DAY).get(0).balance();
        assertThat(balance.difference()).isEqualTo(Money.satoshi(200_002));
        assertThat(sum(balance)).isEqualTo(200_002);
    }

    @Test
    void the_inbox_tells_of_discrepancies_of_days_that_went_apart_and_of_broken_seals() throws Exception {
        ledger.order("A-1", NOON);
        ledger.imported(HEADER + "2026-03-10T12:00:00Z,0.00000005,0.00000005,deposit,1,,x,,\n");
        ledger.close(DAY);
        ledger.close(DAY.plusDays(1));
        ledger.postgres.run("UPDATE tillgate.daily_close SET actor = 'bob' WHERE day = '2026-03-11'");
        ledger.verdict(DAY.plusDays(1));

        DiscrepancyInbox inbox = new DiscrepancyInbox();
        Instant now = ledger.clock.instant();
        List<String> told = ledger.database.inTransaction(
                connection -> inbox.items(connection, new InboxSource.Window(null, null, 10, now)).stream()
                        .map(item -> item.sentence())
                        .toList());
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "At mtgox there is no such payment here, by 0.00000005 BTC.",
                        "At mtgox on 2026-03-10 books and statement went apart, by 0.00000005 BTC.",
                        "At mtgox the seal of 2026-03-11 is broken: the stored day is not what was sealed: somebody changed it"
                                + " in the database.");
        assertThat(ledger.database.<Integer>inTransaction(
                        connection -> inbox.counts(connection, now).get(io.tillgate.desk.InboxKind.DISCREPANCY)))
                .isEqualTo(3);
    }

    @Test
    void a_day_has_23_hours_when_the_clocks_go_forward_and_25_when_they_go_back() {
        useZone("Europe/Berlin");
        ledger.order("A-1", Instant.parse("2026-03-28T23:30:00Z"));
        DailyClose spring = ledger.close(LocalDate.parse("2026-03-29"));
        assertThat(spring.startsAt()).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(Duration.between(spring.startsAt(), spring.endsAt())).hasHours(23);

        useZone("Europe/Berlin");
        ledger.order("A-1", Instant.parse("2026-10-24T22:30:00Z"));
        UUID order = ledger.order("A-2", Instant.parse("2026-10-24T22:30:00Z"));
        ledger.fact(order, "p-1", "CONFIRMED", 7, Instant.parse("2026-10-25T22:59:59Z"));
        DailyClose autumn = ledger.close(LocalDate.parse("2026-10-25"));
        assertThat(Duration.between(autumn.startsAt(), autumn.endsAt())).hasHours(25);
        assertThat(autumn.coins().closing()).isEqualTo(Money.satoshi(7));
    }

    @Test
    void fees_and_what_people_booked_make_the_books_agree_with_the_statement() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        ledger.imported(HEADER
                + "2026-03-10T12:00:00Z,0.00500000,0.00500000,deposit,1,,p-1,,\n"
                + "2026-03-10T13:00:00Z,-0.00001000,0.00499000,fee,2,,,,\n"
                + "2026-03-10T14:00:00Z,-0.00400000,0.00099000,withdraw,3,,,,\n");
        Discrepancy withdrawal =
                ledger.desk.discrepancies(DiscrepancyFilter.OPEN).get(0);
        ledger.desk.resolve(
                withdrawal.id(), new Decision(ResolutionKind.BOOKED, "", "anna", "moved to our own wallet"));

        DailyClose close = ledger.close(DAY);

        assertThat(close.coins().fees()).isEqualTo(Money.satoshi(1_000));
        assertThat(close.coins().booked()).isEqualTo(Money.satoshi(-400_000));
        Balance balance = ledger.books.day(MTGOX, DAY).get(0).balance();
        assertThat(balance.balances()).isTrue();
        assertThat(balance.reasons()).isEmpty();
    }

    private void useZone(String zone) {
        ledger.close();
        ledger = new Ledger(ZoneId.of(zone));
    }
}
