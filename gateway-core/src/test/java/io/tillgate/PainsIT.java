package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CancelAnswer;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.StaffAct;
import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.Anomaly;
import io.tillgate.order.LatePayment;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.ReviewReason;
import io.tillgate.order.UnderpaymentTolerance;
import io.tillgate.processor.ProcessorId;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxOrder;
import io.tillgate.testing.AskableProcessor;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What hurts the users of other payment plugins, each pain as a test that shows that it does not hurt here. The eaten
 * request body is shown in the servlet's tests.
 */
class PainsIT {

    private static final IntakeResult OK = new IntakeResult.Stored("[OK]");

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void pain_1_paid_after_expiry_is_money_and_the_shop_is_told() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock)
                .orderPolicy(OrderPolicy.DEFAULT.withLatePayment(new LatePayment(Duration.ofHours(1), null))));
        MerchantOrder soon = fixture.order(gateway, "soon", 500_000);
        MerchantOrder tooLate = fixture.order(gateway, "too late", 500_000);

        clock.advance(Duration.ofMinutes(30));
        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, soon.id()).status()).isEqualTo(OrderStatus.EXPIRED));
        assertThat(fixture.deliver(gateway, fixture.paid(soon.id(), "p-1", 500_000)))
                .isEqualTo(OK);
        clock.advance(Duration.ofHours(2));
        assertThat(fixture.deliver(gateway, fixture.paid(tooLate.id(), "p-2", 500_000)))
                .isEqualTo(OK);

        assertThat(fixture.now(gateway, soon.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, soon.id()).anomaly()).isEqualTo(Anomaly.PAID_LATE);
        MerchantOrder held = fixture.now(gateway, tooLate.id());
        assertThat(held.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(held.state().received()).isEqualTo(held.terms().due());
        assertThat(held.state().review()).containsExactly(ReviewReason.LATE_PAYMENT_HELD);
        await().untilAsserted(() -> assertThat(fixture.events())
                .extracting(event -> event.reference() + " " + event.type())
                .contains("soon ORDER_PAID", "too late REVIEW_NEEDED"));
    }

    @Test
    void pain_1_a_late_payment_is_accepted_while_the_price_has_not_drifted_too_far() {
        LatePayment withinOnePercent = new LatePayment(Duration.ZERO, 100);
        Gateway gateway = fixture.start(builder -> builder.clock(clock)
                .currencies("EUR")
                .orderPolicy(OrderPolicy.DEFAULT.withLatePayment(withinOnePercent)));
        fixture.sandbox().tickers().set("EUR", "50000", "50010");
        fixture.awaitRate(gateway, "EUR", "50000");
        MerchantOrder steady = fixture.orderInEuro(gateway, "steady", "25.00");
        MerchantOrder fallen = fixture.orderInEuro(gateway, "fallen", "25.00");
        clock.advance(Duration.ofMinutes(20));
        fixture.sandbox().tickers().set("EUR", "49500", "49510");
        fixture.awaitRate(gateway, "EUR", "49500");
        long due = steady.terms().due().minorUnits();

        assertThat(fixture.deliver(gateway, fixture.paid(steady.id(), "p-1", due)))
                .isEqualTo(OK);
        fixture.sandbox().tickers().set("EUR", "49499", "49510");
        fixture.awaitRate(gateway, "EUR", "49499");
        assertThat(fixture.deliver(gateway, fixture.paid(fallen.id(), "p-2", due)))
                .isEqualTo(OK);

        assertThat(fixture.now(gateway, steady.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, fallen.id()).state().review()).containsExactly(ReviewReason.LATE_PAYMENT_HELD);
    }

    @Test
    void pain_2_a_lost_notification_is_made_up_for_by_asking() {
        AskableProcessor processor = new AskableProcessor();
        Gateway gateway = fixture.start(builder -> builder.clock(clock).processor(processor));
        MerchantOrder order = ((CheckoutResult.Ready) gateway.checkout(CheckoutRequest.of("A-1", Money.satoshi(500_000))
                        .processor(new ProcessorId("askable"))
                        .build()))
                .order();
        processor.pay(order.id(), PaymentFact.confirmed("p-1", Money.satoshi(500_000), clock.instant()));

        clock.advance(Duration.ofMinutes(2));

        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID));
    }

    @Test
    void pain_3_a_lost_answer_to_create_is_looked_up_and_makes_no_second_invoice() {
        AskableProcessor processor = new AskableProcessor();
        Gateway gateway = fixture.start(builder -> builder.clock(clock).processor(processor));
        processor.loseNextAnswer();

        CheckoutResult lost = gateway.checkout(CheckoutRequest.of("A-1", Money.satoshi(500_000))
                .processor(new ProcessorId("askable"))
                .build());
        clock.advance(Duration.ofSeconds(10));

        MerchantOrder order = ((CheckoutResult.Pending) lost).order();
        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT));
        assertThat(fixture.now(gateway, order.id()).paymentUrl()).isEqualTo("http://localhost:1/i/1");
        assertThat(processor.creates()).isEqualTo(1);
    }

    @Test
    void pain_3_where_nobody_can_be_asked_a_fresh_invoice_carries_the_same_data_and_both_are_watched() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock));
        fixture.sandbox().misbehave(Misbehaviour.loseAnswer());

        CheckoutResult lost = gateway.checkout(
                CheckoutRequest.of("A-1", Money.satoshi(500_000)).build());
        clock.advance(Duration.ofSeconds(10));

        MerchantOrder order = ((CheckoutResult.Pending) lost).order();
        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT));
        List<SandboxOrder> invoices = fixture.sandbox().orders();
        assertThat(invoices).hasSize(2);
        assertThat(invoices.get(0).requested().data())
                .isEqualTo(invoices.get(1).requested().data());
        Map<String, String> toTheLostOne = fixture.paid(order.id(), "p-1", 500_000);
        toTheLostOne.put("id", invoices.get(0).transaction());
        assertThat(fixture.deliver(gateway, toTheLostOne)).isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void pain_3_a_buyer_who_pays_two_attempts_is_credited_and_put_up_for_review() {
        Gateway gateway = fixture.start();
        MerchantOrder first = fixture.order(gateway, "A-1", 500_000);
        MerchantOrder second = fixture.order(gateway, "A-1", 600_000);
        assertThat(second.attempt()).isEqualTo(2);

        assertThat(fixture.deliver(gateway, fixture.paid(first.id(), "p-1", 500_000)))
                .isEqualTo(OK);
        assertThat(fixture.now(gateway, first.id()).state().needsReview()).isFalse();
        assertThat(fixture.deliver(gateway, fixture.paid(second.id(), "p-2", 600_000)))
                .isEqualTo(OK);

        for (MerchantOrder order : List.of(first, second)) {
            MerchantOrder now = fixture.now(gateway, order.id());
            assertThat(now.status()).isEqualTo(OrderStatus.PAID);
            assertThat(now.state().received()).isEqualTo(order.terms().due());
            assertThat(now.state().review()).containsExactly(ReviewReason.SECOND_PAYMENT);
        }
    }

    @Test
    void pain_6_a_late_or_reordered_event_does_not_regress_a_paid_order() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> partial = fixture.paid(order.id(), "p-1", 0);
        partial.put("status", "partial");
        partial.put("amount_valid", "100000");
        partial.put("amount_pending", "400000");
        Map<String, String> cancelled = fixture.paid(order.id(), "p-1", 0);
        cancelled.put("status", "cancelled");

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000)))
                .isEqualTo(OK);
        assertThat(fixture.deliver(gateway, partial)).isEqualTo(OK);
        assertThat(fixture.deliver(gateway, cancelled)).isEqualTo(OK);

        MerchantOrder now = fixture.now(gateway, order.id());
        assertThat(now.status()).isEqualTo(OrderStatus.PAID);
        assertThat(now.state().received()).isEqualTo(order.terms().due());
        assertThat(now.state().pending().isZero()).isTrue();
    }

    @Test
    void pain_7_underpaid_by_the_exchange_s_fee_is_paid_within_the_tolerance() {
        UnderpaymentTolerance tolerance = new UnderpaymentTolerance(100, 2_000, 500);
        Gateway gateway = fixture.start(builder -> builder.orderPolicy(OrderPolicy.DEFAULT.withTolerance(tolerance)));
        MerchantOrder within = fixture.order(gateway, "within", 500_000);
        MerchantOrder beyond = fixture.order(gateway, "beyond", 500_000);

        fixture.deliver(gateway, fixture.paid(within.id(), "p-1", 497_500));
        fixture.deliver(gateway, fixture.paid(beyond.id(), "p-2", 497_499));

        assertThat(fixture.now(gateway, within.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, beyond.id()).anomaly()).isEqualTo(Anomaly.UNDERPAID);
    }

    @Test
    void pain_9_the_shop_s_own_timer_learns_that_money_is_in_flight() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        assertThat(gateway.canCancel("A-1")).isInstanceOf(CancelAnswer.Yes.class);
        Map<String, String> partial = fixture.paid(order.id(), "p-1", 0);
        partial.put("status", "partial");
        partial.put("amount_pending", "500000");

        fixture.deliver(gateway, partial);

        assertThat(gateway.canCancel("A-1"))
                .isInstanceOfSatisfying(
                        CancelAnswer.No.class,
                        no -> assertThat(no.holdUntil())
                                .isAfter(order.createdAt().plus(Duration.ofHours(23))));
        await().untilAsserted(() -> assertThat(fixture.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(OrderEventType.PAYMENT_SEEN);
            assertThat(event.holdUntil()).isAfter(event.at());
        }));
        assertThat(gateway.checkout(
                        CheckoutRequest.of("A-1", Money.satoshi(500_000)).build()))
                .as("and the buyer is not sent to pay again")
                .isInstanceOf(CheckoutResult.PaymentSeen.class);
    }

    @Test
    void pain_11_an_ipn_signed_with_another_account_s_secret_changes_nothing() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        byte[] body = GatewayFixture.encode(fixture.paid(order.id(), "p-1", 500_000));
        GatewayFixture other = new GatewayFixture();
        try {
            Map<String, String> headers = Map.of("Rest-Key", other.sandbox().apiKey(), "Rest-Sign", other.sign(body));

            assertThat(fixture.send(gateway, headers, body).join()).isInstanceOf(IntakeResult.Refused.class);
            assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        } finally {
            other.close();
        }
    }

    @Test
    void pain_24_marking_by_hand_leaves_a_trace_and_invents_no_payment() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 400_000));

        OrderAct markPaid = new OrderAct.MarkPaid(
                order.id(), fixture.now(gateway, order.id()).updatedAt());
        ActResult marked = gateway.acts().perform(markPaid, new StaffAct("erin", "paid the rest in cash"));

        assertThat(marked).isInstanceOf(ActResult.Done.class);
        MerchantOrder now = fixture.now(gateway, order.id());
        assertThat(now.status()).isEqualTo(OrderStatus.PAID);
        assertThat(now.anomaly()).isEqualTo(Anomaly.MARKED_BY_HAND);
        assertThat(now.state().received().minorUnits()).isEqualTo(400_000);
        assertThat(fixture.postgres().count("payment")).isEqualTo(1);
        assertThat(fixture.postgres().text("SELECT amount || ' ' || actor FROM tillgate.waiver"))
                .isEqualTo("100000 erin");
        assertThat(gateway.desk().open(order.id()).orElseThrow().journal())
                .last()
                .satisfies(entry -> assertThat(entry.cause()).contains("by hand", "paid the rest in cash"));
        OrderAct again = new OrderAct.MarkPaid(order.id(), now.updatedAt());
        assertThat(gateway.acts().perform(again, new StaffAct("erin", "twice"))).isInstanceOf(ActResult.Refused.class);
    }

    @Test
    void pain_25_the_shop_is_told_when_an_unpaid_order_is_over() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock));
        fixture.order(gateway, "A-1", 500_000);

        clock.advance(Duration.ofMinutes(16));

        await().untilAsserted(() -> assertThat(fixture.events())
                .extracting(event -> event.reference() + " " + event.type())
                .containsExactly("A-1 ORDER_EXPIRED"));
        assertThat(gateway.canCancel("A-1")).isInstanceOf(CancelAnswer.Yes.class);
    }
}
