package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.CreateAnswer.Unknown;
import io.tillgate.processor.MtGoxSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a create makes of a network and a server that misbehave. */
final class MtGoxCreateFaultsIT extends MtGoxServerTestBase {

    @Test
    void a_redirect_is_not_followed() {
        assertThat(create(
                        settings(),
                        new MockResponse.Builder()
                                .code(307)
                                .addHeader("Location", server.url("/elsewhere"))
                                .build(),
                        answer(200, SUCCESS)))
                .isInstanceOf(Unknown.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 421, 503})
    void nothing_is_sent_twice_even_where_the_server_invites_it(int status) {
        MockResponse invitation = new MockResponse.Builder()
                .code(status)
                .addHeader("Retry-After", "0")
                .build();
        assertThat(create(settings(), invitation, answer(200, SUCCESS))).isInstanceOf(Unknown.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_answer_lost_after_the_request_was_read_is_unknown_and_not_repeated() {
        MockResponse lost = new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
        assertThat(create(settings(), lost, answer(200, SUCCESS)))
                .isEqualTo(new Unknown("the processor broke the connection off before the answer was complete"));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_answer_cut_in_half_is_unknown() {
        MockResponse cut = new MockResponse.Builder()
                .body(SUCCESS)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
        assertThat(create(settings(), cut)).isInstanceOf(Unknown.class);
    }

    @Test
    void an_answer_that_never_comes_is_unknown_within_the_call_timeout() {
        MockResponse stall = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
        CreateAnswer answer = create(settings().callTimeout(Duration.ofSeconds(1)), stall);
        assertThat(((Unknown) answer).reason()).startsWith("the processor did not answer within ");
    }

    @Test
    void an_answer_that_drips_is_unknown_within_the_call_timeout() {
        MockResponse drip = new MockResponse.Builder()
                .body(SUCCESS)
                .throttleBody(8, 200, TimeUnit.MILLISECONDS)
                .build();
        CreateAnswer answer = create(settings().callTimeout(Duration.ofSeconds(1)), drip);
        assertThat(((Unknown) answer).reason()).startsWith("the processor did not answer within ");
    }

    @Test
    void an_oversize_answer_is_unknown_and_not_read() {
        String padded = SUCCESS + " ".repeat(MtGoxHttp.BODY_BYTES_MAX);
        assertThat(create(settings(), answer(200, padded)))
                .isEqualTo(new Unknown("the processor answered HTTP 200 with more than 256 KiB, which were not read"));
    }

    @Test
    void a_server_that_cannot_be_reached_is_unknown_and_says_that_nothing_was_sent() {
        MtGoxSettings.Builder settings = settings();
        server.close();
        assertThat(((Unknown) create(settings)).reason()).contains("could not be reached, nothing was sent");
    }

    @Test
    void closing_ends_a_call_that_is_under_way() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        MtGoxProcessor processor =
                new MtGoxProcessor(settings().callTimeout(Duration.ofMinutes(2)).build(), nonces);
        Thread closer = new Thread(() -> {
            try {
                server.takeRequest();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            processor.close();
        });
        closer.start();
        assertThat(processor.create(MtGoxFixtures.invoice())).isInstanceOf(Unknown.class);
        closer.join();
    }
}
