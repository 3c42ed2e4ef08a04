package io.tillgate.internal.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerAnswer.Failed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtGoxTickerSourceIT {

    private static final String SAMPLE = MtGoxTickerTest.vector().get("body").toString();

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_published_sample_comes_through() throws Exception {
        TickerAnswer.Received received = (TickerAnswer.Received) fetch(MtGoxTickerTest.USD, answer(200, SAMPLE));
        assertThat(received.ticker().bid()).isEqualTo(new BigDecimal("5.53587"));
        assertThat(received.ticker().ask()).isEqualTo(new BigDecimal("5.56031"));
        assertThat(received.ticker().source()).isEqualTo("mtgox");
        assertThat(received.ticker().asOf()).isEqualTo(MtGoxTickerTest.NOW);
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("GET /api/1/BTCUSD/public/ticker HTTP/1.1");
        assertThat(request.getHeaders().get("User-Agent")).startsWith("Tillgate/");
        assertThat(request.getHeaders().get("Rest-Key")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 503})
    void a_ticker_counts_whatever_the_status(int status) {
        assertThat(fetch(MtGoxTickerTest.USD, answer(status, SAMPLE))).isInstanceOf(TickerAnswer.Received.class);
    }

    @Test
    void a_ticker_of_another_pair_is_a_failure() {
        assertThat(fetch(CurrencyPair.btc(Currency.of("EUR")), answer(200, SAMPLE)))
                .isEqualTo(new Failed("mtgox", "sent a ticker that can't be used: buy.currency is not EUR"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|{\"result\":\"error\",\"error\":\"Identification required\",\"token\":\"t\"}|refused: Identification required",
                "500|{\"result\":\"error\",\"token\":\"unknown_error\"}|refused: unknown_error",
                "200|MySQL error, please retry later|answered HTTP 200 with something that is not a JSON object",
                "503|<!DOCTYPE HTML>|answered HTTP 503 with a page of HTML instead of JSON",
                "302|''|answered HTTP 302 with a redirect, which is not followed: check mtgox.baseUrl",
                "200|{\"result\":\"success\"}|answered success, without an object in return or data",
                "200|{\"result\":\"success\",\"return\":{}}|sent a ticker that can't be used: buy is missing or not an object",
                "200|{\"ticker\":{\"buy\":5.5}}|answered HTTP 200 with JSON whose result is neither success nor error",
            })
    void whatever_is_not_a_ticker_is_a_failure_with_a_sentence(int status, String body, String reason) {
        assertThat(fetch(MtGoxTickerTest.USD, answer(status, body))).isEqualTo(new Failed("mtgox", reason));
    }

    @Test
    void an_oversize_answer_is_a_failure() {
        assertThat(fetch(MtGoxTickerTest.USD, answer(200, SAMPLE + " ".repeat(300_000))))
                .isEqualTo(new Failed("mtgox", "answered HTTP 200 with more than 256 KiB, which were not read"));
    }

    @Test
    void a_venue_that_stays_silent_is_a_failure_in_bounded_time() {
        MockResponse stall = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
        assertThat(fetch(MtGoxTickerTest.USD, stall)).isEqualTo(new Failed("mtgox", "did not answer within 500 ms"));
    }

    @Test
    void a_venue_that_hangs_up_or_is_not_there_is_a_failure() {
        MockResponse lost = new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
        assertThat(fetch(MtGoxTickerTest.USD, lost))
                .isEqualTo(new Failed("mtgox", "broke the connection off before the answer was complete"));
        MtGoxSettings settings = settings();
        server.close();
        try (MtGoxTickerSource source = source(settings)) {
            assertThat(((Failed) source.fetch(MtGoxTickerTest.USD)).reason()).startsWith("could not be reached");
        }
    }

    @Test
    void it_leaves_the_venue_alone_for_the_ten_seconds_of_its_cache() {
        try (MtGoxTickerSource source = new MtGoxTickerSource(settings(), InstantSource.system())) {
            assertThat(source.politeInterval()).isEqualTo(Duration.ofSeconds(10));
            assertThat(source.name()).isEqualTo("mtgox");
        }
    }

    private TickerAnswer fetch(CurrencyPair pair, MockResponse answer) {
        server.enqueue(answer);
        try (MtGoxTickerSource source = source(settings())) {
            return source.fetch(pair);
        }
    }

    private static MtGoxTickerSource source(MtGoxSettings settings) {
        return new MtGoxTickerSource(settings, InstantSource.fixed(MtGoxTickerTest.NOW), Duration.ofMillis(500));
    }

    private MtGoxSettings settings() {
        return MtGoxSettings.builder().baseUrl(server.url("/api").toString()).build();
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }
}
