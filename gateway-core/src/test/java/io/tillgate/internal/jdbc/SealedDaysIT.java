package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.DAY;
import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static io.tillgate.internal.jdbc.Ledger.NOON;
import static io.tillgate.internal.jdbc.Ledger.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.DailyClose.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a day can be closed, and what is made of whatever happens to it afterwards. */
class SealedDaysIT {

    private final Ledger ledger = new Ledger();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void days_are_closed_in_their_order_once_and_not_before_they_are_over() {
        ledger.order("A-1", NOON);
        ledger.clock.set(Instant.parse("2026-03-11T00:09:59Z"));
        assertThat(ledger.books.close(MTGOX, DAY, "anna"))
                .isEqualTo(new CloseAnswer.TooEarly(DAY, Instant.parse("2026-03-11T00:10:00Z")));
        ledger.clock.set(Instant.parse("2026-03-12T00:10:00Z"));
        assertThat(ledger.books.close(MTGOX, DAY.plusDays(1), "anna")).isEqualTo(new CloseAnswer.NotNext(DAY));

        assertThat(ledger.books.close(MTGOX, DAY, "anna")).isInstanceOf(CloseAnswer.Closed.class);
        assertThat(ledger.books.close(MTGOX, DAY, "anna")).isEqualTo(new CloseAnswer.AlreadyClosed(DAY));
    }

    @Test
    void two_nodes_that_close_at_once_close_once() throws Exception {
        ledger.order("A-1", NOON);
        ledger.clock.set(Instant.parse("2026-03-12T00:00:00Z"));
        Callable<CloseAnswer> closing = () -> ledger.books.close(MTGOX, DAY, "anna");
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<CloseAnswer> answers = new ArrayList<>();
            for (Future<CloseAnswer> answer : nodes.invokeAll(List.of(closing, closing))) {
                answers.add(answer.get());
            }
            assertThat(answers).filteredOn(CloseAnswer.Closed.class::isInstance).hasSize(1);
            assertThat(answers).contains(new CloseAnswer.AlreadyClosed(DAY));
        } finally {
            nodes.shutdownNow();
        }
        assertThat(ledger.postgres.count("daily_close")).isEqualTo(1);
    }

    @Test
    void a_fact_that_arrives_late_is_found_told_and_booked_in_the_open_day_once() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        DailyClose sealed = ledger.close(DAY);
        ledger.fact(order, "p-2", "CONFIRMED", 250_000, NOON.plusSeconds(1));

        DailyClose.Check check = ledger.books.verify(MTGOX, DAY, "anna").get(0).check();
        assertThat(check.verdict()).isEqualTo(Verdict.CORRECTED);
        assertThat(check.detail()).contains("payment p-2 of order " + order).contains("0.00250000 BTC is booked");
        assertThat(ledger.books.verify(MTGOX, DAY, "anna").get(0).check().verdict())
                .isEqualTo(Verdict.CORRECTED);

        DailyClose next = ledger.close(DAY.plusDays(1));
        assertThat(next.coins().booked()).isEqualTo(Money.satoshi(250_000));
        assertThat(next.values().get(0).booked()).isEqualTo(Money.parse(io.tillgate.money.Currency.of("EUR"), "12.50"));
        assertThat(ledger.books.day(MTGOX, DAY).get(0).close().seal()).isEqualTo(sealed.seal());
        assertThat(ledger.postgres.count("booking")).isEqualTo(2);
    }

    @Test
    void closing_the_next_day_looks_at_the_day_before() {
        UUID order = ledger.order("A-1", NOON);
        ledger.close(DAY);
        ledger.fact(order, "p-1", "CONFIRMED", 9, NOON);

        assertThat(ledger.close(DAY.plusDays(1)).coins().closing()).isEqualTo(Money.satoshi(9));
    }

    @Test
    void whoever_changes_a_sealed_day_or_its_facts_in_the_database_is_found_out() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        ledger.close(DAY);
        ledger.close(DAY.plusDays(1));
        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.HOLDS);

        ledger.postgres.run("UPDATE tillgate.daily_close SET received_amount = received_amount + 1,"
                + " closing_amount = closing_amount + 1 WHERE day = '2026-03-10'");
        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.BROKEN);
        ledger.postgres.run("UPDATE tillgate.daily_close SET received_amount = received_amount - 1,"
                + " closing_amount = closing_amount - 1 WHERE day = '2026-03-10'");
        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.HOLDS);

        ledger.postgres.run("UPDATE tillgate.daily_close SET actor = 'bob' WHERE day = '2026-03-10'");
        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.BROKEN);
        ledger.postgres.run(
                "UPDATE tillgate.daily_close SET actor = 'anna', seal = sha256('x') WHERE day = '2026-03-10'");
        assertThat(ledger.verdict(DAY.plusDays(1))).as("the chain").isEqualTo(Verdict.BROKEN);
    }

    @Test
    void a_changed_payment_of_a_sealed_day_is_corrected_and_so_is_its_return() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        ledger.close(DAY);

        ledger.postgres.run("UPDATE tillgate.payment SET confirmed_amount = 400000");
        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.CORRECTED);
        assertThat(ledger.postgres.text("SELECT sum(amount) FROM tillgate.booking"))
                .isEqualTo("-100000");
        ledger.postgres.run("UPDATE tillgate.payment SET confirmed_amount = 500000");
        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.CORRECTED);
        assertThat(ledger.postgres.text("SELECT sum(amount) FROM tillgate.booking"))
                .isEqualTo("0");
    }

    @Test
    void a_statement_that_comes_after_the_close_is_booked_in_the_open_day() {
        ledger.order("A-1", NOON);
        ledger.close(DAY);
        ledger.imported(HEADER + "2026-03-10T13:00:00Z,-0.00001000,-0.00001000,fee,2,,,,\n");

        assertThat(ledger.verdict(DAY)).isEqualTo(Verdict.HOLDS);
        Balance first = ledger.books.day(MTGOX, DAY).get(0).balance();
        assertThat(first.difference()).isEqualTo(Money.satoshi(-1_000));
        assertThat(sum(first)).isEqualTo(-1_000);
        ledger.close(DAY.plusDays(1));
        Books.Day next = ledger.books.day(MTGOX, DAY.plusDays(1)).get(0);
        assertThat(next.close().coins().fees()).isEqualTo(Money.satoshi(1_000));
        assertThat(next.balance().balances()).isTrue();
    }
}
