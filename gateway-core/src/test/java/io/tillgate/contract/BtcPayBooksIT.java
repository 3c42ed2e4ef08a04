package io.tillgate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.Gateway;
import io.tillgate.contract.NotificationDoor.Mode;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.Anomaly;
import io.tillgate.order.LatePayment;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.ReviewReason;
import io.tillgate.sandbox.btcpay.Generation;
import io.tillgate.sandbox.btcpay.Mishap;
import io.tillgate.sandbox.btcpay.WebhookDelivery;
import io.tillgate.testing.GatewayFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a processor has that is asked for everything: hints, comparisons, two sets of books. */
class BtcPayBooksIT extends ProcessorStage {

    private final BtcPayWorld btcPay = (BtcPayWorld) world;

    @Override
    ProcessorWorld world() {
        return new BtcPayWorld(Generation.V2);
    }

    @Test
    void a_webhook_that_lies_about_a_payment_only_makes_us_look() {
        start();
        OrderId order = order("A-1");
        String body = "{\"deliveryId\":\"d-1\",\"type\":\"InvoiceSettled\",\"storeId\":\"" + btcPay.server.storeId()
                + "\",\"invoiceId\":\"" + invoice() + "\",\"manuallyMarked\":false,\"overPaid\":false,"
                + "\"metadata\":{\"orderId\":\""
                + btcPay.server.invoice(invoice()).orderId() + "\"}}";
        int callsBefore = btcPay.server.calls();

        assertThat(door.deliver(world.id(), BtcPayWorld.signed(body, btcPay.server.webhookSecret())))
                .isEqualTo(new IntakeResult.Stored("stored"));

        await().atMost(PATIENCE).until(() -> btcPay.server.calls() > callsBefore);
        awaitQuiet();
        assertState(order, OrderStatus.AWAITING_PAYMENT, Anomaly.NONE);
        assertThat(postgres.count("payment")).isZero();
        assertThat(postgres.text("SELECT outcome FROM tillgate.notification WHERE status = 'InvoiceSettled'"))
                .isEqualTo("HINT");
    }

    @ParameterizedTest
    @CsvSource({"orderId,somebody-else", "amount,0.00000001", "currency,EUR", "storeId,another", "paidIn,LTC"})
    void an_invoice_that_is_not_what_was_ordered_is_looked_at_by_a_person_and_its_money_is_not_counted(
            String field, String value) {
        start();
        OrderId order = order("A-1");
        awaitQuiet();
        btcPay.server.tamper(invoice(), field, value);

        world.pay(invoice(), DUE);

        eventually(() -> assertThat(now(order).state().review()).containsExactly(ReviewReason.INVOICE_MISMATCH));
        assertState(order, OrderStatus.AWAITING_PAYMENT, Anomaly.MISMATCH);
        assertThat(postgres.count("payment")).isZero();
        assertThat(postgres.text("SELECT detail FROM tillgate.invoice")).contains("invoice");
    }

    @Test
    void an_invoice_that_is_what_was_ordered_again_counts_again() {
        start();
        OrderId order = order("A-1");
        awaitQuiet();
        btcPay.server.tamper(invoice(), "amount", "0.00000001");
        world.pay(invoice(), DUE);
        eventually(() -> assertThat(now(order).anomaly()).isEqualTo(Anomaly.MISMATCH));

        btcPay.server.tamper(invoice(), "amount", "0.00500000");

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void an_invoice_that_is_gone_from_the_store_is_looked_at_by_a_person() {
        start();
        OrderId order = order("A-1");

        btcPay.server.forget(invoice());

        eventually(() -> assertThat(now(order).state().review()).containsExactly(ReviewReason.INVOICE_MISMATCH));
    }

    @Test
    void an_invoice_that_was_given_the_data_of_another_order_pays_neither() {
        start();
        OrderId first = order("A-1");
        OrderId second = order("A-2");
        awaitQuiet();
        String dataOfTheFirst = btcPay.server.invoice(world.invoices().get(0)).orderId();
        btcPay.server.tamper(world.invoices().get(1), "orderId", dataOfTheFirst);

        world.pay(world.invoices().get(1), DUE);

        eventually(() -> assertThat(now(second).anomaly()).isEqualTo(Anomaly.MISMATCH));
        eventually(() -> assertState(first, OrderStatus.AWAITING_PAYMENT, Anomaly.NONE));
        assertThat(postgres.count("payment")).isZero();
    }

    @Test
    void a_secret_can_be_changed_while_webhooks_come() {
        gateway = btcPayGateway(btcPay.server.webhookSecret(), "the next secret of the webhook");
        OrderId order = order("A-1");
        door.mode(Mode.OPEN);
        btcPay.server.see(invoice(), DUE);
        await().atMost(PATIENCE).until(() -> now(order).status() == OrderStatus.CONFIRMING);

        btcPay.server.signWith("the next secret of the webhook");
        btcPay.server.confirm(
                invoice(), btcPay.server.invoice(invoice()).payments().get(0).id());
        await().atMost(PATIENCE).until(() -> now(order).status() == OrderStatus.PAID);

        btcPay.server.signWith("a secret that nobody told us");
        btcPay.server.redeliver(lastDelivery());
        await().atMost(PATIENCE).until(() -> lastDelivery().answers().equals(List.of(403)));
    }

    @Test
    void a_delivery_that_is_sent_again_under_another_id_is_kept_once() {
        start();
        order("A-1");
        await().atMost(PATIENCE).until(() -> lastDelivery().answers().equals(List.of(200)));
        long before = postgres.count("notification");

        btcPay.server.redeliver(lastDelivery());

        await().atMost(PATIENCE).until(() -> lastDelivery().answers().equals(List.of(200)));
        assertThat(lastDelivery().body().utf8()).contains("\"isRedelivery\":true");
        assertThat(postgres.count("notification")).isEqualTo(before);
    }

    @Test
    void a_hint_that_came_before_the_node_died_is_followed_by_another_node() {
        start();
        OrderId order = order("A-1");
        awaitQuiet();
        gateway.close();
        btcPay.server.holdWebhooks(true);
        world.pay(invoice(), DUE);
        // What a node that died right after its commit leaves behind.
        postgres.run("UPDATE tillgate.invoice SET next_check_at = now(), hinted_at = now()");

        start();

        await().atMost(PATIENCE).until(() -> now(order).status() == OrderStatus.PAID);
        assertThat(hearing().passed()).isTrue();
    }

    @Test
    void a_hint_that_finds_the_server_down_is_followed_once_it_is_back() {
        start();
        OrderId order = order("A-1");
        btcPay.server.down(true);
        world.pay(invoice(), DUE);
        await().atMost(PATIENCE).until(() -> btcPay.server.calls() > 3);
        assertThat(now(order).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);

        btcPay.server.down(false);

        await().atMost(PATIENCE).until(() -> now(order).status() == OrderStatus.PAID);
    }

    @Test
    void the_settling_of_a_late_payment_is_repeated_until_the_server_took_it() {
        start(Duration.ofSeconds(1));
        OrderId order = order("A-1");
        awaitLate(order);
        btcPay.server.holdWebhooks(true);
        btcPay.server.expire(invoice());
        world.pay(invoice(), DUE);
        assertThat(btcPay.server.invoice(invoice()).word()).isEqualTo("Expired/PaidLate");
        // The look-up is answered by two calls, the settling fails.
        btcPay.server.failMarks(1);

        eventually(() -> assertThat(btcPay.server.invoice(invoice()).word()).isEqualTo("Settled/Marked"));
        assertState(order, OrderStatus.PAID, Anomaly.PAID_LATE);
        assertThat(postgres.count("waiver")).isZero();
    }

    @Test
    void a_late_payment_that_is_held_is_not_settled_at_the_server() {
        gateway = withHeldLatePayments();
        OrderId order = order("A-1");
        awaitLate(order);
        btcPay.server.expire(invoice());

        world.pay(invoice(), DUE);

        eventually(() -> assertThat(now(order).state().review()).containsExactly(ReviewReason.LATE_PAYMENT_HELD));
        assertThat(btcPay.server.invoice(invoice()).word()).isEqualTo("Expired/PaidLate");
    }

    @Test
    void an_invoice_that_a_person_settled_is_paid_by_hand_and_never_pretends_to_a_payment() {
        start();
        OrderId order = order("A-1");

        btcPay.server.mark(invoice(), "Settled");

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.MARKED_BY_HAND));
        assertThat(postgres.count("payment")).isZero();
        assertThat(postgres.text("SELECT actor || ' ' || amount FROM tillgate.waiver"))
                .isEqualTo("btcpay " + DUE);
    }

    @Test
    void what_is_not_confirmed_in_time_stays_watched_and_counts_when_it_is() {
        start();
        OrderId order = order("A-1");
        String payment = btcPay.server.see(invoice(), DUE);
        eventually(() -> assertThat(now(order).status()).isEqualTo(OrderStatus.CONFIRMING));

        btcPay.server.stopWatching(invoice());
        eventually(() -> assertThat(now(order).state().review()).contains(ReviewReason.CANCELLED_WITH_MONEY));
        assertThat(now(order).status()).isEqualTo(OrderStatus.CONFIRMING);

        btcPay.server.confirm(invoice(), payment);
        eventually(() -> assertThat(now(order).status()).isEqualTo(OrderStatus.PAID));
    }

    @Test
    void the_fee_of_a_second_payment_is_neither_missing_nor_too_much() {
        start();
        OrderId order = order("A-1");
        btcPay.server.pay(invoice(), DUE - 100_000);

        btcPay.server.pay(invoice(), 100_250, 250);

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
        assertThat(now(order).state().received()).isEqualTo(Money.satoshi(DUE));
    }

    @Test
    void the_list_of_a_sweep_is_enough_to_find_a_payment() {
        start();
        OrderId order = order("A-1");
        awaitQuiet();
        door.mode(Mode.BLOCKED);
        postgres.run("UPDATE tillgate.invoice SET next_check_at = now() + interval '1 day'");

        world.pay(invoice(), DUE);
        postgres.run("UPDATE tillgate.processor_watch SET next_sweep_at = now()");

        await().atMost(PATIENCE).until(() -> now(order).status() == OrderStatus.PAID);
        assertThat(hearing().passed()).isFalse();
    }

    @Test
    void a_server_that_can_make_no_invoice_right_now_holds_the_order_up_and_does_not_end_it() {
        start();
        btcPay.server.misbehave(Mishap.of(Mishap.Kind.GENERIC_ERROR));

        OrderId order = pending("A-1");

        eventually(() -> assertThat(now(order).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT));
        assertThat(world.invoices()).hasSize(1);
    }

    private Gateway btcPayGateway(String... secrets) {
        Gateway started = Gateway.builder()
                .btcPay(btcPay.settings().webhookSecrets(secrets).build())
                .dataSource(postgres.dataSource())
                .publicBaseUrl(door.url())
                .secretKey(GatewayFixture.SECRET_KEY)
                .build();
        started.start();
        door.leadsTo(started);
        world.postTo(door.url() + "/ipn/btcpay");
        return started;
    }

    private Gateway withHeldLatePayments() {
        Gateway started = Gateway.builder()
                .btcPay(btcPay.settings().build())
                .dataSource(postgres.dataSource())
                .publicBaseUrl(door.url())
                .secretKey(GatewayFixture.SECRET_KEY)
                .orderPolicy(OrderPolicy.DEFAULT
                        .withTimeToPay(Duration.ofSeconds(1))
                        .withLatePayment(LatePayment.HOLD_ALWAYS))
                .build();
        started.start();
        door.leadsTo(started);
        world.postTo(door.url() + "/ipn/btcpay");
        return started;
    }

    /** The webhooks of what came so far are answered, and the looks that they asked for are over. */
    private void awaitQuiet() {
        await().atMost(PATIENCE)
                .until(() -> !btcPay.server.deliveries().isEmpty()
                        && btcPay.server.deliveries().stream()
                                .noneMatch(one -> one.answers().isEmpty())
                        && noneIsLookedAt());
    }

    /** Nothing is due and no look is under way. */
    private boolean noneIsLookedAt() {
        return postgres.text("SELECT count(*) FROM tillgate.invoice"
                        + " WHERE lease_until IS NOT NULL OR next_check_at <= now() OR state = 'REQUESTED'")
                .equals("0");
    }

    private WebhookDelivery lastDelivery() {
        List<WebhookDelivery> deliveries = btcPay.server.deliveries();
        return deliveries.get(deliveries.size() - 1);
    }
}
