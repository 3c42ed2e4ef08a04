package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.BOTH;
import static io.tillgate.internal.ticker.stream.StreamFixtures.EUR;
import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every stream keeps to, over a real connection to a server that behaves and misbehaves. */
abstract class FeedContract {

    private static final Duration NEXT_TRY = Duration.ofSeconds(1);
    private static final int OVERSIZE = FrameMeter.FRAME_BYTES_MAX + 64 * 1024;

    final HeardAnswers answers = new HeardAnswers();
    DrivenTime time;
    VenuePeer peer;
    FeedStream stream;
    private Feed feed;

    /** The feed at a server of the test. */
    abstract Feed feed(VenuePeer at);

    /** A moment shortly after the one that the fixtures were taken at. */
    abstract Instant start();

    /** What a connection hears before it is given tickers, in this order. */
    abstract List<String> subscriptions();

    abstract String usd();

    abstract String eur();

    abstract Ticker usdTicker();

    /** The same frame with the bid above the ask. */
    abstract String crossed();

    /** The same frame with a bid of zero. */
    abstract String zero();

    /** Does what comes before the subscriptions. */
    void greet(VenuePeer.Session session) throws InterruptedException {}

    @BeforeEach
    void prepare() throws IOException {
        time = new DrivenTime(start());
        peer = new VenuePeer();
        feed = feed(peer);
        stream = new FeedStream(feed, time, time, new Random(1));
    }

    @AfterEach
    void end() {
        stream.close();
        peer.close();
    }

    @Test
    void it_subscribes_as_the_wire_demands() throws Exception {
        VenuePeer.Session session = connected();
        assertThat(stream.live(USD)).isFalse();
        assertThat(peer.hasNoOtherSession()).isTrue();
        RecordedRequest request = peer.request();
        assertThat(request.getHeaders().get("User-Agent")).startsWith("Tillgate/");
        session.say(usd());
        answers.awaitTicker(USD, 1);
    }

    @Test
    void a_ticker_comes_through_to_the_digit() throws Exception {
        connected().say(usd());
        Ticker ticker = answers.awaitTicker(USD, 1);
        assertThat(ticker)
                .usingRecursiveComparison()
                .ignoringFields("vwap", "volume")
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(usdTicker());
        assertThat(ticker.kind()).isEqualTo(TickerKind.MARKET);
        assertThat(ticker.source()).isEqualTo(stream.name());
        assertThat(stream.live(USD)).isTrue();
        assertThat(stream.live(EUR)).isFalse();
    }

    @Test
    void a_pair_that_is_quiet_is_asked_for_while_the_others_live_on() throws Exception {
        VenuePeer.Session session = connected();
        session.say(usd());
        answers.awaitTicker(USD, 1);
        for (int i = 1; i <= 3; i++) {
            time.pass(Duration.ofSeconds(7));
            session.say(eur());
            answers.awaitTicker(EUR, i);
        }
        assertThat(stream.live(USD)).isFalse();
        session.say(usd().replace("\"sequence\":37475248783", "\"sequence\":37475248784"));
        answers.awaitTicker(USD, 2);
        assertThat(answers.faults(USD)).isEmpty();
        assertThat(peer.hasNoOtherSession()).isTrue();
    }

    @Test
    void it_comes_back_after_a_cut() throws Exception {
        connected().say(usd());
        answers.awaitTicker(USD, 1);
        peer.cut();
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("the stream broke the connection off");
        assertThat(answers.awaitFault(EUR, 1)).isEqualTo("the stream broke the connection off");
        assertThat(stream.live(USD)).isFalse();
        comesBack();
    }

    @Test
    void it_comes_back_after_silence() throws Exception {
        connected().say(usd());
        answers.awaitTicker(USD, 1);
        Duration silence = feed.silenceMax();
        time.pass(silence);
        assertThat(answers.faults(USD)).containsExactly("the stream sent nothing for " + silence.toSeconds() + " s");
        assertThat(stream.live(USD)).isFalse();
        comesBack();
    }

    @Test
    void it_comes_back_after_the_server_closed() throws Exception {
        VenuePeer.Session session = connected();
        session.say(usd());
        answers.awaitTicker(USD, 1);
        session.hangUp(1001);
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("the stream closed the connection with code 1001");
        comesBack();
    }

    @Test
    void frames_that_cannot_be_read_are_counted_and_do_no_harm() throws Exception {
        VenuePeer.Session session = connected();
        List<String> garbage = List.of(
                "", "{", "[]", "null", "{}", "{} {}", "<html>", "9::", "[".repeat(5000), "\u0000", "{\"a\":1,\"a\":2}");
        garbage.forEach(session::say);
        session.sayBinary(ByteString.encodeUtf8(usd()));
        session.say(usd());
        answers.awaitTicker(USD, 1);
        assertThat(stream.unreadableFrames()).isEqualTo(garbage.size() + 1);
        assertThat(answers.faults(USD)).isEmpty();
    }

    @Test
    void garbage_alone_is_silence() throws Exception {
        VenuePeer.Session session = connected();
        Duration silence = feed.silenceMax();
        time.pass(silence.minusSeconds(1));
        session.say("{");
        await().until(() -> stream.unreadableFrames() == 1);
        time.pass(Duration.ofSeconds(1));
        assertThat(answers.faults(USD)).containsExactly("the stream sent nothing for " + silence.toSeconds() + " s");
        comesBack();
    }

    @Test
    void a_frame_of_any_size_is_not_collected() throws Exception {
        connected().say("x".repeat(OVERSIZE));
        assertThat(answers.awaitFault(USD, 1))
                .isEqualTo("the stream sent a frame of more than 256 KiB, which was not read");
        comesBack();
    }

    @Test
    void many_frames_are_no_large_frame() throws Exception {
        VenuePeer.Session session = connected();
        String padded = usd() + " ".repeat(30_000);
        for (int i = 0; i < 40; i++) {
            session.say(padded);
        }
        session.say(eur());
        answers.awaitTicker(EUR, 1);
        assertThat(answers.faults(USD)).isEmpty();
    }

    @Test
    void compression_is_not_offered_and_not_taken() throws Exception {
        peer.refuseOnce(new MockResponse.Builder()
                .code(101)
                .addHeader("Sec-WebSocket-Extensions", "permessage-deflate")
                .build());
        open();
        assertThat(peer.request().getHeaders().get("Sec-WebSocket-Extensions")).isNull();
        assertThat(answers.awaitFault(USD, 1)).startsWith("the stream ");
        comesBack();
    }

    @Test
    void a_fault_is_told_once_however_many_tries_fail() throws Exception {
        int tries = 4;
        for (int i = 0; i < tries; i++) {
            peer.refuseOnce(new MockResponse.Builder()
                    .code(503)
                    .body("<html>maintenance</html>")
                    .build());
        }
        open();
        answers.awaitFault(USD, 1);
        await().until(() -> {
            time.pass(NEXT_TRY);
            return !peer.hasNoOtherSession();
        });
        VenuePeer.Session session = peer.session();
        greet(session);
        session.say(usd());
        answers.awaitTicker(USD, 1);
        assertThat(answers.faults(USD)).hasSize(1);
        assertThat(answers.faults(USD).get(0)).startsWith("the stream answered HTTP 503 ");
        peer.cut();
        answers.awaitFault(USD, 2);
        assertThat(answers.faults(EUR)).hasSize(1);
    }

    @Test
    void a_crossed_ticker_is_refused_and_told_once() throws Exception {
        VenuePeer.Session session = connected();
        session.say(usd());
        answers.awaitTicker(USD, 1);
        session.say(crossed());
        assertThat(answers.awaitFault(USD, 1)).startsWith("sent a ticker that can't be used: crossed: bid ");
        assertThat(stream.live(USD)).isFalse();
        session.say(crossed());
        session.say(eur());
        answers.awaitTicker(EUR, 1);
        assertThat(answers.faults(USD)).hasSize(1);
        assertThat(answers.tickers(USD)).hasSize(1);
        assertThat(stream.live(EUR)).isTrue();
    }

    @Test
    void a_price_of_zero_is_refused_and_told() throws Exception {
        VenuePeer.Session session = connected();
        session.say(zero());
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("sent a ticker that can't be used: bid is not positive");
        assertThat(stream.live(USD)).isFalse();
    }

    @Test
    void a_sink_that_throws_does_not_end_the_stream() throws Exception {
        stream.open(BOTH, (pair, answer) -> {
            answers.accept(pair, answer);
            throw new IllegalStateException("a sink that this test broke");
        });
        VenuePeer.Session session = peer.session();
        greet(session);
        session.say(usd());
        answers.awaitTicker(USD, 1);
        session.say(eur());
        answers.awaitTicker(EUR, 1);
    }

    @Test
    void no_thread_runs_before_it_is_opened_or_after_it_is_closed() throws Exception {
        assertThat(threads()).isEmpty();
        VenuePeer.Session session = connected();
        assertThat(threads()).isNotEmpty();
        stream.close();
        assertThat(session.closing()).isEqualTo(1000);
        await().until(() -> threads().isEmpty());
        assertThat(answers.faults(USD)).isEmpty();
    }

    @Test
    void closing_does_not_wait_for_a_server_that_does_not_answer() throws Exception {
        peer.refuseOnce(new MockResponse.Builder()
                .onResponseStart(mockwebserver3.SocketEffect.Stall.INSTANCE)
                .build());
        open();
        peer.request();
        stream.close();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void it_opens_once() throws Exception {
        connected();
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
    }

    final void open() {
        stream.open(BOTH, answers);
    }

    /** Opens the stream and lets it subscribe. */
    final VenuePeer.Session connected() throws InterruptedException {
        open();
        return joined();
    }

    /** The next connection, which subscribes like the first one. */
    final VenuePeer.Session joined() throws InterruptedException {
        VenuePeer.Session session = peer.session();
        greet(session);
        for (String subscription : subscriptions()) {
            assertThat(session.heard()).isEqualTo(subscription);
        }
        return session;
    }

    final void comesBack() throws InterruptedException {
        int before = answers.tickers(USD).size();
        time.pass(NEXT_TRY);
        joined().say(usd());
        answers.awaitTicker(USD, before + 1);
        assertThat(stream.live(EUR)).isFalse();
        assertThat(answers.faults(USD)).hasSize(1);
        assertThat(answers.faults(EUR)).hasSize(1);
    }

    private List<Thread> threads() {
        return peer.threadsOf(stream.name());
    }
}
