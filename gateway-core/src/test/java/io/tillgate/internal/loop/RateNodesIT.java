package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.SourceState;
import io.tillgate.testing.MovableClock;
import io.tillgate.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node asks, all nodes know, whatever becomes of one of them. */
class RateNodesIT {

    private static final Currency EUR = Currency.of("EUR");
    private static final CurrencyPair PAIR = CurrencyPair.btc(EUR);

    private final TestPostgres postgres = TestPostgres.fresh();
    private final MovableClock clock = new MovableClock();
    private final ScriptedVenue venue = new ScriptedVenue(clock);
    private final AtomicInteger askedByFirst = new AtomicInteger();
    private final AtomicInteger askedBySecond = new AtomicInteger();
    private final List<RateNode> nodes = new ArrayList<>();
    private final List<SQLException> outages = new ArrayList<>();
    private final RateNode first = node(askedByFirst);
    private final RateNode second = node(askedBySecond);

    @AfterEach
    void stop() {
        nodes.forEach(RateNode::stop);
        postgres.close();
    }

    @Test
    void one_node_asks_and_all_know() throws SQLException {
        first.round();
        second.round();
        first.round();
        second.round();

        assertThat(askedByFirst).hasPositiveValue();
        assertThat(askedBySecond).hasValue(0);
        assertThat(price(second)).isEqualTo("100");
    }

    @Test
    void what_changes_is_told_again() throws SQLException {
        first.round();
        second.round();
        venue.bid = "101";
        await().until(() -> {
            first.round();
            second.round();
            return price(second).equals("101");
        });
        assertThat(askedBySecond).hasValue(0);
    }

    @Test
    void a_failure_is_told_with_its_reason() throws SQLException {
        venue.failure = "answered HTTP 503";
        first.round();
        second.round();
        first.round();
        second.round();

        SourceState state = second.rates.source("venue", PAIR).orElseThrow();
        assertThat(state.reason()).isEqualTo("answered HTTP 503");
        assertThat(((RateAnswer.NoRate) second.rates.rate(EUR)).reasons()).containsExactly("venue: answered HTTP 503");
    }

    @Test
    void a_reason_that_quotes_garbage_keeps_nobody_from_being_told() throws SQLException {
        venue.failure = "sent \0 and \uD800 and " + "x".repeat(10_000);
        first.round();
        second.round();
        first.round();
        second.round();

        assertThat(second.rates.source("venue", PAIR).orElseThrow().reason())
                .startsWith("sent ? and ? and x")
                .hasSize(500);
    }

    @Test
    void a_client_that_throws_is_a_failure_like_any_other() throws SQLException {
        venue.bug = new IllegalStateException("a bug");
        first.round();

        assertThat(((RateAnswer.NoRate) first.rates.rate(EUR)).reasons())
                .containsExactly("venue: its client threw java.lang.IllegalStateException");
    }

    @Test
    void the_lease_of_a_dead_node_passes_on() throws SQLException {
        first.round();
        second.round();
        assertThat(askedBySecond).hasValue(0);

        await().until(() -> {
            second.round();
            return askedBySecond.get() > 0;
        });
        assertThat(first.leases.holds(VenueDuty.lease("venue"))).isFalse();
    }

    @Test
    void a_node_that_stops_gives_its_lease_up_at_once() throws SQLException {
        first.round();
        second.round();
        first.stop();

        await().atMost(RateNode.LEASE).until(() -> {
            second.round();
            return second.leases.holds(VenueDuty.lease("venue"));
        });
    }

    @Test
    void a_node_that_lives_keeps_its_lease() throws SQLException {
        first.round();
        await().during(RateNode.LEASE.multipliedBy(2)).until(() -> {
            first.round();
            second.round();
            return askedBySecond.get() == 0;
        });
    }

    @Test
    void a_node_without_postgres_stops_asking_before_another_one_begins() throws SQLException {
        first.round();
        int before = askedByFirst.get();
        postgres.takeDown();

        await().until(() -> !first.leases.holds(VenueDuty.lease("venue")));
        int after = askedByFirst.get();
        roundThatFails(first);
        assertThat(askedByFirst).hasValue(after);
        assertThat(before).isPositive();
        assertThat(outages).hasSize(1);

        postgres.bringBack();
        await().until(() -> {
            roundThatFails(first);
            return askedByFirst.get() > after;
        });
    }

    @Test
    void what_others_heard_is_known_right_after_a_start() throws SQLException {
        first.round();
        first.round();
        RateNode third = node(new AtomicInteger());
        third.round();

        assertThat(price(third)).isEqualTo("100");
    }

    @Test
    void the_last_good_rate_survives_a_restart_of_all_nodes() throws SQLException {
        first.round();
        first.sampler.round();
        first.stop();
        venue.failure = "answered HTTP 503";
        clock.advance(Duration.ofMinutes(5));

        RateNode third = node(new AtomicInteger());
        third.round();

        assertThat(third.rates.rate(EUR))
                .isInstanceOfSatisfying(
                        RateAnswer.Rate.class,
                        rate -> assertThat(rate.lastGoodAge())
                                .hasValueSatisfying(age ->
                                        assertThat(age).isBetween(Duration.ofSeconds(295), Duration.ofSeconds(360))));
    }

    @Test
    void ten_nodes_ask_no_more_often_than_one() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        List<RateNode> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(node(asked));
        }
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            for (RateNode one : ten) {
                one.round();
            }
        }
        long intervals = Duration.ofNanos(System.nanoTime() - began).dividedBy(ScriptedVenue.INTERVAL) + 1;

        assertThat(ten).allMatch(one -> price(one).equals("100"));
        assertThat(ten)
                .filteredOn(one -> one.leases.holds(VenueDuty.lease("venue")))
                .hasSize(1);
        // A poller asks when nine tenths of the interval have gone.
        assertThat(asked.get()).isPositive().isLessThanOrEqualTo((int) (intervals * 10 / 9) + 1);
    }

    @Test
    void each_minute_is_sampled_once_by_whoever_has_the_lease() throws SQLException {
        first.round();
        second.round();
        first.sampler.round();
        second.sampler.round();
        first.sampler.round();
        long samples = postgres.count("rate_sample");
        assertThat(samples).isBetween(1L, 2L);

        clock.advance(Duration.ofMinutes(1));
        first.round();
        first.sampler.round();
        assertThat(postgres.count("rate_sample")).isEqualTo(samples + 1);
        assertThat(postgres.text("SELECT sources -> 0 ->> 'source' FROM tillgate.rate_sample LIMIT 1"))
                .isEqualTo("venue");
    }

    private RateNode node(AtomicInteger asked) {
        RateNode node = new RateNode(postgres, PAIR, venue.source(asked), Map.of(), clock);
        nodes.add(node);
        return node;
    }

    private void roundThatFails(RateNode node) {
        try {
            node.round();
        } catch (SQLException away) {
            outages.add(away);
        }
    }

    private static String price(RateNode node) {
        return node.rates.rate(EUR) instanceof RateAnswer.Rate rate
                ? rate.price().toPlainString()
                : "none";
    }
}
