package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.Gateway;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.ActPreview;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderFile;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.LatePayment;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.ReviewReason;
import io.tillgate.order.WaiverKind;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.AskableProcessor;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderActsIT {

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_preview_says_what_the_act_then_does_and_changes_nothing() {
        Gateway gateway = fixture.start();
        MerchantOrder order = underpaid(gateway, "A-1");
        OrderAct act = new OrderAct.MarkPaid(order.id(), order.updatedAt());

        ActPreview.Possible preview = (ActPreview.Possible) gateway.acts().preview(act);

        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        assertThat(fixture.postgres().count("waiver")).isZero();
        assertThat(preview.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.before()).isEqualTo(order.state());
            assertThat(effect.after().status()).isEqualTo(OrderStatus.PAID);
            assertThat(effect.after().anomaly()).isEqualTo(Anomaly.MARKED_BY_HAND);
            assertThat(effect.waivedAfter()).isEqualTo(Money.satoshi(100_000));
        });
        ActResult.Done done = (ActResult.Done) gateway.acts().perform(act, erin());
        assertThat(done.effects()).isEqualTo(preview.effects());
        assertThat(fixture.now(gateway, order.id()).state())
                .isEqualTo(preview.effects().get(0).after());
    }

    @Test
    void a_held_late_payment_is_paid_late_once_it_is_accepted() {
        Gateway gateway = fixture.start(builder ->
                builder.clock(clock).orderPolicy(OrderPolicy.DEFAULT.withLatePayment(LatePayment.HOLD_ALWAYS)));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        clock.advance(Duration.ofHours(1));
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));
        MerchantOrder held = fixture.now(gateway, order.id());
        assertThat(held.state().review()).containsExactly(ReviewReason.LATE_PAYMENT_HELD);

        Acts.assertDone(gateway.acts().perform(new OrderAct.AcceptLate(order.id(), held.updatedAt()), erin()));

        MerchantOrder now = fixture.now(gateway, order.id());
        assertThat(now.status()).isEqualTo(OrderStatus.PAID);
        assertThat(now.anomaly()).isEqualTo(Anomaly.PAID_LATE);
        assertThat(now.state().needsReview()).isFalse();
        assertThat(fixture.postgres().text("SELECT decision || ' ' || actor || ' ' || reason FROM tillgate.decision"))
                .isEqualTo("ACCEPT_LATE erin because");
        await().untilAsserted(() -> assertThat(fixture.events())
                .extracting(event -> event.type().name())
                .contains("ORDER_PAID"));
        Acts.assertRefused(
                gateway.acts().perform(new OrderAct.AcceptLate(order.id(), now.updatedAt()), erin()),
                "holds no late payment");
    }

    @Test
    void a_credit_counts_as_a_waiver_with_its_evidence_and_the_same_money_only_once() {
        Gateway gateway = fixture.start();
        MerchantOrder order = underpaid(gateway, "A-1");
        OrderAct.Credit credit = new OrderAct.Credit(order.id(), Money.satoshi(100_000), "statement line 17");

        Acts.assertDone(gateway.acts().perform(credit, erin()));

        OrderFile file = gateway.desk().open(order.id()).orElseThrow();
        assertThat(file.order().status()).isEqualTo(OrderStatus.PAID);
        assertThat(file.order().state().received()).isEqualTo(Money.satoshi(400_000));
        assertThat(file.order().missing().isZero()).isTrue();
        assertThat(file.payments()).hasSize(1);
        assertThat(file.waivers()).singleElement().satisfies(waiver -> {
            assertThat(waiver.kind()).isEqualTo(WaiverKind.CREDIT);
            assertThat(waiver.evidence()).isEqualTo("statement line 17");
            assertThat(waiver.amount()).isEqualTo(Money.satoshi(100_000));
        });
        MerchantOrder other = fixture.order(gateway, "A-2", 500_000);
        OrderAct again = new OrderAct.Credit(other.id(), Money.satoshi(100_000), "statement line 17");
        Acts.assertRefused(gateway.acts().perform(again, erin()), "was credited before, to order " + order.id());
    }

    @Test
    void a_part_that_is_credited_is_no_longer_missing() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);

        Acts.assertDone(
                gateway.acts().perform(new OrderAct.Credit(order.id(), Money.satoshi(200_000), "cash"), erin()));

        assertThat(fixture.now(gateway, order.id()).missing()).isEqualTo(Money.satoshi(300_000));
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 300_000));
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void an_order_without_money_can_be_cancelled_and_one_with_money_can_t() {
        Gateway gateway = fixture.start();
        MerchantOrder empty = fixture.order(gateway, "A-1", 500_000);
        MerchantOrder underpaid = underpaid(gateway, "A-2");

        Acts.assertDone(gateway.acts().perform(new OrderAct.Cancel(empty.id(), empty.updatedAt()), erin()));
        ActResult refused = gateway.acts().perform(new OrderAct.Cancel(underpaid.id(), underpaid.updatedAt()), erin());

        assertThat(fixture.now(gateway, empty.id()).status()).isEqualTo(OrderStatus.CANCELLED);
        Acts.assertRefused(refused, "has money (0.00400000 BTC received, 0.00000000 BTC pending)");
        fixture.deliver(gateway, fixture.paid(empty.id(), "p-1", 500_000));
        assertThat(fixture.now(gateway, empty.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, empty.id()).state().review())
                .containsExactly(ReviewReason.CANCELLED_WITH_MONEY);
    }

    @Test
    void a_re_check_asks_the_processor_at_once() {
        AskableProcessor processor = new AskableProcessor();
        Gateway gateway = fixture.start(builder -> builder.processor(processor));
        MerchantOrder order = ((CheckoutResult.Ready) gateway.checkout(CheckoutRequest.of("A-1", Money.satoshi(500_000))
                        .processor(new ProcessorId("askable"))
                        .build()))
                .order();
        processor.pay(order.id(), PaymentFact.confirmed("p-1", Money.satoshi(500_000), clock.instant()));

        Acts.assertDone(gateway.acts().perform(new OrderAct.Recheck(order.id()), erin()));

        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID));
        assertThat(journal(gateway, order)).contains("asked askable again: because");
        MerchantOrder mtGox = fixture.order(gateway, "A-2", 500_000);
        Acts.assertRefused(
                gateway.acts().perform(new OrderAct.Recheck(mtGox.id()), erin()),
                "is paid through mtgox, which can't be asked about an order");
    }

    @Test
    void a_replay_tells_before_what_becomes_of_the_order_and_then_does_it() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> early = fixture.paid(order.id(), "p-1", 500_000);
        early.remove("data");
        early.put("id", "not known yet");
        fixture.deliver(gateway, early);
        UUID parked = gateway.desk().unresolvedNotifications().get(0).id();
        OrderAct replay = new OrderAct.Replay(parked);
        assertThat(gateway.acts().preview(replay)).isInstanceOf(ActPreview.Refused.class);
        fixture.postgres()
                .run("UPDATE tillgate.invoice SET processor_invoice_id = 'not known yet' WHERE order_id = '"
                        + order.id() + "'");

        ActPreview.Possible preview = (ActPreview.Possible) gateway.acts().preview(replay);

        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        assertThat(preview.effects())
                .singleElement()
                .extracting(
                        effect -> effect.before().status(),
                        effect -> effect.after().status())
                .containsExactly(OrderStatus.AWAITING_PAYMENT, OrderStatus.PAID);
        assertThat(gateway.acts().perform(replay, erin())).isInstanceOf(ActResult.Done.class);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.postgres().count("payment")).isEqualTo(1);
        assertThat(journal(gateway, order)).anyMatch(cause -> cause.startsWith("replayed a notification"));
    }

    @Test
    void each_act_stands_in_the_log_and_in_the_journal_with_who_and_why() {
        Gateway gateway = fixture.start();
        MerchantOrder order = underpaid(gateway, "A-1");
        gateway.acts().perform(new OrderAct.LookedAt(order.id(), order.updatedAt()), erin());
        MerchantOrder seen = fixture.now(gateway, order.id());
        gateway.acts().perform(new OrderAct.MarkPaid(order.id(), seen.updatedAt()), erin());

        List<StaffLogEntry> log = gateway.staffLog()
                .list(new StaffLogFilter("ERIN", order.id(), null, null))
                .entries();

        assertThat(log).extracting(StaffLogEntry::kind).containsExactly(ActKind.MARK_PAID, ActKind.LOOKED_AT);
        assertThat(log).allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("because"));
        assertThat(log.get(0).amount()).isEqualTo(Money.satoshi(100_000));
        assertThat(gateway.desk().open(order.id()).orElseThrow().journal())
                .filteredOn(entry -> entry.actor().equals("erin"))
                .extracting(OrderFile.JournalEntry::cause)
                .containsExactly(
                        "looked at, nothing left to do: because",
                        "marked as paid by hand, 0.00100000 BTC waived: because");
    }

    @Test
    void an_attempt_that_was_paid_by_hand_makes_money_on_another_one_a_second_payment() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock));
        MerchantOrder first = fixture.order(gateway, "A-1", 500_000);
        clock.advance(Duration.ofHours(1));
        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, first.id()).status()).isEqualTo(OrderStatus.EXPIRED));
        MerchantOrder second = fixture.order(gateway, "A-1", 500_000);
        OrderAct act = new OrderAct.MarkPaid(
                first.id(), fixture.now(gateway, first.id()).updatedAt());
        Acts.assertDone(gateway.acts().perform(act, new StaffAct("erin", "paid in cash")));

        fixture.deliver(gateway, fixture.paid(second.id(), "p-1", 500_000));

        assertThat(fixture.now(gateway, second.id()).state().review()).containsExactly(ReviewReason.SECOND_PAYMENT);
    }

    private MerchantOrder underpaid(Gateway gateway, String reference) {
        MerchantOrder order = fixture.order(gateway, reference, 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 400_000));
        return fixture.now(gateway, order.id());
    }

    private static StaffAct erin() {
        return new StaffAct("erin", "because");
    }

    private static List<String> journal(Gateway gateway, MerchantOrder order) {
        return gateway.desk().open(order.id()).orElseThrow().journal().stream()
                .map(OrderFile.JournalEntry::cause)
                .toList();
    }
}
