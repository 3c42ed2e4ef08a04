package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.figures.DayFigures;
import io.tillgate.figures.Figures;
import io.tillgate.figures.FiguresPeriod;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.PostgresDailyFigures;
import io.tillgate.internal.loop.FiguresHistory.Entry;
import io.tillgate.money.Money;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.Seeded;
import io.tillgate.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The figures that are kept are those that anybody would work out from the journal. */
class FiguresKeeperIT {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** On this day the clocks of Berlin go back: it has 25 hours. */
    private static final LocalDate LONG_DAY = LocalDate.of(2026, 10, 25);

    private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

    private final TestPostgres postgres = TestPostgres.fresh();
    private final Database database = new Database(postgres.dataSource());
    private final FiguresHistory history = new FiguresHistory(postgres, new Random(7));
    private volatile Instant now = NOON;
    private FiguresKeeper keeper = keeper(BERLIN);

    @AfterEach
    void stop() {
        keeper.close();
        postgres.close();
    }

    @Test
    void the_figures_of_any_history_are_those_worked_out_from_its_beginning() {
        Seeded.forAll(6, random -> {
            empty();
            FiguresHistory any = new FiguresHistory(postgres, random);
            Instant begin = now.minus(Duration.ofDays(30));
            any.orders(60, begin, now);
            any.refusals(10, begin, now);
            catchUp();
            assertAsWorkedOut(BERLIN);

            for (int more = 0; more < 3; more++) {
                any.moreEntries(1 + random.nextInt(10), begin, now);
                any.orders(random.nextInt(5), begin, now);
                if (random.nextBoolean()) {
                    restart(BERLIN);
                }
                now = now.plus(Duration.ofMinutes(random.nextInt(40)));
                catchUp();
                assertAsWorkedOut(BERLIN);
            }
        });
    }

    @Test
    void a_day_is_as_long_as_the_clocks_of_the_shop_make_it() {
        Instant first = Instant.parse("2026-10-24T22:00:00Z");
        Instant last = Instant.parse("2026-10-25T22:59:59.999Z");
        for (Instant at : List.of(first.minusMillis(1), first, last, last.plusMillis(1))) {
            history.write(new Entry(history.order(at), at, "SUBMITTED", "NONE", 0, 0));
        }
        catchUp();

        assertThat(day(LONG_DAY.minusDays(1)).funnel().opened()).isEqualTo(1);
        assertThat(day(LONG_DAY).funnel().opened()).isEqualTo(2);
        assertThat(day(LONG_DAY.plusDays(1)).funnel().opened()).isEqualTo(1);
    }

    @Test
    void an_order_counts_for_the_day_it_was_opened_on_and_its_money_for_the_day_it_came() {
        Instant opened = Instant.parse("2026-11-01T10:00:00Z");
        UUID order = history.order(opened);
        history.write(new Entry(order, opened, "SUBMITTED", "NONE", 0, 0));
        catchUp();
        assertThat(day(LocalDate.of(2026, 11, 1)).funnel().paid()).isZero();

        history.write(new Entry(order, now, "CONFIRMING", "NONE", 0, 500));
        history.write(new Entry(order, now.plusSeconds(1200), "PAID", "NONE", 500, 0));
        now = now.plusSeconds(1200);
        catchUp();

        assertThat(day(LocalDate.of(2026, 11, 1)).funnel().paid()).isEqualTo(1);
        assertThat(day(LocalDate.of(2026, 11, 1)).takings()).isEmpty();
        DayFigures today = day(LocalDate.of(2026, 11, 10));
        assertThat(today.funnel().opened()).isZero();
        assertThat(today.takings()).extracting(takings -> takings.received()).containsExactly(Money.satoshi(500));
        assertThat(today.confirmation().orElseThrow().half()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void money_that_was_withdrawn_is_taken_off_on_the_day_it_went() {
        Instant opened = Instant.parse("2026-11-01T10:00:00Z");
        UUID order = history.order(opened);
        history.write(new Entry(order, opened, "PAID", "NONE", 500, 0));
        history.write(new Entry(order, opened.plus(Duration.ofDays(2)), "CONFIRMING", "REVERSED", 0, 0));
        catchUp();

        assertThat(day(LocalDate.of(2026, 11, 1)).takings().get(0).received()).isEqualTo(Money.satoshi(500));
        assertThat(day(LocalDate.of(2026, 11, 3)).takings().get(0).received()).isEqualTo(Money.satoshi(-500));
    }

    @Test
    void an_entry_whose_transaction_ends_after_later_ones_is_not_overlooked() throws SQLException {
        Instant opened = Instant.parse("2026-11-01T10:00:00Z");
        UUID slow = history.order(opened);
        UUID quick = history.order(opened);
        catchUp();
        try (Connection connection = postgres.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            FiguresHistory.write(connection, new Entry(slow, opened, "PAID", "NONE", 7, 0));
            history.write(new Entry(quick, opened, "PAID", "NONE", 500, 0));
            catchUp();
            now = now.plus(FiguresKeeper.SETTLE);
            catchUp();
            connection.commit();
        }
        catchUp();
        now = now.plus(FiguresKeeper.SETTLE);
        catchUp();
        assertAsWorkedOut(BERLIN);
        assertThat(postgres.text("SELECT read_id > 0 FROM tillgate.figures_progress"))
                .isEqualTo("t");
    }

    @Test
    void two_nodes_at_once_come_to_the_same_figures() throws SQLException {
        history.orders(80, now.minus(Duration.ofDays(20)), now);
        keeper.round();
        postgres.run("DELETE FROM tillgate.lease");
        FiguresKeeper second = keeper(BERLIN);
        second.round();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Void> one = CompletableFuture.runAsync(() -> catchUp(keeper));
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> catchUp(second));
            history.moreEntries(10, now.minus(Duration.ofDays(20)), now);
            CompletableFuture.allOf(one, other).orTimeout(60, TimeUnit.SECONDS).join();
            now = now.plus(FiguresKeeper.REFRESH);
        }
        catchUp(keeper);
        catchUp(second);
        assertAsWorkedOut(BERLIN);
        second.close();
    }

    @Test
    void whoever_comes_after_a_node_that_died_half_way_goes_on_where_it_was() {
        history.orders(50, now.minus(Duration.ofDays(20)), now);
        postgres.run("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''dead''; END'");
        postgres.run("CREATE TRIGGER die BEFORE INSERT ON tillgate.figures_day FOR EACH ROW"
                + " WHEN (NEW.day = '2026-11-01') EXECUTE FUNCTION die()");
        assertThatThrownBy(this::catchUp)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("dead");
        assertThat(figures(BERLIN).standing().unfinishedFrom()).contains(LocalDate.of(2026, 11, 1));
        assertThat(postgres.text("SELECT next_day FROM tillgate.figures_progress"))
                .isEqualTo("2026-11-01");

        postgres.run("DROP TRIGGER die ON tillgate.figures_day");
        restart(BERLIN);
        catchUp();
        assertAsWorkedOut(BERLIN);

        // The same while old days are worked out again: what changed is found again.
        history.moreEntries(30, now.minus(Duration.ofDays(20)), now);
        postgres.run("CREATE TRIGGER die BEFORE UPDATE ON tillgate.figures_day FOR EACH ROW"
                + " WHEN (NEW.day = '2026-11-05') EXECUTE FUNCTION die()");
        history.moreEntries(1, Instant.parse("2026-11-05T10:00:00Z"), Instant.parse("2026-11-05T11:00:00Z"));
        assertThatThrownBy(this::catchUp).hasMessageContaining("dead");
        postgres.run("DROP TRIGGER die ON tillgate.figures_day");
        restart(BERLIN);
        catchUp();
        assertAsWorkedOut(BERLIN);
    }

    @Test
    void with_another_time_zone_all_days_are_worked_out_again() {
        history.orders(50, now.minus(Duration.ofDays(20)), now);
        catchUp();
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        restart(kathmandu);
        catchUp();
        assertAsWorkedOut(kathmandu);
    }

    @Test
    void days_that_are_over_and_did_not_change_are_left_alone() {
        history.orders(50, now.minus(Duration.ofDays(5)), now);
        catchUp();
        now = now.plus(Duration.ofHours(1));
        catchUp();
        String before =
                postgres.text("SELECT string_agg(day || ' ' || xmin, ',' ORDER BY day) FROM tillgate.figures_day"
                        + " WHERE day < '2026-11-10'");
        now = now.plus(Duration.ofHours(1));
        catchUp();

        assertThat(postgres.text("SELECT string_agg(day || ' ' || xmin, ',' ORDER BY day) FROM tillgate.figures_day"
                        + " WHERE day < '2026-11-10'"))
                .isEqualTo(before);
    }

    @Test
    void a_shop_without_orders_has_no_figures_and_gets_them_with_the_first_one() {
        catchUp();
        assertThat(figures(BERLIN).days()).isEmpty();
        assertThat(figures(BERLIN).standing().computedAt()).isEmpty();

        history.write(new Entry(history.order(now), now, "SUBMITTED", "NONE", 0, 0));
        catchUp();
        assertThat(figures(BERLIN).days()).hasSize(1);
        assertThat(figures(BERLIN).standing().computedAt()).isPresent();
    }

    @Test
    void a_period_ends_today_and_begins_no_earlier_than_the_first_order() {
        history.orders(20, now.minus(Duration.ofDays(60)), now);
        catchUp();
        PostgresDailyFigures figures = new PostgresDailyFigures(database, BERLIN, () -> now);

        assertThat(figures.of(FiguresPeriod.MONTH, Optional.empty()).days())
                .hasSize(30)
                .last()
                .extracting(DayFigures::day)
                .isEqualTo(LocalDate.of(2026, 11, 10));
        List<DayFigures> all = figures.of(FiguresPeriod.YEAR, Optional.empty()).days();
        assertThat(all).hasSizeBetween(31, 61);
        assertThat(all.get(0).funnel().opened()).isPositive();
    }

    @Test
    void what_failed_is_not_tried_again_at_once() throws SQLException {
        history.orders(5, now.minus(Duration.ofDays(5)), now);
        postgres.run("ALTER TABLE tillgate.figures_day ADD CONSTRAINT broken CHECK (day < '1970-01-01')");

        assertThatThrownBy(keeper::round).isInstanceOf(SQLException.class).hasMessageContaining("broken");
        assertThat(keeper.round()).isEqualTo(Loop.Next.AFTER_PAUSE);

        postgres.run("ALTER TABLE tillgate.figures_day DROP CONSTRAINT broken");
        catchUp();
        assertAsWorkedOut(BERLIN);
    }

    @Test
    void a_node_without_the_lease_does_nothing() throws SQLException {
        history.orders(5, now.minus(Duration.ofDays(5)), now);
        keeper.round();
        FiguresKeeper second = keeper(ZoneOffset.UTC);
        long before = postgres.count("figures_day");

        assertThat(second.round()).isEqualTo(Loop.Next.AFTER_PAUSE);
        assertThat(postgres.count("figures_day")).isEqualTo(before);
        second.close();
    }

    private void assertAsWorkedOut(ZoneId zone) {
        try {
            assertSame(zone, Optional.empty());
            assertSame(zone, Optional.of(new ProcessorId("mtgox")));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void assertSame(ZoneId zone, Optional<ProcessorId> processor) throws SQLException {
        List<DayFigures> kept = new PostgresDailyFigures(database, zone, () -> now)
                .of(FiguresPeriod.ALL, processor)
                .days();
        assertThat(kept).isNotEmpty();
        List<DayFigures> naive = new NaiveFigures(
                        zone, processor.map(ProcessorId::value).orElse(null))
                .days(postgres, kept.get(0).day(), LocalDate.ofInstant(now, zone));
        assertThat(kept).containsExactlyElementsOf(naive);
    }

    private DayFigures day(LocalDate day) {
        return figures(BERLIN).days().stream()
                .filter(one -> one.day().equals(day))
                .findFirst()
                .orElseThrow();
    }

    private Figures figures(ZoneId zone) {
        return new PostgresDailyFigures(database, zone, () -> now).of(FiguresPeriod.ALL, Optional.empty());
    }

    private FiguresKeeper keeper(ZoneId zone) {
        return new FiguresKeeper(database, new Uuid7(() -> now).next(), zone, () -> now);
    }

    private void restart(ZoneId zone) {
        keeper.close();
        keeper = keeper(zone);
    }

    private void catchUp() {
        now = now.plus(FiguresKeeper.REFRESH);
        catchUp(keeper);
    }

    private static void catchUp(FiguresKeeper node) {
        try {
            while (node.round() == Loop.Next.AT_ONCE) {
                Thread.onSpinWait();
            }
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
    }

    private void empty() {
        // The journal takes no TRUNCATE from anybody else.
        postgres.run(
                "BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE tillgate.journal, tillgate.merchant_order, tillgate.notification, tillgate.figures_day,"
                        + " tillgate.figures_progress, tillgate.day_funnel, tillgate.day_takings, tillgate.day_confirmation,"
                        + " tillgate.day_exception CASCADE; COMMIT");
        restart(BERLIN);
        now = NOON;
    }
}
