package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxOrder;
import io.tillgate.testing.GatewayFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pains that come of several threads and nodes at once. */
class PainsAtOnceIT {

    private static final IntakeResult OK = new IntakeResult.Stored("[OK]");

    private final GatewayFixture fixture = new GatewayFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void pain_4_a_notification_that_beats_the_answer_to_create_is_not_lost() throws Exception {
        Gateway gateway = fixture.start();
        fixture.sandbox().misbehave(Misbehaviour.delay(Duration.ofSeconds(1)));
        ExecutorService shop = Executors.newSingleThreadExecutor();
        try {
            Future<CheckoutResult> checkout = shop.submit(() -> gateway.checkout(
                    CheckoutRequest.of("A-1", Money.satoshi(500_000)).build()));
            await().until(() -> !fixture.sandbox().orders().isEmpty());
            SandboxOrder early = fixture.sandbox().orders().get(0);
            Map<String, String> ipn = new LinkedHashMap<>();
            ipn.put("id", early.transaction());
            ipn.put("payment_id", "p-1");
            ipn.put("status", "paid");
            ipn.put("amount", "500000");
            ipn.put("currency", "BTC");
            Map<String, String> withData = new LinkedHashMap<>(ipn);
            withData.put("data", early.requested().data());

            assertThat(fixture.deliver(gateway, ipn))
                    .as("found by its id later")
                    .isEqualTo(OK);
            assertThat(checkout.isDone()).isFalse();

            assertThat(checkout.get()).isInstanceOf(CheckoutResult.AlreadyPaid.class);
            assertThat(fixture.deliver(gateway, withData))
                    .as("found by its data")
                    .isEqualTo(OK);
        } finally {
            shop.shutdown();
        }
        assertThat(gateway.orders("A-1")).singleElement().satisfies(order -> {
            assertThat(order.status()).isEqualTo(OrderStatus.PAID);
            assertThat(order.anomaly()).isEqualTo(Anomaly.NONE);
        });
    }

    @Test
    void pain_5_concurrent_duplicates_on_two_nodes_do_nothing_twice() {
        Gateway one = fixture.start();
        Gateway two = fixture.start();
        MerchantOrder order = fixture.order(one, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);

        List<CompletableFuture<IntakeResult>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(fixture.send(i % 2 == 0 ? one : two, ipn));
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(OK));
        assertThat(fixture.postgres().count("payment")).isEqualTo(1);
        assertThat(fixture.postgres().count("notification")).isEqualTo(1);
        await().until(() -> fixture.events().size() == 1);
        assertThat(fixture.postgres().count("outbox")).isEqualTo(1);
    }

    @Test
    void pain_20_nonces_of_several_threads_and_nodes_do_not_collide() throws Exception {
        Gateway one = fixture.start();
        Gateway two = fixture.start();
        ExecutorService shops = Executors.newFixedThreadPool(8);
        try {
            List<Callable<CheckoutResult>> checkouts = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Gateway node = i % 2 == 0 ? one : two;
                CheckoutRequest request =
                        CheckoutRequest.of("A-" + i, Money.satoshi(500_000)).build();
                checkouts.add(() -> node.checkout(request));
            }
            for (Future<CheckoutResult> result : shops.invokeAll(checkouts)) {
                assertThat(result.get()).isInstanceOf(CheckoutResult.Ready.class);
            }
        } finally {
            shops.shutdown();
        }
    }

    @Test
    void pain_23_two_nodes_deliver_each_event_once_and_in_order_per_order() {
        Gateway one = fixture.start();
        Gateway two = fixture.start();
        List<MerchantOrder> orders = new ArrayList<>();
        List<CompletableFuture<IntakeResult>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            MerchantOrder order = fixture.order(one, "A-" + i, 500_000);
            orders.add(order);
            Map<String, String> partial = fixture.paid(order.id(), "p-1", 0);
            partial.put("status", "partial");
            partial.put("amount_pending", "500000");
            answers.add(fixture.send(i % 2 == 0 ? one : two, partial));
            answers.add(fixture.send(i % 2 == 0 ? two : one, fixture.paid(order.id(), "p-1", 500_000)));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(OK));

        await().untilAsserted(() -> assertThat(fixture.events())
                .filteredOn(event -> event.type() == OrderEventType.ORDER_PAID)
                .hasSize(20));
        for (MerchantOrder order : orders) {
            assertThat(fixture.events())
                    .filteredOn(event -> event.orderId().equals(order.id()))
                    .extracting(OrderEvent::id)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }
}
