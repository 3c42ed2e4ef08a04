package io.tillgate.internal.jdbc;

import static io.tillgate.internal.jdbc.Ledger.HEADER;
import static io.tillgate.internal.jdbc.Ledger.MTGOX;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.DailyClose.Verdict;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.testing.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksIT {

    private static final LocalDate DAY = LocalDate.parse("2026-03-10");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

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

        DailyClose close = close(DAY);

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

        assertThat(close(DAY).coins().closing()).isEqualTo(Money.satoshi(500_000));
    }

    @Test
    void a_reversal_counts_on_its_own_day() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", 1, "CONFIRMED", 500_000, NOON, NOON);
        ledger.fact(order, "p-1", 2, "REVERSED", 0, NOON, NOON.plus(Duration.ofDays(1)));

        assertThat(close(DAY).coins().closing()).isEqualTo(Money.satoshi(500_000));
        DailyClose next = close(DAY.plusDays(1));
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

        DailyClose close = close(DAY);

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

        assertThat(close(DAY).coins().refunded()).isEqualTo(Money.satoshi(200_000));
        assertThat(close(DAY.plusDays(1)).coins().refunded()).isEqualTo(Money.satoshi(0));
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
        close(DAY);
        Balance balance = ledger.books.day(MTGOX, DAY).get(0).balance();
        assertThat(balance.difference()).isEqualTo(Money.satoshi(200_002));
        assertThat(sum(balance)).isEqualTo(200_002);
    }

    @Test
    void the_inbox_tells_of_discrepancies_of_days_that_went_apart_and_of_broken_seals() throws Exception {
        ledger.order("A-1", NOON);
        ledger.imported(HEADER + "2026-03-10T12:00:00Z,0.00000005,0.00000005,deposit,1,,x,,\n");
        close(DAY);
        close(DAY.plusDays(1));
        ledger.postgres.run("UPDATE tillgate.daily_close SET actor = 'bob' WHERE day = '2026-03-11'");
        verdict(DAY.plusDays(1));

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
    void a_day_has_23_hours_when_the_clocks_go_forward_and_25_when_they_go_back() {
        useZone("Europe/Berlin");
        ledger.order("A-1", Instant.parse("2026-03-28T23:30:00Z"));
        DailyClose spring = close(LocalDate.parse("2026-03-29"));
        assertThat(spring.startsAt()).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(Duration.between(spring.startsAt(), spring.endsAt())).hasHours(23);

        useZone("Europe/Berlin");
        ledger.order("A-1", Instant.parse("2026-10-24T22:30:00Z"));
        UUID order = ledger.order("A-2", Instant.parse("2026-10-24T22:30:00Z"));
        ledger.fact(order, "p-1", "CONFIRMED", 7, Instant.parse("2026-10-25T22:59:59Z"));
        DailyClose autumn = close(LocalDate.parse("2026-10-25"));
        assertThat(Duration.between(autumn.startsAt(), autumn.endsAt())).hasHours(25);
        assertThat(autumn.coins().closing()).isEqualTo(Money.satoshi(7));
    }

    @Test
    void a_fact_that_arrives_late_is_found_told_and_booked_in_the_open_day_once() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        DailyClose sealed = close(DAY);
        ledger.fact(order, "p-2", "CONFIRMED", 250_000, NOON.plusSeconds(1));

        DailyClose.Check check = ledger.books.verify(MTGOX, DAY, "anna").get(0).check();
        assertThat(check.verdict()).isEqualTo(Verdict.CORRECTED);
        assertThat(check.detail()).contains("payment p-2 of order " + order).contains("0.00250000 BTC is booked");
        assertThat(ledger.books.verify(MTGOX, DAY, "anna").get(0).check().verdict())
                .isEqualTo(Verdict.CORRECTED);

        DailyClose next = close(DAY.plusDays(1));
        assertThat(next.coins().booked()).isEqualTo(Money.satoshi(250_000));
        assertThat(next.values().get(0).booked()).isEqualTo(Money.parse(io.tillgate.money.Currency.of("EUR"), "12.50"));
        assertThat(ledger.books.day(MTGOX, DAY).get(0).close().seal()).isEqualTo(sealed.seal());
        assertThat(ledger.postgres.count("booking")).isEqualTo(2);
    }

    @Test
    void closing_the_next_day_looks_at_the_day_before() {
        UUID order = ledger.order("A-1", NOON);
        close(DAY);
        ledger.fact(order, "p-1", "CONFIRMED", 9, NOON);

        assertThat(close(DAY.plusDays(1)).coins().closing()).isEqualTo(Money.satoshi(9));
    }

    @Test
    void whoever_changes_a_sealed_day_or_its_facts_in_the_database_is_found_out() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        close(DAY);
        close(DAY.plusDays(1));
        assertThat(verdict(DAY)).isEqualTo(Verdict.HOLDS);

        ledger.postgres.run("UPDATE tillgate.daily_close SET received_amount = received_amount + 1,"
                + " closing_amount = closing_amount + 1 WHERE day = '2026-03-10'");
        assertThat(verdict(DAY)).isEqualTo(Verdict.BROKEN);
        ledger.postgres.run("UPDATE tillgate.daily_close SET received_amount = received_amount - 1,"
                + " closing_amount = closing_amount - 1 WHERE day = '2026-03-10'");
        assertThat(verdict(DAY)).isEqualTo(Verdict.HOLDS);

        ledger.postgres.run("UPDATE tillgate.daily_close SET actor = 'bob' WHERE day = '2026-03-10'");
        assertThat(verdict(DAY)).isEqualTo(Verdict.BROKEN);
        ledger.postgres.run(
                "UPDATE tillgate.daily_close SET actor = 'anna', seal = sha256('x') WHERE day = '2026-03-10'");
        assertThat(verdict(DAY.plusDays(1))).as("the chain").isEqualTo(Verdict.BROKEN);
    }

    @Test
    void a_changed_payment_of_a_sealed_day_is_corrected_and_so_is_its_return() {
        UUID order = ledger.order("A-1", NOON);
        ledger.fact(order, "p-1", "CONFIRMED", 500_000, NOON);
        close(DAY);

        ledger.postgres.run("UPDATE tillgate.payment SET confirmed_amount = 400000");
        assertThat(verdict(DAY)).isEqualTo(Verdict.CORRECTED);
        assertThat(ledger.postgres.text("SELECT sum(amount) FROM tillgate.booking"))
                .isEqualTo("-100000");
        ledger.postgres.run("UPDATE tillgate.payment SET confirmed_amount = 500000");
        assertThat(verdict(DAY)).isEqualTo(Verdict.CORRECTED);
        assertThat(ledger.postgres.text("SELECT sum(amount) FROM tillgate.booking"))
                .isEqualTo("0");
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

        DailyClose close = close(DAY);

        assertThat(close.coins().fees()).isEqualTo(Money.satoshi(1_000));
        assertThat(close.coins().booked()).isEqualTo(Money.satoshi(-400_000));
        Balance balance = ledger.books.day(MTGOX, DAY).get(0).balance();
        assertThat(balance.balances()).isTrue();
        assertThat(balance.reasons()).isEmpty();
    }

    @Test
    void a_statement_that_comes_after_the_close_is_booked_in_the_open_day() {
        ledger.order("A-1", NOON);
        close(DAY);
        ledger.imported(HEADER + "2026-03-10T13:00:00Z,-0.00001000,-0.00001000,fee,2,,,,\n");

        assertThat(verdict(DAY)).isEqualTo(Verdict.HOLDS);
        Balance first = ledger.books.day(MTGOX, DAY).get(0).balance();
        assertThat(first.difference()).isEqualTo(Money.satoshi(-1_000));
        assertThat(sum(first)).isEqualTo(-1_000);
        close(DAY.plusDays(1));
        Books.Day next = ledger.books.day(MTGOX, DAY.plusDays(1)).get(0);
        assertThat(next.close().coins().fees()).isEqualTo(Money.satoshi(1_000));
        assertThat(next.balance().balances()).isTrue();
    }

    /** The heart of it: whatever happens, the reasons add up to the difference, and that is what was planted. */
    @Test
    void the_books_balance_or_say_to_the_satoshi_why_not() {
        Seeded.forAll(12, random -> {
            ledger.close();
            ledger = new Ledger();
            new RandomShop(random).run();
        });
    }

    /** Some days of a shop, and a statement of them with planted differences. */
    private final class RandomShop {
        private final Random random;
        private final StringBuilder statement = new StringBuilder(HEADER);
        private long balance;
        private long planted;
        private int index;

        RandomShop(Random random) {
            this.random = random;
        }

        void run() {
            int days = 2 + random.nextInt(2);
            long[] plantedBy = new long[days];
            for (int day = 0; day < days; day++) {
                Instant start =
                        DAY.plusDays(day).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
                for (int i = random.nextInt(6) + (day == 0 ? 1 : 0); i > 0; i--) {
                    payment("R-" + day + "-" + i, start.plusSeconds(3600 + i * 100L));
                }
                if (random.nextBoolean()) {
                    line(start.plusSeconds(80_000), -random.nextInt(500) - 1L, "fee", "");
                }
                if (random.nextInt(3) == 0) {
                    long stray = random.nextInt(9_000) + 1L;
                    planted += stray;
                    line(start.plusSeconds(81_000), stray, "deposit", "stray-" + day);
                }
                line(start.plusSeconds(86_000), 0, "deposit", "");
                plantedBy[day] = planted;
            }
            ledger.imported(statement.toString());
            for (int day = 0; day < days; day++) {
                close(DAY.plusDays(day));
                Books.Day closed = ledger.books.day(MTGOX, DAY.plusDays(day)).get(0);
                Balance found = closed.balance();
                assertThat(found.difference().minorUnits()).as("day " + day).isEqualTo(plantedBy[day]);
                long carried = found.carried() == null ? 0 : found.carried().minorUnits();
                assertThat(sum(found)).as("reasons of day " + day).isEqualTo(plantedBy[day] - carried);
                assertThat(found.reasons()).noneMatch(reason -> reason.kind() == Balance.Kind.GAP);
                assertThat(verdict(DAY.plusDays(day))).isEqualTo(Verdict.HOLDS);
            }
        }

        private void payment(String reference, Instant at) {
            UUID order = ledger.order(reference, at.minusSeconds(600));
            long amount = random.nextInt(1_000_000) + 1L;
            String id = "p-" + reference;
            if (random.nextBoolean()) {
                ledger.fact(order, id, 1, "PENDING", random.nextBoolean() ? 0 : amount / 2, at, at.minusSeconds(5));
            }
            ledger.fact(order, id, 2, "CONFIRMED", amount, at, at);
            switch (random.nextInt(6)) {
                case 0 -> planted -= amount;
                case 1 -> {
                    long off = random.nextInt(2_000) - 1_000L;
                    planted += off;
                    line(at, amount + off, "deposit", id);
                }
                case 2 -> {
                    ledger.fact(order, id, 3, "REVERSED", 0, at, at.plusSeconds(30));
                    line(at, amount, "deposit", id);
                    line(at.plusSeconds(30), -amount, "withdraw", "back-" + id);
                }
                default -> line(at, amount, "deposit", id);
            }
        }

        private void line(Instant at, long amount, String type, String payment) {
            balance += amount;
            statement
                    .append(at)
                    .append(',')
                    .append(Money.satoshi(amount).toDecimal().toPlainString())
                    .append(',')
                    .append(Money.satoshi(balance).toDecimal().toPlainString())
                    .append(',')
                    .append(type)
                    .append(',')
                    .append(++index)
                    .append(",,")
                    .append(payment)
                    .append(",,\n");
        }
    }

    private static long sum(Balance balance) {
        return balance.reasons().stream()
                        .mapToLong(reason -> reason.amount().minorUnits())
                        .sum()
                + balance.leftOutAmount().minorUnits();
    }

    private Verdict verdict(LocalDate day) {
        return ledger.books.verify(MTGOX, day, "anna").get(0).check().verdict();
    }

    private DailyClose close(LocalDate day) {
        Instant over = day.plusDays(2).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        ledger.clock.set(over);
        CloseAnswer answer = ledger.books.close(MTGOX, day, "anna");
        if (answer instanceof CloseAnswer.Closed closed) {
            return closed.closes().get(0);
        }
        throw new AssertionError("not closed: " + answer);
    }

    private void useZone(String zone) {
        ledger.close();
        ledger = new Ledger(ZoneId.of(zone));
    }
}
