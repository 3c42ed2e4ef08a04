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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A venue that streams is asked only as a check, and by one node. */
class RateStreamNodesIT {

    private static final Currency EUR = Currency.of("EUR");
    private static final CurrencyPair PAIR = CurrencyPair.btc(EUR);

    private final TestPostgres postgres = TestPostgres.fresh();
    private final MovableClock clock = new MovableClock();
    private final ScriptedVenue venue = new ScriptedVenue(clock);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<RateNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(RateNode::stop);
        postgres.close();
    }

    @Test
    void while_the_stream_tells_nobody_asks_and_when_it_falls_silent_somebody_does_until_it_is_back()
            throws SQLException {
        RateNode streaming = streamingNode();
        streaming.round();
        assertThat(venue.open).hasValue(1);
        assertThat(asked).as("the check at the start").hasValue(1);
        streaming.round();
        assertThat(asked).hasValue(1);
        venue.bid = "102";
        venue.sink.accept(PAIR, venue.answer(PAIR));
        assertThat(price(streaming)).isEqualTo("102");

        venue.live = false;
        venue.bid = "103";
        await().until(() -> {
            streaming.round();
            return price(streaming).equals("103");
        });

        venue.live = true;
        streaming.round();
        venue.bid = "104";
        int before = asked.get();
        await().pollDelay(RateNode.CHECK_EVERY).until(() -> {
            streaming.round();
            return asked.get() > before;
        });
        assertThat(asked).as("the next check, and no poll").hasValue(before + 1);
        assertThat(price(streaming)).as("what a check brings prices nothing").isEqualTo("103");
    }

    @Test
    void a_venue_that_streams_but_cannot_be_asked_is_told_to_staff_of_every_node_and_prices_on() throws SQLException {
        RateNode streaming = streamingNode();
        RateNode second = streamingNode();
        venue.live = true;
        streaming.round();
        venue.sink.accept(PAIR, venue.answer(PAIR));
        venue.failure = "answered HTTP 403";
        await().until(() -> {
            streaming.round();
            return checkReason(streaming).equals("answered HTTP 403");
        });
        assertThat(price(streaming)).isEqualTo("100");
        streaming.round();
        second.round();
        assertThat(checkReason(second)).isEqualTo("answered HTTP 403");

        venue.failure = null;
        venue.sink.accept(PAIR, venue.answer(PAIR));
        assertThat(checkReason(streaming)).as("a stream says nothing of asking").isEqualTo("answered HTTP 403");
        await().until(() -> {
            streaming.round();
            return checkReason(streaming).isEmpty();
        });
    }

    @Test
    void only_the_node_with_the_lease_listens() throws SQLException {
        RateNode streaming = streamingNode();
        RateNode other = streamingNode();
        streaming.round();
        other.round();
        assertThat(venue.open).hasValue(1);

        await().until(() -> {
            other.round();
            return venue.open.get() == 2;
        });
        streaming.round();
        assertThat(venue.open).hasValue(1);
    }

    private static String checkReason(RateNode node) {
        String reason =
                node.rates.source("venue", PAIR).map(SourceState::checkReason).orElse(null);
        return reason == null ? "" : reason;
    }

    private RateNode streamingNode() {
        RateNode node = new RateNode(postgres, PAIR, venue.source(asked), Map.of("venue", venue::stream), clock);
        nodes.add(node);
        return node;
    }

    private static String price(RateNode node) {
        return node.rates.rate(EUR) instanceof RateAnswer.Rate rate
                ? rate.price().toPlainString()
                : "none";
    }
}
