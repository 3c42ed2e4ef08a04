package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.EUR;
import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.rate.Ticker;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtGoxSocketIoFeedIT extends FeedContract {

    private static final String PREFIX = "4::/mtgox:";

    private final MtGoxPlainFeedIT plain = new MtGoxPlainFeedIT();

    @Override
    Feed feed(VenuePeer at) {
        at.answerPlain(request ->
                new MockResponse.Builder().body(frame("mtgox-handshake.txt")).build());
        return new MtGoxFeed("mtgox", at.url("/socket.io/1").toString(), "Tillgate/test");
    }

    @Override
    Instant start() {
        return plain.start();
    }

    @Override
    List<String> subscriptions() {
        return plain.subscriptions().stream().map(frame -> PREFIX + frame).toList();
    }

    @Override
    void greet(VenuePeer.Session session) throws InterruptedException {
        session.say("1::");
        assertThat(session.heard()).isEqualTo("1::/mtgox");
        session.say("1::/mtgox");
    }

    @Override
    String usd() {
        return PREFIX + plain.usd();
    }

    @Override
    String eur() {
        return PREFIX + plain.eur();
    }

    @Override
    Ticker usdTicker() {
        return plain.usdTicker();
    }

    @Override
    String crossed() {
        return PREFIX + plain.crossed();
    }

    @Override
    String zero() {
        return PREFIX + plain.zero();
    }

    @Test
    void the_handshake_gives_the_session_of_the_websocket() throws Exception {
        connected();
        RecordedRequest handshake = peer.request();
        assertThat(handshake.getRequestLine())
                .isEqualTo("GET /socket.io/1?Channel=ticker.BTCEUR/ticker.BTCUSD HTTP/1.1");
        RecordedRequest upgrade = peer.request();
        assertThat(upgrade.getRequestLine())
                .isEqualTo("GET /socket.io/1/websocket/4d4f185e96a7b?Channel=ticker.BTCEUR/ticker.BTCUSD HTTP/1.1");
        assertThat(upgrade.getHeaders().get("Upgrade")).isEqualTo("websocket");
        assertThat(upgrade.getHeaders().get("Sec-WebSocket-Extensions")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "200|''|answered the handshake with something else: it holds no session",
                "200|<html>|answered the handshake with something else: it holds no session",
                "200|../../x:15:10:websocket|answered the handshake with something else: it holds no session",
                "200|4d4f185e96a7b:15:10:xhr-polling|answered the handshake with something else: it offers no websocket",
                "302|''|answered HTTP 302 to the handshake",
                "503|4d4f185e96a7b:15:10:websocket|answered HTTP 503 to the handshake",
            })
    void a_handshake_that_gives_no_session_is_a_fault(int status, String body, String reason) throws Exception {
        peer.refuseOnce(new MockResponse.Builder().code(status).body(body).build());
        open();
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("the stream " + reason);
        comesBack();
    }

    @Test
    void an_endless_answer_to_the_handshake_is_not_read() throws Exception {
        peer.refuseOnce(new MockResponse.Builder().body("x".repeat(5000)).build());
        open();
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("the stream answered the handshake with more than 4096 bytes");
    }

    @Test
    void a_heartbeat_is_answered() throws Exception {
        VenuePeer.Session session = connected();
        session.say("2::");
        assertThat(session.heard()).isEqualTo("2::");
    }

    @Test
    void plain_messages_carry_tickers_too_and_other_frames_do_no_harm() throws Exception {
        VenuePeer.Session session = connected();
        for (String frame : List.of(
                "3::/other:" + plain.usd(), "5:::{\"name\":\"news\"}", "6:::1", "8::", "4::/other:{", "1::/other")) {
            session.say(frame);
        }
        session.say("3::/mtgox:" + plain.eur());
        answers.awaitTicker(EUR, 1);
        assertThat(stream.unreadableFrames()).isZero();
        assertThat(answers.tickers(USD)).isEmpty();
    }

    @Test
    void a_session_that_the_server_ends_is_begun_anew() throws Exception {
        connected().say("0::");
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("the stream ended the session");
        comesBack();
    }

    @Test
    void an_error_of_the_server_is_told_in_its_words() throws Exception {
        connected().say("7::/mtgox:not handshaken+reconnect");
        assertThat(answers.awaitFault(USD, 1)).isEqualTo("the stream refuses the session: not handshaken+reconnect");
        comesBack();
    }

    @Test
    void it_says_goodbye() throws Exception {
        VenuePeer.Session session = connected();
        stream.close();
        assertThat(session.heard()).isEqualTo("0::");
        await().untilAsserted(() -> assertThat(session.closing()).isEqualTo(1000));
    }
}
