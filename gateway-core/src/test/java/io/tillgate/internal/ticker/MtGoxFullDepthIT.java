package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Levels.level;
import static io.tillgate.internal.ticker.Wires.USD;
import static io.tillgate.internal.ticker.Wires.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.MtGoxMarketData;
import io.tillgate.processor.MtGoxMarketData.Depth;
import io.tillgate.processor.MtGoxMarketData.TickerApi;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.OrderBookAnswer;
import io.tillgate.rate.OrderBookSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole book of the Mt. Gox wire: who asked for it more than five times an hour was banned. */
class MtGoxFullDepthIT {

    private static final Instant NOW = Instant.parse("2012-02-07T20:00:00Z");

    private final MockWebServer server = new MockWebServer();
    private final Wires.Clock clock = new Wires.Clock(NOW);

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(200, Wires.file("mtgox/fulldepth.json"));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void it_is_read_to_the_joke_at_its_far_end() {
        VenueSources sources = sources(TickerApi.V1);
        assertThat(books(sources).fetchBook(USD))
                .isEqualTo(new OrderBookAnswer.Received(new OrderBook(
                        "mtgox",
                        USD,
                        List.of(level("5.6731", 30_000_001), level("0.00001", 2_100_000_000_000L)),
                        List.of(
                                level("5.68089", 727_610_000),
                                level("5.69", 9_999_004_445L),
                                level("5.78", 120_431_577_336L)),
                        NOW)));
        sources.tickers().close();
    }

    @ParameterizedTest
    @CsvSource({
        "V0, /api/1/BTCUSD/public/fulldepth",
        "V1, /api/1/BTCUSD/public/fulldepth",
        "V2, /api/2/BTCUSD/money/depth/full",
        "V2_FAST, /api/2/BTCUSD/money/depth/full",
    })
    void each_generation_asks_at_its_own_place(TickerApi api, String path) throws Exception {
        VenueSources sources = sources(api);
        books(sources).fetchBook(USD);
        assertThat(server.takeRequest().getTarget()).isEqualTo(path);
        sources.tickers().close();
    }

    @Test
    void however_often_we_are_asked_we_ask_five_times_an_hour() {
        VenueSources sources = sources(TickerApi.V1);
        for (int minute = 0; minute < 60; minute++) {
            assertThat(books(sources).fetchBook(USD)).isInstanceOf(OrderBookAnswer.Received.class);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(server.getRequestCount()).isEqualTo(5);
        assertThat(books(sources).politeBookInterval()).isGreaterThanOrEqualTo(Duration.ofMinutes(12));
        sources.tickers().close();
    }

    private VenueSources sources(TickerApi api) {
        MtGoxMarketData data = new MtGoxMarketData(api, Depth.FULL);
        MtGoxSettings settings = MtGoxSettings.builder()
                .baseUrl(server.url("/api").toString())
                .marketData(data)
                .build();
        return VenueSources.of(settings, clock);
    }

    private static OrderBookSource books(VenueSources sources) {
        return sources.books().orElseThrow();
    }
}
