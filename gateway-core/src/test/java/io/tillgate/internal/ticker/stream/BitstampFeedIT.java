package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.EUR;
import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.rate.Ticker;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BitstampFeedIT extends FeedContract {

    @Override
    Feed feed(VenuePeer at) {
        return StreamMakers.feed(VenueSettings.of(Venue.BITSTAMP)
                .withStreamUrl(at.url("/").toString().replace("http:", "ws:")));
    }

    @Override
    Instant start() {
        return Instant.parse("2026-03-09T12:00:00Z");
    }

    @Override
    List<String> subscriptions() {
        return List.of(frame("bitstamp-subscribe-eur.json"), frame("bitstamp-subscribe-usd.json"));
    }

    @Override
    String usd() {
        return frame("bitstamp-order-book.json");
    }

    @Override
    String eur() {
        return frame("bitstamp-order-book-eur.json");
    }

    @Override
    Ticker usdTicker() {
        return Ticker.market(
                "bitstamp",
                USD,
                new BigDecimal("64000"),
                new BigDecimal("64002"),
                null,
                Instant.parse("2026-03-09T11:59:59.876543Z"));
    }

    @Override
    String crossed() {
        return usd().replace("[\"64000\"", "[\"64003\"");
    }

    @Override
    String zero() {
        return usd().replace("[\"64000\"", "[\"0\"");
    }

    @Test
    void it_asks_for_a_heartbeat_and_lives_on_the_answer() throws Exception {
        VenuePeer.Session session = connected();
        session.say(frame("bitstamp-subscribed.json"));
        for (int i = 1; i <= 4; i++) {
            time.pass(BitstampFeed.HEARTBEAT_EVERY);
            assertThat(session.heard()).isEqualTo(frame("bitstamp-heartbeat.json"));
            session.say(frame("bitstamp-heartbeat-answer.json"));
            int marker = i;
            session.say("{");
            await().until(() -> stream.unreadableFrames() == marker);
        }
        assertThat(answers.faults(USD)).isEmpty();
        assertThat(peer.hasNoOtherSession()).isTrue();
    }

    @Test
    void a_reconnect_that_the_server_asks_for_is_no_fault() throws Exception {
        VenuePeer.Session session = connected();
        session.say(usd());
        answers.awaitTicker(USD, 1);
        session.say(frame("bitstamp-reconnect.json"));
        await().until(() -> !stream.live(USD));
        time.pass(Duration.ofSeconds(1));
        joined().say(usd());
        answers.awaitTicker(USD, 2);
        assertThat(answers.faults(USD)).isEmpty();
        assertThat(answers.faults(EUR)).isEmpty();
    }
}
