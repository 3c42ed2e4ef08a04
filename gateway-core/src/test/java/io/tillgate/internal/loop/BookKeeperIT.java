package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.DayBooks;
import io.tillgate.internal.jdbc.StatementRuns;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The days that close by themselves, in a shop of Berlin whose first order came at noon of March 10th. */
class BookKeeperIT {

    private static final Instant FIRST_ORDER = Instant.parse("2026-03-10T12:00:00Z");

    /** Midnight in Berlin is 23:00 of the day before in UTC; two hours later the day closes. */
    private static final Instant FIRST_CLOSE = Instant.parse("2026-03-11T01:00:00Z");

    private final TestPostgres postgres = TestPostgres.fresh();
    private final AtomicReference<Instant> now = new AtomicReference<>(FIRST_ORDER);
    private final InstantSource clock = now::get;
    private final Database database = new Database(postgres.dataSource());
    private final Leases leases = new Leases(database, UUID.randomUUID(), BookKeeper.leaseNames());
    private final Leases otherLeases = new Leases(database, UUID.randomUUID(), BookKeeper.leaseNames());
    private final BookKeeper keeper = keeper(leases);
    private final BookKeeper other = keeper(otherLeases);

    @BeforeEach
    void anOrder() {
        postgres.run("""
                INSERT INTO tillgate.merchant_order (
                    id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, created_at,
                    expires_at, status, anomaly, invoice_standing, updated_at)
                VALUES (gen_random_uuid(), 'A-1', 1, 'mtgox', 'EUR', 2500, 'BTC', 500000, '2026-03-10T12:00:00Z',
                        '2026-03-10T12:15:00Z', 'EXPIRED', 'NONE', 'LIVE', '2026-03-10T12:00:00Z')
                """);
    }

    @AfterEach
    void stop() {
        leases.close();
        otherLeases.close();
        postgres.close();
    }

    @Test
    void a_day_is_closed_by_itself_two_hours_after_its_end_in_the_zone_of_the_shop_and_not_before() throws Exception {
        now.set(FIRST_CLOSE.minusSeconds(1));
        assertThat(keeper.round()).isEqualTo(Loop.Next.AFTER_PAUSE);
        assertThat(closes()).isEmpty();

        now.set(FIRST_CLOSE);
        assertThat(keeper.round()).isEqualTo(Loop.Next.AT_ONCE);
        assertThat(closes()).isEqualTo("2026-03-10 2026-03-10 23:00 tillgate");
        assertThat(keeper.round()).isEqualTo(Loop.Next.AFTER_PAUSE);
        assertThat(postgres.count("daily_close")).isEqualTo(1);
    }

    @Test
    void days_that_were_missed_are_caught_up_with_one_after_the_other_and_lines_are_matched_once() throws Exception {
        now.set(FIRST_CLOSE.plus(Duration.ofDays(4)));
        int rounds = 0;
        while (keeper.round() == Loop.Next.AT_ONCE) {
            assertThat(++rounds).isLessThanOrEqualTo(5);
        }

        assertThat(postgres.text("SELECT string_agg(day::text, ' ' ORDER BY closed_at, day) FROM tillgate.daily_close"))
                .isEqualTo("2026-03-10 2026-03-11 2026-03-12 2026-03-13 2026-03-14");
        assertThat(postgres.count("reconcile_run WHERE source = 'AGAIN'")).isEqualTo(1);
    }

    @Test
    void of_two_nodes_one_closes_the_day_once_and_a_third_goes_on_when_they_stop() throws Exception {
        now.set(FIRST_CLOSE);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Loop.Next>> rounds = List.of(keeper::round, other::round);
            int closed = 0;
            for (Future<Loop.Next> round : nodes.invokeAll(rounds)) {
                closed += round.get() == Loop.Next.AT_ONCE ? 1 : 0;
            }
            assertThat(closed).isEqualTo(1);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(postgres.count("daily_close")).isEqualTo(1);

        leases.close();
        otherLeases.close();
        now.set(FIRST_CLOSE.plus(Duration.ofDays(1)));
        try (Leases heirs = new Leases(database, UUID.randomUUID(), BookKeeper.leaseNames())) {
            assertThat(keeper(heirs).round()).isEqualTo(Loop.Next.AT_ONCE);
        }
        assertThat(postgres.count("daily_close")).isEqualTo(2);
    }

    @Test
    void each_sealed_day_is_looked_at_again_a_week_after_the_last_look() throws Exception {
        // The first day is looked at once more when the second one closes.
        for (int day = 0; day <= 9; day++) {
            now.set(FIRST_CLOSE.plus(Duration.ofDays(day)));
            while (keeper.round() == Loop.Next.AT_ONCE) {
                assertThat(postgres.count("daily_close")).isEqualTo(day + 1);
            }
        }

        assertThat(postgres.text("SELECT min(checked_at) >= '2026-03-13T01:00:00Z' FROM tillgate.close_check"))
                .isEqualTo("t");
        assertThat(postgres.count("close_check WHERE day = '2026-03-10' AND checked_at = '2026-03-20T01:00:00Z'"))
                .isEqualTo(1);
    }

    private BookKeeper keeper(Leases of) {
        Uuid7 ids = new Uuid7(clock);
        return new BookKeeper(
                new DayBooks(database, ZoneId.of("Europe/Berlin"), clock),
                new StatementRuns(database, ids::next, clock),
                List.of(new ProcessorId("mtgox")),
                of,
                clock);
    }

    private String closes() {
        return postgres.text("""
                SELECT coalesce(string_agg(day || ' ' || to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' ' || actor,
                                           ', '), '')
                FROM tillgate.daily_close
                """);
    }
}
