package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

class MtGoxPlainFeedIT extends FeedContract {

    @Override
    Feed feed(VenuePeer at) {
        return new MtGoxFeed("mtgox", at.url("/mtgox").toString().replace("http:", "ws:"), "Tillgate/test");
    }

    @Override
    Instant start() {
        return Instant.parse("2013-03-30T18:18:54Z");
    }

    @Override
    List<String> subscriptions() {
        return List.of(
                frame("mtgox-subscribe-eur.json"),
                frame("mtgox-subscribe-usd.json"),
                frame("mtgox-subscribe-trades.json"));
    }

    @Override
    String usd() {
        return frame("mtgox-ticker.json");
    }

    @Override
    String eur() {
        return frame("mtgox-ticker-eur.json");
    }

    @Override
    Ticker usdTicker() {
        return Ticker.market(
                "mtgox",
                USD,
                new BigDecimal("91.459"),
                new BigDecimal("91.46"),
                new BigDecimal("91.459"),
                Instant.parse("2013-03-30T18:18:53.416136Z"));
    }

    @Override
    String crossed() {
        return usd().replace("\"buy\":{\"value\":\"91.45900\"", "\"buy\":{\"value\":\"91.46001\"");
    }

    @Override
    String zero() {
        return usd().replace("\"buy\":{\"value\":\"91.45900\"", "\"buy\":{\"value\":\"0.00000\"");
    }

    @Test
    void it_names_the_channels_and_an_origin_of_host_and_port() throws Exception {
        connected();
        RecordedRequest request = peer.request();
        assertThat(request.getRequestLine()).isEqualTo("GET /mtgox?Channel=ticker.BTCEUR/ticker.BTCUSD HTTP/1.1");
        assertThat(request.getHeaders().get("Origin"))
                .isEqualTo(peer.url("/").host() + ":" + peer.url("/").port());
    }

    @Test
    void channels_that_nobody_asked_for_are_left() throws Exception {
        VenuePeer.Session session = connected();
        session.say(frame("mtgox-subscribed-ticker.json"));
        session.say(frame("mtgox-subscribed-depth.json"));
        assertThat(session.heard()).isEqualTo(frame("mtgox-unsubscribe-depth.json"));
    }
}
