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

class KrakenFeedIT extends FeedContract {

    @Override
    Feed feed(VenuePeer at) {
        return StreamMakers.feed(VenueSettings.of(Venue.KRAKEN)
                .withStreamUrl(at.url("/v2").toString().replace("http:", "ws:")));
    }

    @Override
    Instant start() {
        return Instant.parse("2026-03-09T12:00:00Z");
    }

    @Override
    List<String> subscriptions() {
        return List.of(frame("kraken-subscribe.json"));
    }

    @Override
    String usd() {
        return frame("kraken-ticker.json");
    }

    @Override
    String eur() {
        return frame("kraken-ticker-eur.json");
    }

    @Override
    Ticker usdTicker() {
        return Ticker.market(
                "kraken", USD, new BigDecimal("64000.9"), new BigDecimal("64001.1"), new BigDecimal("64001"), start());
    }

    @Override
    String crossed() {
        return usd().replace("\"bid\":64000.9", "\"bid\":64001.2");
    }

    @Override
    String zero() {
        return usd().replace("\"bid\":64000.9", "\"bid\":0.0");
    }

    @Test
    void heartbeats_keep_the_connection() throws Exception {
        VenuePeer.Session session = connected();
        time.pass(Duration.ofSeconds(9));
        session.say(frame("kraken-heartbeat.json"));
        session.say(eur().replace("BTC/EUR", "ETH/EUR"));
        session.say("{");
        await().until(() -> stream.unreadableFrames() == 1);
        time.pass(Duration.ofSeconds(9));
        assertThat(answers.faults(USD)).isEmpty();
        assertThat(answers.tickers(EUR)).isEmpty();
    }

    @Test
    void a_pair_that_it_does_not_have_is_told_and_the_other_lives() throws Exception {
        VenuePeer.Session session = connected();
        session.say(frame("kraken-status.json"));
        session.say(frame("kraken-subscribed.json"));
        session.say(frame("kraken-refused.json"));
        session.say(usd());
        answers.awaitTicker(USD, 1);
        assertThat(answers.faults(EUR))
                .containsExactly("refuses the subscription: Currency pair not supported BTC/EUR");
        assertThat(answers.faults(USD)).isEmpty();
    }
}
