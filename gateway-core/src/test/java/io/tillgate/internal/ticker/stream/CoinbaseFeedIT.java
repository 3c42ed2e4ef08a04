package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;

import io.tillgate.rate.Ticker;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

class CoinbaseFeedIT extends FeedContract {

    @Override
    Feed feed(VenuePeer at) {
        return StreamMakers.feed(VenueSettings.of(Venue.COINBASE)
                .withStreamUrl(at.url("/").toString().replace("http:", "ws:")));
    }

    @Override
    Instant start() {
        return Instant.parse("2026-03-09T12:00:00Z");
    }

    @Override
    List<String> subscriptions() {
        return List.of(frame("coinbase-subscribe-eur.json"), frame("coinbase-subscribe-usd.json"));
    }

    @Override
    String usd() {
        return frame("coinbase-ticker.json");
    }

    @Override
    String eur() {
        // Each is a later one, as on the wire.
        return frame("coinbase-ticker-eur.json").replace("5475248783", Integer.toString(++eurSequence));
    }

    private int eurSequence = 1_000_000;

    @Override
    Ticker usdTicker() {
        return Ticker.market(
                "coinbase",
                USD,
                new BigDecimal("64000"),
                new BigDecimal("64000.2"),
                new BigDecimal("64000.1"),
                Instant.parse("2026-03-09T11:59:59.561769Z"));
    }

    @Override
    String crossed() {
        return later(usd()).replace("\"best_bid\":\"64000.0\"", "\"best_bid\":\"64000.3\"");
    }

    @Override
    String zero() {
        return later(usd()).replace("\"best_bid\":\"64000.0\"", "\"best_bid\":\"0.00\"");
    }

    private String later(String ticker) {
        return ticker.replace("37475248783", "3747524879" + ++later);
    }

    private int later;
}
