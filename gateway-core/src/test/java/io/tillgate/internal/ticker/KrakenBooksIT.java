package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Levels.arrays;
import static io.tillgate.internal.ticker.Levels.level;
import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Venue;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;

/** The order book of Kraken. */
class KrakenBooksIT extends BookContract {

    @Override
    VenueSources sources() {
        return venue(Venue.KRAKEN);
    }

    @Override
    CurrencyPair pair() {
        return Wires.EUR;
    }

    @Override
    String good() {
        return file("kraken/depth-eur.json");
    }

    @Override
    OrderBook book() {
        return new OrderBook(
                "kraken",
                pair(),
                List.of(
                        level("526.26000", 50_000_000),
                        level("526.25000", 556_200_000),
                        level("526.10000", 20_000_000)),
                List.of(
                        level("530.75513", 24_800_000),
                        level("530.76113", 101_400_000),
                        level("530.78014", 100_300_000)),
                NOW);
    }

    @Override
    String of(String bids, String asks) {
        return "{\"error\":[],\"result\":{\"XXBTZEUR\":{\"bids\":" + arrays(bids) + ",\"asks\":" + arrays(asks) + "}}}";
    }

    @Override
    String requestLine() {
        return "/0/public/Depth?pair=XBTEUR&count=500";
    }

    @Override
    Duration interval() {
        return Duration.ofSeconds(30);
    }

    @Override
    MockResponse unknownPair() {
        return answer(200, file("kraken/unknown-pair.json"));
    }

    @Override
    String unknownPairReason() {
        return "knows no such market: EQuery:Unknown asset pair";
    }

    @Override
    MockResponse errorInSuccess() {
        return answer(200, file("kraken/unavailable.json"));
    }

    @Override
    String errorReason() {
        return "answered HTTP 200: EService:Unavailable";
    }
}
