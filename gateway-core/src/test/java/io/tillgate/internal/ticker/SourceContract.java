package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.MtGoxMarketData;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every source must do, whether it is asked for tickers or for books: a real server on the wire, and faults that a
 * normal week brings. A test that throws fails, so "never an exception" is in all of them.
 */
abstract class SourceContract {

    static final Instant NOW = Instant.parse("2026-11-23T22:00:05.123456Z");
    static final String HTML = "<!DOCTYPE html>\n<html><body>Attention Required! | Cloudflare</body></html>";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Wires.Clock clock = new Wires.Clock(NOW);
    final MockWebServer server = new MockWebServer();
    private Duration timeout = PATIENCE;
    private volatile MockResponse next = answer(500, "");

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return next;
            }
        });
        server.start();
        open();
    }

    @AfterEach
    void stop() {
        close();
        server.close();
    }

    /** Makes a source of {@link #venue} or {@link #mtGox}. */
    abstract void open();

    abstract void close();

    /** Asks for the pair of {@link #good}: empty when there was a sane answer, else the reason why not. */
    abstract Optional<String> ask();

    /** Asks, and checks each value of the answer to {@link #good}, received {@link #NOW}. */
    abstract void askAndCheckTheValues();

    /** An answer as it should be. */
    abstract String good();

    /** The request line that asks for it. */
    abstract String requestLine();

    /** How often it may be asked. */
    abstract Duration interval();

    abstract Duration toldInterval();

    /** What the venue says of a pair that it does not have. */
    abstract MockResponse unknownPair();

    abstract String unknownPairReason();

    /** An error of the venue under a status of success. */
    abstract MockResponse errorInSuccess();

    abstract String errorReason();

    final VenueSources venue(Venue venue) {
        VenueSettings settings =
                VenueSettings.of(venue).withBaseUrl(server.url("/").toString()).withUserAgent("Shop/1.2 (Tillgate)");
        Wire wire = VenueSources.wire(venue, List.of(Wires.USD, Wires.EUR));
        return VenueSources.of(settings, wire, clock, new Pace(Duration.ZERO), timeout);
    }

    final VenueSources mtGox(MtGoxMarketData.TickerApi api, MtGoxMarketData.Depth depth) {
        MtGoxMarketData data = new MtGoxMarketData(api, depth);
        MtGoxSettings settings = MtGoxSettings.builder()
                .baseUrl(server.url("/api").toString())
                .userAgent("Shop/1.2 (Tillgate)")
                .marketData(data)
                .build();
        return VenueSources.of(settings, new MtGoxWire(data), clock, new Pace(Duration.ZERO), timeout);
    }

    final Optional<String> ask(MockResponse answer) {
        next = answer;
        return ask();
    }

    @Test
    void a_good_answer_is_read_to_the_digit() {
        next = answer(200, good());
        askAndCheckTheValues();
    }

    @Test
    void it_asks_politely() throws Exception {
        ask(answer(200, good()));
        RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.getRequestLine()).isEqualTo("GET " + requestLine() + " HTTP/1.1");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("Shop/1.2 (Tillgate)");
        assertThat(request.getHeaders().get("Rest-Key")).isNull();
        assertThat(toldInterval()).isBetween(interval(), interval().multipliedBy(2));
    }

    @Test
    void who_asks_too_often_gets_the_last_answer_again() {
        assertThat(ask(answer(200, good()))).isEmpty();
        clock.advance(interval().minusMillis(1));
        askAndCheckTheValues();
        assertThat(server.getRequestCount()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(ask(answer(500, HTML))).isPresent();
        assertThat(ask(answer(200, good()))).isPresent();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_venue_that_stays_silent_is_a_failure_in_bounded_time() {
        close();
        timeout = Duration.ofMillis(300);
        open();
        MockResponse stall = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
        assertThat(ask(stall)).hasValue("did not answer within 300 ms");
    }

    @Test
    void a_venue_that_hangs_up_or_is_not_there_is_a_failure() {
        MockResponse lost = new MockResponse.Builder()
                .body(good())
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
        assertThat(ask(lost)).hasValue("broke the connection off before the answer was complete");
        server.close();
        clock.advance(interval());
        assertThat(ask()).hasValue("could not be reached, nothing was sent: it accepts no connection");
    }

    @Test
    void an_oversize_answer_is_not_read() {
        String padded = good() + " ".repeat(Bounds.BOOK.bytesMax());
        assertThat(ask(answer(200, padded)).orElseThrow())
                .startsWith("answered HTTP 200 with more than ")
                .endsWith(" KiB, which were not read");
    }

    @Test
    void what_is_not_json_is_named() {
        assertThat(ask(answer(200, HTML))).hasValue("answered HTTP 200 with a page of HTML instead of JSON");
        clock.advance(interval());
        assertThat(ask(answer(500, HTML))).hasValue("answered HTTP 500 with a page of HTML instead of JSON");
        clock.advance(interval());
        assertThat(ask(answer(200, "[]"))).hasValue("answered HTTP 200 with something that is not a JSON object");
    }

    @Test
    void a_redirect_is_not_followed() {
        MockResponse redirect = new MockResponse.Builder()
                .code(302)
                .addHeader("Location", server.url("/elsewhere"))
                .build();
        assertThat(ask(redirect).orElseThrow())
                .startsWith("answered HTTP 302 with a redirect, which is not followed: check ");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_empty_object_is_a_failure() {
        assertThat(ask(answer(200, "{}"))).isPresent();
    }

    @Test
    void an_error_in_an_answer_of_success_is_a_failure() {
        assertThat(ask(errorInSuccess())).hasValue(errorReason());
    }

    @Test
    void a_pair_that_is_not_traded_is_not_asked_for_again_the_same_hour() {
        assertThat(ask(unknownPair())).hasValue(unknownPairReason());
        clock.advance(interval());
        assertThat(ask(answer(200, good())).isPresent()).isEqualTo(unknownMeansLater());
        assertThat(server.getRequestCount()).isEqualTo(unknownMeansLater() ? 1 : 2);
        clock.advance(Duration.ofHours(1));
        assertThat(ask(answer(200, good()))).isEmpty();
    }

    /** Whether the venue's words for an unknown pair can be told from its other words. */
    boolean unknownMeansLater() {
        return true;
    }

    @Test
    void a_venue_that_fails_is_left_alone_probed_and_welcomed_back() {
        String fault = "answered HTTP 500 with a page of HTML instead of JSON";
        int asked = 0;
        String reason = fault;
        while (reason.equals(fault) && asked < 12) {
            clock.advance(interval());
            reason = ask(answer(500, HTML)).orElseThrow();
            asked++;
        }
        assertThat(reason).startsWith("is left alone since ").endsWith(", the last answer: " + fault);
        assertThat(server.getRequestCount()).isEqualTo(asked - 1).isGreaterThanOrEqualTo(Breaker.FAILURES_MAX);

        clock.advance(Breaker.PAUSE_MAX.multipliedBy(2));
        assertThat(ask(answer(200, good()))).isEmpty();
        clock.advance(interval());
        assertThat(ask(answer(500, HTML))).hasValue(fault);
        clock.advance(interval());
        assertThat(ask(answer(200, good()))).isEmpty();
    }

    @Test
    void a_venue_that_sends_us_away_is_left_alone_as_long_as_it_says() {
        MockResponse tooMany = new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "3600")
                .body(HTML)
                .build();
        assertThat(ask(tooMany)).hasValue("answered HTTP 429, and to come back in 3600 s");
        clock.advance(Duration.ofMinutes(59));
        assertThat(ask().orElseThrow()).startsWith("is left alone since ");
        assertThat(server.getRequestCount()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(14));
        assertThat(ask(answer(200, good()))).isEmpty();
    }

    @Test
    void a_venue_under_repair_that_says_until_when_is_left_alone_until_then() {
        MockResponse repair = new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "1800")
                .body(HTML)
                .build();
        assertThat(ask(repair)).hasValue("answered HTTP 503, and to come back in 1800 s");
        clock.advance(Duration.ofMinutes(29));
        assertThat(ask().orElseThrow()).startsWith("is left alone since ");
    }

    @Test
    void a_forbidden_call_is_not_repeated_at_once() {
        assertThat(ask(answer(403, HTML))).hasValue("answered HTTP 403");
        clock.advance(interval());
        assertThat(ask().orElseThrow()).startsWith("is left alone since ").endsWith("answered HTTP 403");
        assertThat(server.getRequestCount()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(3));
        assertThat(ask(answer(200, good()))).isEmpty();
    }
}
