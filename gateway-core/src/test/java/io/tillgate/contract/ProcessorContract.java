package io.tillgate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillgate.checkout.CheckoutResult;
import io.tillgate.contract.NotificationDoor.Arrival;
import io.tillgate.contract.NotificationDoor.Mode;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.ReviewReason;
import io.tillgate.processor.Capability;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a shop may rely on with every processor, end to end: a gateway on a real Postgres, the processor's wire over real
 * HTTP. A processor passes it by a subclass that gives it a {@link ProcessorWorld}; what a capability is needed for is left
 * out where it is not declared, and what a missing one costs is asserted.
 */
abstract class ProcessorContract extends ProcessorStage {

    @Test
    void a_checkout_makes_one_invoice_and_a_second_click_gives_it_again() {
        start();

        CheckoutResult.Ready first = (CheckoutResult.Ready) checkout("A-1");
        CheckoutResult.Ready second = (CheckoutResult.Ready) checkout("A-1");

        assertThat(second.paymentUrl()).isEqualTo(first.paymentUrl());
        assertThat(world.invoices()).hasSize(1);
        assertThat(first.order().status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void two_clicks_at_once_make_one_invoice() {
        start();
        world.answerLate(Duration.ofMillis(300));

        CompletableFuture<CheckoutResult> one = CompletableFuture.supplyAsync(() -> checkout("A-1"));
        CompletableFuture<CheckoutResult> two = CompletableFuture.supplyAsync(() -> checkout("A-1"));

        assertThat(((CheckoutResult.Ready) one.join()).paymentUrl())
                .isEqualTo(((CheckoutResult.Ready) two.join()).paymentUrl());
        assertThat(world.invoices()).hasSize(1);
    }

    @Test
    void the_full_amount_makes_the_order_paid() {
        start();
        OrderId order = order("A-1");

        world.pay(invoice(), DUE);

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
        assertThat(now(order).state().received()).isEqualTo(Money.satoshi(DUE));
        assertThat(postgres.count("payment")).isEqualTo(1);
    }

    @Test
    void less_than_the_amount_is_never_paid_until_the_rest_comes() {
        start();
        OrderId order = order("A-1");

        world.pay(invoice(), DUE - 1);
        eventually(() -> assertState(order, OrderStatus.AWAITING_PAYMENT, Anomaly.UNDERPAID));

        world.pay(invoice(), 1);
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void more_than_the_amount_is_paid_and_somebody_looks() {
        start();
        OrderId order = order("A-1");

        world.pay(invoice(), DUE + 1);

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.OVERPAID));
        assertThat(now(order).state().review()).containsExactly(ReviewReason.OVERPAID);
    }

    @Test
    void money_is_seen_before_it_is_confirmed() {
        start();
        assumeTrue(can(Capability.CONFIRMATIONS));
        OrderId order = order("A-1");

        String payment = world.see(invoice(), DUE);
        eventually(() -> assertState(order, OrderStatus.CONFIRMING, Anomaly.NONE));

        world.confirm(invoice(), payment, DUE);
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void the_full_amount_after_the_time_is_money_and_counts_in_the_processors_books() {
        start(Duration.ofSeconds(1));
        OrderId order = order("A-1");
        awaitLate(order);
        world.expire(invoice());

        world.pay(invoice(), DUE);

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.PAID_LATE));
        if (can(Capability.SETTLE_LATE)) {
            eventually(() -> assertThat(world.isSettled(invoice())).isTrue());
        }
    }

    @Test
    void an_invoice_that_is_given_up_cancels_an_order_without_money() {
        start();
        assumeTrue(world.isElsewhere());
        OrderId order = order("A-1");

        world.giveUp(invoice());

        eventually(() -> assertState(order, OrderStatus.CANCELLED, Anomaly.NONE));
    }

    @Test
    void an_invoice_that_is_given_up_with_money_in_it_is_looked_at_by_a_person() {
        start();
        assumeTrue(world.isElsewhere());
        OrderId order = order("A-1");
        world.pay(invoice(), DUE - 1);
        eventually(() -> assertThat(now(order).state().received()).isEqualTo(Money.satoshi(DUE - 1)));

        world.giveUp(invoice());

        eventually(() -> assertThat(now(order).state().review()).contains(ReviewReason.CANCELLED_WITH_MONEY));
        assertThat(now(order).status()).isNotEqualTo(OrderStatus.PAID);
    }

    @Test
    void a_payment_that_is_taken_back_is_not_counted_any_more() {
        start();
        OrderId order = order("A-1");
        String payment = world.see(invoice(), DUE);
        eventually(() -> assertState(order, OrderStatus.CONFIRMING, Anomaly.NONE));

        assumeTrue(world.reverse(invoice(), payment));

        eventually(() -> assertState(order, OrderStatus.AWAITING_PAYMENT, Anomaly.REVERSED));
        world.confirm(invoice(), payment, DUE);
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void a_lost_answer_leaves_the_order_open_and_the_payment_counts() {
        start();
        assumeTrue(world.isElsewhere());
        world.loseNextAnswer();

        OrderId order = pending("A-1");
        eventually(() -> assertThat(now(order).paymentUrl()).isNotNull());
        assertThat(world.invoices()).hasSize(can(Capability.LOOK_UP) || can(Capability.IDEMPOTENT_CREATE) ? 1 : 2);

        world.pay(world.invoices().get(0), DUE);
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void a_second_click_after_a_lost_answer_makes_no_second_invoice_where_one_can_ask() {
        start();
        assumeTrue(world.isElsewhere());
        assumeTrue(can(Capability.LOOK_UP) || can(Capability.IDEMPOTENT_CREATE));
        world.loseNextAnswer();
        pending("A-1");

        await().atMost(PATIENCE).until(() -> checkout("A-1") instanceof CheckoutResult.Ready);

        assertThat(world.invoices()).hasSize(1);
    }

    @Test
    void an_answer_that_comes_too_late_leaves_the_order_open_and_it_goes_on_by_itself() {
        start();
        assumeTrue(world.isElsewhere());
        world.answerLate(CALL_TIMEOUT.multipliedBy(2));

        OrderId order = pending("A-1");

        eventually(() -> assertThat(now(order).paymentUrl()).isNotNull());
        assertThat(now(order).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void a_processor_that_is_down_holds_the_order_up_and_loses_nothing() {
        start();
        assumeTrue(world.isElsewhere());
        world.down(true);
        OrderId order = pending("A-1");

        world.down(false);

        eventually(() -> assertThat(now(order).paymentUrl()).isNotNull());
        assertThat(world.invoices()).hasSize(1);
    }

    @Test
    void a_refusal_declines_the_order_and_a_later_checkout_tries_again() {
        start();
        assumeTrue(world.isElsewhere());
        world.refuseNext();

        CheckoutResult refused = checkout("A-1");

        assertThat(refused).isInstanceOf(CheckoutResult.Declined.class);
        assertThat(world.invoices()).isEmpty();
        assertThat(checkout("A-1")).isInstanceOf(CheckoutResult.Ready.class);
    }

    @Test
    void a_payment_that_is_quicker_than_the_answer_to_create_counts() {
        start();
        world.answerLate(Duration.ofMillis(800));
        CompletableFuture<CheckoutResult> checkout = CompletableFuture.supplyAsync(() -> checkout("A-1"));
        await().atMost(PATIENCE).until(() -> world.invoices().size() == 1);

        world.pay(invoice(), DUE);

        OrderId order = order(checkout.join());
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
        assertThat(world.invoices()).hasSize(1);
    }

    @Test
    void the_same_notification_five_times_at_once_is_one_payment() {
        start();
        assumeNotifications();
        OrderId order = order("A-1");
        door.mode(Mode.KEEP);
        world.pay(invoice(), DUE);
        Arrival arrival = lastArrival();

        List<CompletableFuture<IntakeResult>> answers = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> door.deliver(world.id(), arrival)))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(IntakeResult.Stored.class));
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
        assertThat(postgres.count("payment")).isEqualTo(1);
    }

    @Test
    void notifications_in_the_wrong_order_end_in_the_same_state() {
        start();
        assumeNotifications();
        assumeTrue(can(Capability.CONFIRMATIONS));
        OrderId order = order("A-1");
        door.mode(Mode.KEEP);
        int before = door.arrivals().size();
        String payment = world.see(invoice(), DUE);
        world.confirm(invoice(), payment, DUE);
        await().atMost(PATIENCE).until(() -> door.arrivals().size() >= before + 2);

        for (int i = door.arrivals().size() - 1; i >= before; i--) {
            assertThat(door.deliver(world.id(), door.arrivals().get(i))).isInstanceOf(IntakeResult.Stored.class);
        }

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
        assertThat(now(order).state().received()).isEqualTo(Money.satoshi(DUE));
    }

    @Test
    void a_forged_notification_is_refused_and_the_real_one_still_counts() {
        start();
        assumeNotifications();
        OrderId order = order("A-1");
        door.mode(Mode.KEEP);
        world.pay(invoice(), DUE);
        Arrival arrival = lastArrival();

        assertThat(door.deliver(world.id(), arrival.forged())).isInstanceOf(IntakeResult.Refused.class);
        if (!can(Capability.LOOK_UP)) {
            // Where one can ask, the payment is found without any notification.
            assertState(order, OrderStatus.AWAITING_PAYMENT, Anomaly.NONE);
        }

        assertThat(door.deliver(world.id(), arrival)).isInstanceOf(IntakeResult.Stored.class);
        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void a_notification_about_somebody_elses_order_is_acknowledged_and_touches_none_of_ours() {
        start();
        assumeNotifications();
        OrderId order = order("A-1");
        MerchantOrder before = now(order);

        Arrival foreign = world.foreign().orElseThrow();

        assertThat(door.deliver(world.id(), foreign)).isInstanceOf(IntakeResult.Stored.class);
        assertThat(now(order)).isEqualTo(before);
        assertThat(postgres.count("payment")).isZero();
    }

    @Test
    void a_notification_that_finds_the_store_down_is_sent_again_and_counts() {
        start();
        assumeNotifications();
        OrderId order = order("A-1");
        int before = door.arrivals().size();
        postgres.takeDown();
        try {
            CompletableFuture<Void> paid = CompletableFuture.runAsync(() -> world.pay(invoice(), DUE));
            await().atMost(PATIENCE).until(() -> door.arrivals().size() > before);
            paid.join();
        } finally {
            postgres.bringBack();
        }

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
    }

    @Test
    void with_all_notifications_blocked_asking_finds_the_payment_and_the_operator_is_told() {
        start();
        assumeTrue(can(Capability.LOOK_UP));
        door.mode(Mode.BLOCKED);
        OrderId order = order("A-1");

        world.pay(invoice(), DUE);

        eventually(() -> assertState(order, OrderStatus.PAID, Anomaly.NONE));
        if (can(Capability.SIGNED_NOTIFICATIONS)) {
            assertThat(hearing().passed()).isFalse();
            assertThat(hearing().detail()).contains("none came yet").contains("1 times");
            assertThat(gateway.health().ready()).isTrue();
        }
    }
}
