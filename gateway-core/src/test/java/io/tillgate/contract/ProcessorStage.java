package io.tillgate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillgate.Gateway;
import io.tillgate.Health;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.contract.NotificationDoor.Arrival;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.Capability;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;

/** A gateway on a Postgres of its own, a processor, and the door between them. */
abstract class ProcessorStage {

    static final long DUE = 500_000;
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final TestPostgres postgres = TestPostgres.fresh();
    final NotificationDoor door = new NotificationDoor();
    final ProcessorWorld world = world();
    Gateway gateway;

    abstract ProcessorWorld world();

    @AfterEach
    void stop() {
        world.close();
        if (gateway != null) {
            gateway.close();
        }
        door.close();
        postgres.close();
    }

    final Gateway start() {
        return start(Duration.ofMinutes(15));
    }

    final Gateway start(Duration timeToPay) {
        gateway = world.configure(Gateway.builder(), CALL_TIMEOUT)
                .dataSource(postgres.dataSource())
                .publicBaseUrl(door.url())
                .secretKey(GatewayFixture.SECRET_KEY)
                .timeToPay(timeToPay)
                .build();
        gateway.start();
        door.leadsTo(gateway);
        world.postTo(door.url() + "/ipn/" + world.id());
        return gateway;
    }

    final CheckoutResult checkout(String reference) {
        return gateway.checkout(
                CheckoutRequest.of(reference, Money.satoshi(DUE)).build());
    }

    final OrderId order(String reference) {
        return order(checkout(reference));
    }

    static OrderId order(CheckoutResult result) {
        if (result instanceof CheckoutResult.Ready ready) {
            return ready.order().id();
        }
        if (result instanceof CheckoutResult.AlreadyPaid paid) {
            return paid.order().id();
        }
        throw new AssertionError("not ready to pay: " + result);
    }

    final OrderId pending(String reference) {
        CheckoutResult result = checkout(reference);
        assertThat(result).isInstanceOf(CheckoutResult.Pending.class);
        return ((CheckoutResult.Pending) result).order().id();
    }

    final MerchantOrder now(OrderId id) {
        return gateway.order(id).orElseThrow();
    }

    /** The latest invoice. */
    final String invoice() {
        List<String> invoices = world.invoices();
        return invoices.get(invoices.size() - 1);
    }

    final void assertState(OrderId id, OrderStatus status, Anomaly anomaly) {
        MerchantOrder order = now(id);
        assertThat(order.status() + "/" + order.anomaly()).isEqualTo(status + "/" + anomaly);
    }

    /** Waits, and lets the minutes pass after which a processor is asked by itself. */
    final void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            postgres.run("UPDATE tillgate.invoice SET next_check_at = now()"
                    + " WHERE next_check_at < 'infinity' AND lease_until IS NULL AND state <> 'REQUESTED'");
            postgres.run("UPDATE tillgate.processor_watch SET next_sweep_at = now()");
            assertion.run();
        });
    }

    /** Waits until a payment is late for a wire that counts in whole seconds, too. */
    final void awaitLate(OrderId id) {
        eventually(() -> assertThat(now(id).status()).isEqualTo(OrderStatus.EXPIRED));
        Instant late = now(id).terms().expiresAt().plusSeconds(1);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(late));
    }

    final boolean can(Capability capability) {
        return gateway.processors().get(world.id()).contains(capability);
    }

    /** What the health says about the processor's notifications. */
    final Health.Check hearing() {
        return gateway.health().checks().stream()
                .filter(one -> one.name().equals("notifications-" + world.id()))
                .findFirst()
                .orElseThrow();
    }

    final void assumeNotifications() {
        assumeTrue(can(Capability.SIGNED_NOTIFICATIONS));
    }

    final Arrival lastArrival() {
        await().atMost(PATIENCE).until(() -> !door.arrivals().isEmpty());
        return door.arrivals().get(door.arrivals().size() - 1);
    }
}
