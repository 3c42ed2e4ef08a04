package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Levels.level;
import static io.tillgate.internal.ticker.Levels.numbers;
import static io.tillgate.internal.ticker.Levels.objects;
import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;

import io.tillgate.processor.MtGoxMarketData.Depth;
import io.tillgate.processor.MtGoxMarketData.TickerApi;
import io.tillgate.rate.OrderBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Nested;

/** The order book near the price, in the generations of the Mt. Gox wire. */
class MtGoxBooksIT {

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
    class Version0 extends MtGox {

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
    class Version1 extends MtGox {

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
    class Version2 extends MtGox {

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
