package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.MtGoxMarketData.Depth;
import io.tillgate.processor.MtGoxMarketData.TickerApi;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.OrderBook.Level;
import io.tillgate.rate.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The order books of all venues that show one. */
class OrderBooksIT {

    static Level level(String price, long satoshi) {
        return new Level(new BigDecimal(price), satoshi);
    }

    /** Levels of {@code price amount} as arrays of two strings. */
    static String arrays(String levels) {
        return Arrays.stream(levels.split(",", -1))
                .filter(level -> !level.isEmpty())
                .map(level -> "[\"" + level.replace(" ", "\",\"") + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Levels of {@code price amount} as arrays of two numbers. */
    static String numbers(String levels) {
        return arrays(levels).replace("\"", "");
    }

    /** Levels of {@code price amount} as objects of two numbers. */
    static String objects(String levels) {
        return Arrays.stream(levels.split(",", -1))
                .filter(level -> !level.isEmpty())
                .map(level -> "{\"price\":" + level.replace(" ", ",\"amount\":") + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Nested
    class Kraken extends BookContract {

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
            return "{\"error\":[],\"result\":{\"XXBTZEUR\":{\"bids\":" + arrays(bids) + ",\"asks\":" + arrays(asks)
                    + "}}}";
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

    @Nested
    class Coinbase extends BookContract {

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

    @Nested
    class Bitstamp extends BookContract {

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
                    List.of(
                            level("8754.10", 151_995_636),
                            level("8754.71", 140_000_000),
                            level("8754.72", 250_000_000)),
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

    /** What the generations of the Mt. Gox wire have in common. */
    abstract static class MtGox extends BookContract {

        @Override
        Duration interval() {
            return Duration.ofSeconds(10);
        }

        @Override
        MockResponse unknownPair() {
            return answer(500, "{\"result\":\"error\",\"error\":\"Unknown currency\"}");
        }

        @Override
        String unknownPairReason() {
            return "refused: Unknown currency";
        }

        @Override
        boolean unknownMeansLater() {
            return false;
        }

        @Override
        MockResponse errorInSuccess() {
            return answer(200, file("mtgox/error-v0.json"));
        }

        @Override
        String errorReason() {
            return "refused: Not logged in.";
        }
    }

    @Nested
    class MtGoxVersion0 extends MtGox {

        @Override
        VenueSources sources() {
            return mtGox(TickerApi.V0, Depth.NEAR);
        }

        @Override
        String good() {
            return file("mtgox/depth-v0.json");
        }

        @Override
        OrderBook book() {
            return new OrderBook(
                    "mtgox",
                    pair(),
                    List.of(
                            level("16.08575", 96_530_000),
                            level("16.05", 36_738_336_137L),
                            level("16.01002", 11_410_000),
                            level("16.00181", 162_470_000),
                            level("16.0018", 654_290_000)),
                    List.of(
                            level("16.634", 2_198_900_000L),
                            level("16.6666", 369_095_610),
                            level("16.667", 16_261_285),
                            level("16.67898", 1_420_543_178),
                            level("16.679", 1_700_000_000),
                            level("16.699", 87_730_400),
                            level("17", 299_153_057_060L)),
                    NOW);
        }

        @Override
        String of(String bids, String asks) {
            return "{\"bids\":" + numbers(bids) + ",\"asks\":" + numbers(asks) + "}";
        }

        @Override
        String requestLine() {
            return "/api/0/data/getDepth.php?Currency=USD";
        }
    }

    @Nested
    class MtGoxVersion1 extends MtGox {

        @Override
        VenueSources sources() {
            return mtGox(TickerApi.V1, Depth.NEAR);
        }

        @Override
        String good() {
            return file("mtgox/depth-v1-raw.json");
        }

        @Override
        OrderBook book() {
            return new OrderBook(
                    "mtgox",
                    pair(),
                    List.of(level("182.5", 1_305_188_335), level("163.23", 17_000_000)),
                    List.of(level("182.99999", 246_297_453), level("183", 2_886_625_432L), level("183.54", 52_000_000)),
                    NOW);
        }

        @Override
        String of(String bids, String asks) {
            return "{\"bids\":" + objects(bids) + ",\"asks\":" + objects(asks) + "}";
        }

        @Override
        String requestLine() {
            return "/api/1/BTCUSD/public/depth?raw";
        }
    }

    @Nested
    class MtGoxVersion2 extends MtGox {

        @Override
        VenueSources sources() {
            return mtGox(TickerApi.V2_FAST, Depth.NEAR);
        }

        @Override
        String good() {
            return "{\"result\":\"success\",\"data\":{\"now\":\"1388675661812776\",\"cached\":\"1388675659000001\","
                    + file("mtgox/depth-v1-raw.json").strip().substring(1) + "}";
        }

        @Override
        OrderBook book() {
            return new OrderBook(
                    "mtgox",
                    pair(),
                    List.of(level("182.5", 1_305_188_335), level("163.23", 17_000_000)),
                    List.of(level("182.99999", 246_297_453), level("183", 2_886_625_432L), level("183.54", 52_000_000)),
                    Instant.parse("2014-01-02T15:14:19.000001Z"));
        }

        @Override
        String of(String bids, String asks) {
            return "{\"result\":\"success\",\"data\":{\"bids\":" + objects(bids) + ",\"asks\":" + objects(asks) + "}}";
        }

        @Override
        String requestLine() {
            return "/api/2/BTCUSD/money/depth/fetch";
        }
    }
}
