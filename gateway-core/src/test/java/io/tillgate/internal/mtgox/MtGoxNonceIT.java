package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.GatewayException;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.CreateAnswer.Created;
import io.tillgate.processor.CreateAnswer.Unknown;
import io.tillgate.processor.NonceSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** Nonces and turns: protocol/mtgox.md 7. */
final class MtGoxNonceIT extends MtGoxServerTestBase {

    private static final String STALE_NONCE =
            "{\"result\":\"error\",\"error\":\"Invalid nonce\",\"token\":\"login_error_invalid_nonce\"}";

    @Test
    void a_stale_nonce_is_replaced_by_a_fresh_one() throws Exception {
        assertThat(create(settings(), answer(403, STALE_NONCE), answer(403, STALE_NONCE), answer(200, SUCCESS)))
                .isEqualTo(new Created(ID, PAYMENT_URL));
        assertThat(noncesReceived(3)).containsExactly(1331200000000001L, 1331200000000002L, 1331200000000003L);
    }

    @Test
    void a_nonce_that_stays_stale_is_given_up_as_unknown() {
        MockResponse[] answers =
                IntStream.range(0, 10).mapToObj(i -> answer(403, STALE_NONCE)).toArray(MockResponse[]::new);
        CreateAnswer answer = create(settings(), answers);
        assertThat(((Unknown) answer).reason()).contains("5 tries", "nothing was done");
        assertThat(server.getRequestCount()).isEqualTo(5);
    }

    @Test
    void concurrent_creates_send_nonces_that_only_grow() throws Exception {
        int orders = 40;
        IntStream.range(0, orders).forEach(i -> server.enqueue(answer(200, SUCCESS)));
        ExecutorService buyers = Executors.newFixedThreadPool(8);
        try (MtGoxProcessor processor = new MtGoxProcessor(settings().build(), nonces)) {
            Callable<CreateAnswer> order = () -> processor.create(MtGoxFixtures.invoice());
            for (Future<CreateAnswer> answer : buyers.invokeAll(Collections.nCopies(orders, order))) {
                assertThat(answer.get()).isEqualTo(new Created(ID, PAYMENT_URL));
            }
        } finally {
            buyers.shutdownNow();
        }
        assertThat(noncesReceived(orders)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void who_waits_too_long_for_a_turn_is_told_that_nothing_was_sent() throws Exception {
        CountDownLatch firstHasItsTurn = new CountDownLatch(1);
        CountDownLatch secondWasAnswered = new CountDownLatch(1);
        NonceSequence held = key -> {
            firstHasItsTurn.countDown();
            awaitOrFail(secondWasAnswered);
            return 7;
        };
        ExecutorService first = Executors.newSingleThreadExecutor();
        try (MtGoxProcessor processor = new MtGoxProcessor(
                settings().callTimeout(Duration.ofMillis(200)).build(), held)) {
            Future<CreateAnswer> waitsForItsNonce = first.submit(() -> processor.create(MtGoxFixtures.invoice()));
            awaitOrFail(firstHasItsTurn);
            assertThat(processor.create(MtGoxFixtures.invoice()))
                    .isEqualTo(new Unknown("busy with other orders for 200 ms; nothing was sent for this one"));
            secondWasAnswered.countDown();
            assertThat(waitsForItsNonce.get()).isEqualTo(new Unknown("waited 200 ms for a nonce; nothing was sent"));
        } finally {
            first.shutdownNow();
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void an_interrupted_wait_for_a_turn_ends_at_once_and_keeps_the_interrupt() {
        try (MtGoxProcessor processor = new MtGoxProcessor(settings().build(), nonces)) {
            Thread.currentThread().interrupt();
            assertThat(((Unknown) processor.create(MtGoxFixtures.invoice())).reason())
                    .startsWith("interrupted")
                    .contains("nothing was sent");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_failure_to_get_a_nonce_passes_through_and_does_not_block_the_next() {
        GatewayException down = new GatewayException("the database can't be reached");
        AtomicLong asked = new AtomicLong();
        NonceSequence failsOnce = key -> {
            if (asked.getAndIncrement() == 0) {
                throw down;
            }
            return 7;
        };
        server.enqueue(answer(200, SUCCESS));
        try (MtGoxProcessor processor = new MtGoxProcessor(settings().build(), failsOnce)) {
            assertThatThrownBy(() -> processor.create(MtGoxFixtures.invoice())).isSameAs(down);
            assertThat(processor.create(MtGoxFixtures.invoice())).isInstanceOf(Created.class);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    private List<Long> noncesReceived(int requests) throws InterruptedException {
        List<Long> received = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            String body = server.takeRequest().getBody().utf8();
            received.add(Long.parseLong(body.substring("nonce=".length(), body.indexOf('&'))));
        }
        return received;
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
