package io.tillgate;

import static io.tillgate.testing.GatewayFixture.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.Quote;
import io.tillgate.rate.RateAnswer;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxOrder;
import io.tillgate.testing.GatewayFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutIT {

    private final GatewayFixture fixture = new GatewayFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_price_in_euro_becomes_an_order_with_its_proof() {
        Gateway gateway = fixture.start(builder -> builder.currencies("EUR", "JPY"));
        await().until(() -> gateway.rates().rate(Currency.of("EUR")) instanceof RateAnswer.Rate);

        CheckoutResult.Ready ready = (CheckoutResult.Ready) gateway.checkout(CheckoutRequest.of("A-1", eur("25.00"))
                .description("Three candles")
                .build());

        assertThat(ready.paymentUrl()).startsWith(fixture.sandbox().baseUrl());
        assertThat(ready.repeated()).isFalse();
        assertThat(gateway.order(ready.order().id())).contains(ready.order());
        Quote quote = gateway.desk().open(ready.order().id()).orElseThrow().quote();
        assertThat(quote).isNotNull();
        assertThat(quote.price()).isEqualTo(eur("25.00"));
        assertThat(quote.replay()).isEqualTo(ready.order().terms().due()).isEqualTo(quote.due());
        assertThat(fixture.sandbox().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.requested().dueSatoshi())
                        .isEqualTo(quote.due().minorUnits()));
    }

    @Test
    void without_a_rate_nothing_is_stored_and_the_reason_is_told() {
        Gateway gateway = fixture.start(builder -> builder.currencies("JPY"));

        CheckoutResult result =
                gateway.checkout(CheckoutRequest.of("A-1", eur("25.00")).build());

        assertThat(result)
                .isInstanceOfSatisfying(
                        CheckoutResult.NoRate.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("add EUR"));
        assertThat(fixture.postgres().count("merchant_order")).isZero();
    }

    @Test
    void the_same_reference_and_terms_give_the_same_payment_url() {
        Gateway gateway = fixture.start();
        CheckoutRequest request =
                CheckoutRequest.of("A-1", Money.satoshi(500_000)).build();

        CheckoutResult.Ready first = (CheckoutResult.Ready) gateway.checkout(request);
        CheckoutResult.Ready second = (CheckoutResult.Ready) gateway.checkout(request);

        assertThat(second.paymentUrl()).isEqualTo(first.paymentUrl());
        assertThat(second.repeated()).isTrue();
        assertThat(fixture.postgres().count("merchant_order")).isEqualTo(1);
        assertThat(fixture.sandbox().orders()).hasSize(1);
    }

    @Test
    void a_double_click_on_two_nodes_makes_one_order() throws Exception {
        Gateway one = fixture.start();
        Gateway two = fixture.start();
        fixture.sandbox().misbehave(Misbehaviour.delay(Duration.ofMillis(700)));
        CheckoutRequest request =
                CheckoutRequest.of("A-1", Money.satoshi(500_000)).build();
        ExecutorService clicks = Executors.newFixedThreadPool(4);
        try {
            Callable<CheckoutResult> left = () -> one.checkout(request);
            Callable<CheckoutResult> right = () -> two.checkout(request);
            List<Future<CheckoutResult>> results = clicks.invokeAll(List.of(left, right, left, right));

            String paymentUrl = ((CheckoutResult.Ready) results.get(0).get()).paymentUrl();
            for (Future<CheckoutResult> result : results) {
                assertThat(((CheckoutResult.Ready) result.get()).paymentUrl()).isEqualTo(paymentUrl);
            }
        } finally {
            clicks.shutdown();
        }
        assertThat(fixture.postgres().count("merchant_order")).isEqualTo(1);
        assertThat(fixture.sandbox().orders()).hasSize(1);
    }

    @Test
    void however_the_clicks_of_a_double_click_fall_no_second_invoice_is_ordered() throws Exception {
        Gateway gateway = fixture.start();
        ExecutorService clicks = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 40; i++) {
                CheckoutRequest request =
                        CheckoutRequest.of("A-" + i, Money.satoshi(500_000)).build();
                Callable<CheckoutResult> click = () -> gateway.checkout(request);
                for (Future<CheckoutResult> result : clicks.invokeAll(List.of(click, click, click, click))) {
                    assertThat(result.get()).isInstanceOf(CheckoutResult.Ready.class);
                }
            }
        } finally {
            clicks.shutdown();
        }
        assertThat(fixture.postgres().count("merchant_order")).isEqualTo(40);
        assertThat(fixture.postgres().count("invoice")).isEqualTo(40);
        assertThat(fixture.sandbox().orders()).hasSize(40);
    }

    @Test
    void a_paid_reference_is_not_sold_twice() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));

        CheckoutResult again = gateway.checkout(
                CheckoutRequest.of("A-1", Money.satoshi(700_000)).build());

        assertThat(again).isInstanceOf(CheckoutResult.AlreadyPaid.class);
        assertThat(fixture.sandbox().orders()).hasSize(1);
    }

    @Test
    void a_refusal_of_the_processor_declines_the_order_and_a_later_checkout_tries_again() {
        Gateway gateway = fixture.start();
        fixture.sandbox().misbehave(Misbehaviour.decline("Order amount is too low"));
        CheckoutRequest request =
                CheckoutRequest.of("A-1", Money.satoshi(500_000)).build();

        CheckoutResult refused = gateway.checkout(request);
        CheckoutResult again = gateway.checkout(request);

        assertThat(refused).isInstanceOfSatisfying(CheckoutResult.Declined.class, declined -> {
            assertThat(declined.reason()).contains("Order amount is too low");
            assertThat(declined.order().status()).isEqualTo(OrderStatus.DECLINED);
        });
        assertThat(again)
                .isInstanceOfSatisfying(
                        CheckoutResult.Ready.class,
                        ready -> assertThat(ready.order().attempt()).isEqualTo(2));
    }

    @Test
    void a_withdrawal_that_beats_the_answer_to_create_sends_nobody_to_pay() throws Exception {
        Gateway gateway = fixture.start();
        fixture.sandbox().misbehave(Misbehaviour.delay(Duration.ofSeconds(1)));
        ExecutorService shop = Executors.newSingleThreadExecutor();
        try {
            Future<CheckoutResult> checkout = shop.submit(() -> gateway.checkout(
                    CheckoutRequest.of("A-1", Money.satoshi(500_000)).build()));
            await().until(() -> !fixture.sandbox().orders().isEmpty());
            SandboxOrder early = fixture.sandbox().orders().get(0);
            fixture.deliver(
                    gateway,
                    Map.of(
                            "id", early.transaction(),
                            "data", early.requested().data(),
                            "status", "cancelled"));

            assertThat(checkout.get())
                    .isInstanceOfSatisfying(
                            CheckoutResult.Declined.class,
                            declined -> assertThat(declined.order().status()).isEqualTo(OrderStatus.CANCELLED));
        } finally {
            shop.shutdown();
        }
    }

    @Test
    void a_lost_answer_leaves_the_order_submitted_and_its_payment_still_counts() {
        Gateway gateway = fixture.start();
        fixture.sandbox().misbehave(Misbehaviour.loseAnswer());

        CheckoutResult lost = gateway.checkout(
                CheckoutRequest.of("A-1", Money.satoshi(500_000)).build());

        assertThat(lost).isInstanceOfSatisfying(CheckoutResult.Pending.class, pending -> {
            assertThat(pending.order().status()).isEqualTo(OrderStatus.SUBMITTED);
            assertThat(pending.orderUrl()).startsWith("http://localhost:1/pay/orders/");
        });
        MerchantOrder order = ((CheckoutResult.Pending) lost).order();
        String transaction = fixture.sandbox().orders().get(0).transaction();
        var ipn = new java.util.LinkedHashMap<String, String>();
        ipn.put("id", transaction);
        ipn.put("payment_id", "p-1");
        ipn.put("status", "paid");
        ipn.put("amount", "500000");
        ipn.put("currency", "BTC");
        ipn.put("data", fixture.sandbox().orders().get(0).requested().data());
        fixture.deliver(gateway, ipn);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void an_order_whose_time_is_over_expires_and_a_late_payment_still_counts() {
        Gateway gateway = fixture.start(builder -> builder.timeToPay(Duration.ofSeconds(1)));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);

        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.EXPIRED));
        await().untilAsserted(() -> assertThat(fixture.events())
                .extracting(OrderEvent::type)
                .containsExactly(OrderEventType.ORDER_EXPIRED));

        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, order.id()).anomaly()).hasToString("PAID_LATE");
    }

    @Test
    void a_processor_that_is_not_configured_is_named_with_those_that_are() {
        Gateway gateway = fixture.start();

        assertThatThrownBy(() -> gateway.checkout(CheckoutRequest.of("A-1", Money.satoshi(1))
                        .processor(new ProcessorId("btcpay"))
                        .build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("btcpay")
                .hasMessageContaining("mtgox");
    }

    @Test
    void a_listener_that_fails_gets_the_event_again() {
        var attempts = new java.util.concurrent.atomic.AtomicInteger();
        Gateway gateway = fixture.start(builder -> builder.listener(event -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("the shop's own database is down");
            }
            fixture.events().add(event);
        }));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));

        await().until(() -> fixture.events().size() == 1);
        assertThat(attempts).hasValue(2);
        await().untilAsserted(() -> assertThat(
                        gateway.desk().open(order.id()).orElseThrow().deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.deliveredAt()).isNotNull()));
    }
}
