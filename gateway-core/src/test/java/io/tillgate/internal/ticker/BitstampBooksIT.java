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

/** The order book of Bitstamp. */
class BitstampBooksIT extends BookContract {

    @Override
    VenueSources sources() {
        return venue(Venue.BITSTAMP);
    }

    @Override
    String good() {
        return file("bitstamp/order-book.json");
    }

    @Override
    OrderBook book() {
        return new OrderBook(
                "bitstamp",
                pair(),
                List.of(level("8750.00", 133_685_271), level("8749.39", 7_700_000), level("8746.98", 7_400_000)),
                List.of(level("8754.10", 151_995_636), level("8754.71", 140_000_000), level("8754.72", 250_000_000)),
                Instant.parse("2020-03-08T07:35:48.955826Z"));
    }

    @Override
    String of(String bids, String asks) {
        return "{\"timestamp\":\"1583652948\",\"bids\":" + arrays(bids) + ",\"asks\":" + arrays(asks) + "}";
    }

    @Override
    String requestLine() {
        return "/api/v2/order_book/btcusd/";
    }

    @Override
    Duration interval() {
        return Duration.ofSeconds(30);
    }

    @Override
    MockResponse unknownPair() {
        return answer(404, file("bitstamp/not-found.html"));
    }

    @Override
    String unknownPairReason() {
        return "answered HTTP 404 with a page of HTML instead of JSON";
    }

    @Override
    MockResponse errorInSuccess() {
        return answer(200, file("bitstamp/error.json"));
    }

    @Override
    String errorReason() {
        return "refused: Invalid currency pair";
    }

    @Test
    void a_side_that_starts_at_its_far_end_is_turned_around() {
        assertThat(ask(answer(200, file("bitstamp/order-book-far-end-first.json"))))
                .isEmpty();
    }
}
