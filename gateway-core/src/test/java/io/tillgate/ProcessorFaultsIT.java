package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.sandbox.SandboxOrder;
import io.tillgate.testing.FaultProxy;
import io.tillgate.testing.FaultProxy.Direction;
import io.tillgate.testing.FaultProxy.Fault;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.TestPostgres;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a shop meets when the network between it and its processor fails. */
class ProcessorFaultsIT {

    private static final IntakeResult OK = new IntakeResult.Stored("[OK]");

    private final GatewayFixture fixture = new GatewayFixture();
    private final FaultProxy proxy =
            FaultProxy.before(URI.create(fixture.sandbox().baseUrl()).getPort());

    @AfterEach
    void stop() {
        proxy.heal();
        fixture.close();
        proxy.close();
    }

    @Test
    void whatever_happens_on_the_way_checkout_answers_pending_and_the_order_goes_on_by_itself() {
        Gateway gateway = start(Duration.ofMillis(700));
        Map<String, OrderId> orders = new LinkedHashMap<>();
        for (Direction direction : Direction.values()) {
            for (Fault fault : List.of(Fault.BLACK_HOLE, Fault.GARBAGE, Fault.HALF_CLOSE, Fault.CUT)) {
                proxy.fault(direction, fault);
                orders.put(fault + " " + direction, pending(gateway, fault + " " + direction));
                proxy.heal();
            }
        }
        proxy.delay(Direction.TO_CLIENT, Duration.ofSeconds(2));
        orders.put("delay", pending(gateway, "delay"));
        proxy.heal();

        orders.forEach((reference, id) -> {
            await(reference)
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> fixture.now(gateway, id).status().equals(OrderStatus.AWAITING_PAYMENT));
            assertThat(fixture.deliver(gateway, paid(id))).as(reference).isEqualTo(OK);
            assertThat(fixture.now(gateway, id).status()).as(reference).isEqualTo(OrderStatus.PAID);
        });
        await().untilAsserted(() -> assertThat(fixture.events())
                .filteredOn(event -> event.type() == OrderEventType.ORDER_PAID)
                .extracting(OrderEvent::reference)
                .containsExactlyInAnyOrderElementsOf(orders.keySet()));
    }

    @Test
    void money_on_an_invoice_whose_answer_was_lost_is_credited() {
        Gateway gateway = start(Duration.ofMillis(700));
        proxy.fault(Direction.TO_CLIENT, Fault.CUT);
        OrderId id = pending(gateway, "A-1");
        SandboxOrder unheardOf = fixture.sandbox().orders().get(0);

        assertThat(fixture.deliver(gateway, paid(unheardOf))).isEqualTo(OK);

        assertThat(fixture.now(gateway, id).status()).isEqualTo(OrderStatus.PAID);
        await().until(() -> !fixture.events().isEmpty());
    }

    @Test
    void a_processor_that_hangs_holds_no_connection_and_no_notification_back() {
        TestPostgres postgres = fixture.postgres();
        try (HikariDataSource small = new HikariDataSource()) {
            small.setJdbcUrl(postgres.jdbcUrl(TestPostgres.port()));
            // One of them listens for changes.
            small.setMaximumPoolSize(3);
            small.setConnectionTimeout(1000);
            Gateway gateway = fixture.start(
                    builder -> builder.dataSource(small),
                    mtGox -> mtGox.baseUrl(throughProxy()).callTimeout(Duration.ofSeconds(8)));
            MerchantOrder order = fixture.order(gateway, "paid meanwhile", 500_000);
            proxy.fault(Fault.BLACK_HOLE);
            ExecutorService buyers = Executors.newCachedThreadPool();
            List<CompletableFuture<OrderId>> waiting = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String reference = "waits-" + i;
                waiting.add(CompletableFuture.supplyAsync(() -> pending(gateway, reference), buyers));
            }
            await().until(() -> postgres.count("merchant_order") == 13);

            await().untilAsserted(() -> assertThat(small.getHikariPoolMXBean().getActiveConnections())
                    .as("only the listening one")
                    .isEqualTo(1));
            long start = System.nanoTime();
            assertThat(fixture.deliver(gateway, paid(order.id()))).isEqualTo(OK);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(waiting).as("still waiting").noneMatch(CompletableFuture::isDone);

            waiting.forEach(CompletableFuture::join);
            buyers.shutdown();
            gateway.close();
        }
    }

    @Test
    void an_order_whose_node_died_in_the_call_goes_on_by_itself() {
        Duration callTimeout = Duration.ofMillis(700);
        HikariDataSource itsPool = new HikariDataSource();
        itsPool.setJdbcUrl(fixture.postgres().jdbcUrl(TestPostgres.port()));
        Gateway dying = fixture.start(
                builder -> builder.dataSource(itsPool),
                mtGox -> mtGox.baseUrl(throughProxy()).callTimeout(callTimeout));
        proxy.fault(Fault.BLACK_HOLE);
        CompletableFuture<OrderId> checkout = CompletableFuture.supplyAsync(() -> pending(dying, "A-1"));
        await().until(() -> proxy.connections() == 1);
        itsPool.close();
        dying.close();
        OrderId id = checkout.join();
        assertThat(fixture.postgres().text("SELECT state FROM tillgate.invoice"))
                .isEqualTo("REQUESTED");

        Gateway other = fixture.start(builder -> builder, mtGox -> mtGox.callTimeout(callTimeout));

        await().atMost(Duration.ofSeconds(15))
                .until(() -> fixture.now(other, id).status().equals(OrderStatus.AWAITING_PAYMENT));
    }

    @Test
    void an_order_whose_node_died_in_the_call_goes_on_with_the_buyers_next_click() {
        Gateway gateway = start(Duration.ofMillis(700));
        OrderId id = fixture.order(gateway, "A-1", 500_000).id();
        fixture.postgres()
                .run("UPDATE tillgate.invoice SET state = 'REQUESTED', processor_invoice_id = NULL, payment_url = NULL,"
                        + " answered_at = NULL, requested_at = now() - interval '20 seconds'");
        fixture.postgres()
                .run("UPDATE tillgate.merchant_order SET status = 'SUBMITTED', invoice_standing = 'REQUESTED',"
                        + " payment_url = NULL");

        CheckoutResult again = gateway.checkout(
                CheckoutRequest.of("A-1", Money.satoshi(500_000)).build());

        assertThat(again).isInstanceOf(CheckoutResult.Ready.class);
        assertThat(fixture.now(gateway, id).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    private Gateway start(Duration callTimeout) {
        return fixture.start(
                builder -> builder, mtGox -> mtGox.baseUrl(throughProxy()).callTimeout(callTimeout));
    }

    private String throughProxy() {
        return "http://127.0.0.1:" + proxy.port() + "/api";
    }

    private static OrderId pending(Gateway gateway, String reference) {
        CheckoutResult result = gateway.checkout(
                CheckoutRequest.of(reference, Money.satoshi(500_000)).build());
        assertThat(result).as(reference).isInstanceOf(CheckoutResult.Pending.class);
        return ((CheckoutResult.Pending) result).order().id();
    }

    /** For the latest invoice that the processor has of the order. */
    private Map<String, String> paid(OrderId id) {
        List<SandboxOrder> invoices = fixture.sandbox().orders().stream()
                .filter(order -> order.requested().data().startsWith(id.toString()))
                .toList();
        return paid(invoices.get(invoices.size() - 1));
    }

    private static Map<String, String> paid(SandboxOrder invoice) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", invoice.transaction());
        fields.put("payment_id", "p-" + invoice.transaction());
        fields.put("status", "paid");
        fields.put("amount", Long.toString(invoice.requested().dueSatoshi()));
        fields.put("currency", "BTC");
        fields.put("data", invoice.requested().data());
        return fields;
    }
}
