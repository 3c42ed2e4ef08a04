package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Levels.arrays;
import static io.tillgate.internal.ticker.Levels.level;
import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** The order book of Coinbase. */
class CoinbaseBooksIT extends BookContract {

    @Override
    VenueSources sources() {
        return venue(Venue.COINBASE);
    }

    @Override
    String good() {
        return file("coinbase/book.json");
    }

    @Override
    OrderBook book() {
        return new OrderBook(
                "coinbase",
                pair(),
                List.of(level("64000.01", 41_225_831), level("63990", 150_000_000)),
                List.of(level("64000.02", 18_759_049), level("64010", 200_000_000)),
                Instant.parse("2026-11-23T22:00:00.486806Z"));
    }

    @Override
    String of(String bids, String asks) {
        return "{\"bids\":" + arrays(bids) + ",\"asks\":" + arrays(asks) + ",\"sequence\":1}";
    }

    @Override
    String requestLine() {
        return "/products/BTC-USD/book?level=2";
    }

    @Override
    Duration interval() {
        return Duration.ofSeconds(30);
    }

    @Override
    MockResponse unknownPair() {
        return answer(404, file("coinbase/not-found.json"));
    }

    @Override
    String unknownPairReason() {
        return "knows no such market: NotFound";
    }

    @Override
    MockResponse errorInSuccess() {
        return answer(200, "{\"message\":\"Public rate limit exceeded\"}");
    }

    @Override
    String errorReason() {
        return "refused: Public rate limit exceeded";
    }

    @Test
    void indicative_offers_of_an_auction_price_nothing() {
        assertThat(ask(answer(200, good().replace("\"auction_mode\":false", "\"auction_mode\":true"))))
                .hasValue("sent an order book that can't be used: the market is in an auction, its offers are"
                        + " indicative");
    }
}
