package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.notification.IntakeResult;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.ReviewReason;
import io.tillgate.processor.IpnAuthentication;
import io.tillgate.testing.GatewayFixture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationIntakeIT {

    private static final IntakeResult OK = new IntakeResult.Stored("[OK]");

    private final GatewayFixture fixture = new GatewayFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_paid_ipn_makes_the_order_paid_and_tells_the_listener() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000)))
                .isEqualTo(OK);

        MerchantOrder paid = fixture.now(gateway, order.id());
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.anomaly()).isEqualTo(Anomaly.NONE);
        assertThat(paid.state().received()).isEqualTo(order.terms().due());
        await().untilAsserted(() ->
                assertThat(fixture.events()).extracting(OrderEvent::type).containsExactly(OrderEventType.ORDER_PAID));
        assertThat(fixture.events().get(0).reference()).isEqualTo("A-1");
    }

    @Test
    void the_same_ipn_five_times_at_once_is_one_payment_one_entry_one_delivery() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        long entriesBefore = fixture.postgres().count("journal");

        List<CompletableFuture<IntakeResult>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(fixture.send(gateway, ipn));
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(OK));
        await().until(() -> !fixture.events().isEmpty());
        assertThat(fixture.postgres().count("payment")).isEqualTo(1);
        assertThat(fixture.postgres().count("journal")).isEqualTo(entriesBefore + 1);
        assertThat(fixture.postgres().count("notification")).isEqualTo(1);
        assertThat(fixture.postgres().count("outbox")).isEqualTo(1);
        assertThat(fixture.events()).hasSize(1);
    }

    @Test
    void a_forged_ipn_is_refused_changes_nothing_and_is_recorded() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        byte[] signed = GatewayFixture.encode(ipn);
        ipn.put("amount", "900000");
        byte[] forged = GatewayFixture.encode(ipn);

        IntakeResult answer = fixture.send(
                        gateway,
                        Map.of("Rest-Key", fixture.sandbox().apiKey(), "Rest-Sign", fixture.sign(signed)),
                        forged)
                .join();

        assertThat(answer).isInstanceOf(IntakeResult.Refused.class);
        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        assertThat(fixture.postgres().count("payment")).isZero();
        await().untilAsserted(() -> assertThat(gateway.desk().unresolvedNotifications())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo(NotificationOutcome.REFUSED)));
        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000)))
                .as("the real one still counts")
                .isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void a_payment_below_the_amount_due_is_never_paid_and_is_put_up_for_review() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 499_999)))
                .isEqualTo(OK);

        MerchantOrder shortPaid = fixture.now(gateway, order.id());
        assertThat(shortPaid.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        assertThat(shortPaid.anomaly()).isEqualTo(Anomaly.UNDERPAID);
        assertThat(shortPaid.state().review()).containsExactly(ReviewReason.UNDERPAID);
        assertThat(shortPaid.missing().minorUnits()).isEqualTo(1);

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-2", 1))).isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, order.id()).state().needsReview()).isFalse();
    }

    @Test
    void a_payment_in_another_currency_is_never_paid_and_is_put_up_for_review() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        ipn.put("currency", "EUR");

        assertThat(fixture.deliver(gateway, ipn)).isEqualTo(OK);

        MerchantOrder odd = fixture.now(gateway, order.id());
        assertThat(odd.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        assertThat(odd.anomaly()).isEqualTo(Anomaly.MISMATCH);
        assertThat(odd.state().review()).containsExactly(ReviewReason.WRONG_CURRENCY);
    }

    @Test
    void a_signed_ipn_with_another_shops_data_touches_no_order_and_is_put_up_for_review() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        ipn.put("data", "order-119");

        assertThat(fixture.deliver(gateway, ipn)).isEqualTo(OK);

        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        assertThat(gateway.desk().unresolvedNotifications()).singleElement().satisfies(odd -> {
            assertThat(odd.outcome()).isEqualTo(NotificationOutcome.REVIEW);
            assertThat(odd.detail()).contains("not one of ours");
        });
    }

    @Test
    void an_ipn_without_data_finds_its_order_by_the_invoice_id() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        ipn.remove("data");

        assertThat(fixture.deliver(gateway, ipn)).isEqualTo(OK);

        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void an_ipn_that_names_an_invoice_nobody_knows_yet_waits_and_is_matched_later() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        ipn.remove("data");
        String invoice = fixture.invoiceId(order.id());
        fixture.postgres().run("UPDATE tillgate.invoice SET processor_invoice_id = NULL");

        assertThat(fixture.deliver(gateway, ipn)).isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);

        fixture.postgres().run("UPDATE tillgate.invoice SET processor_invoice_id = '" + invoice + "'");
        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID));
        assertThat(gateway.desk().unresolvedNotifications()).isEmpty();
    }

    @Test
    void partial_is_seen_never_paid_until_paid_comes_under_the_same_payment_id() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> partial = new LinkedHashMap<>(fixture.paid(order.id(), "p-1", 0));
        partial.put("status", "partial");
        partial.put("amount_valid", "200000");
        partial.put("amount_pending", "300000");
        partial.put("amount_total", "500000");

        assertThat(fixture.deliver(gateway, partial)).isEqualTo(OK);
        MerchantOrder seen = fixture.now(gateway, order.id());
        assertThat(seen.status()).isEqualTo(OrderStatus.CONFIRMING);
        assertThat(seen.state().received().minorUnits()).isEqualTo(200_000);
        assertThat(seen.state().pending().minorUnits()).isEqualTo(300_000);

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000)))
                .isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
        await().untilAsserted(() -> assertThat(fixture.events())
                .extracting(OrderEvent::type)
                .containsExactly(OrderEventType.PAYMENT_SEEN, OrderEventType.ORDER_PAID));
    }

    @Test
    void cancelled_cancels_an_order_without_money_and_a_later_payment_still_counts() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> cancelled = fixture.paid(order.id(), "p-0", 0);
        cancelled.put("status", "cancelled");

        assertThat(fixture.deliver(gateway, cancelled)).isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.CANCELLED);

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000)))
                .isEqualTo(OK);
        MerchantOrder paid = fixture.now(gateway, order.id());
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.state().review()).containsExactly(ReviewReason.CANCELLED_WITH_MONEY);
    }

    @Test
    void an_unknown_status_is_stored_acknowledged_and_put_up_for_review() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        ipn.put("status", "refunded");

        assertThat(fixture.deliver(gateway, ipn)).isEqualTo(OK);

        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        assertThat(gateway.desk().unresolvedNotifications())
                .singleElement()
                .satisfies(odd -> assertThat(odd.outcome()).isEqualTo(NotificationOutcome.REVIEW));
    }

    @Test
    void while_the_store_is_down_nothing_is_acknowledged_and_the_repeated_ipn_succeeds() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);

        fixture.postgres().takeDown();
        IntakeResult whileDown = fixture.deliver(gateway, ipn);
        fixture.postgres().bringBack();

        assertThat(whileDown).isInstanceOf(IntakeResult.TryAgain.class);
        await().untilAsserted(() -> assertThat(fixture.deliver(gateway, ipn)).isEqualTo(OK));
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void a_sender_without_signatures_is_believed_only_with_our_mac_in_its_data() {
        Gateway gateway = fixture.start(b -> b, settings -> settings.ipnAuthentication(IpnAuthentication.DATA_TOKEN));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        Map<String, String> withoutMac = new LinkedHashMap<>(ipn);
        withoutMac.put("data", order.id().toString());

        assertThat(fixture.send(gateway, Map.of(), GatewayFixture.encode(withoutMac))
                        .join())
                .isInstanceOf(IntakeResult.Refused.class);
        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);

        assertThat(fixture.send(gateway, Map.of(), GatewayFixture.encode(ipn)).join())
                .isEqualTo(OK);
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void a_poisonous_row_does_not_fail_its_neighbours() {
        Gateway gateway = fixture.start();
        MerchantOrder good = fixture.order(gateway, "A-1", 500_000);
        MerchantOrder bad = fixture.order(gateway, "A-2", 500_000);
        fixture.postgres().run("""
                CREATE FUNCTION tillgate.refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'poison'; END $$
                """);
        fixture.postgres().run("""
                CREATE TRIGGER poison BEFORE INSERT ON tillgate.payment
                FOR EACH ROW WHEN (NEW.payment_id = 'poison') EXECUTE FUNCTION tillgate.refuse()
                """);

        List<CompletableFuture<IntakeResult>> answers = new ArrayList<>();
        answers.add(fixture.send(gateway, fixture.paid(bad.id(), "poison", 500_000)));
        answers.add(fixture.send(gateway, fixture.paid(good.id(), "p-1", 250_000)));
        answers.add(fixture.send(gateway, fixture.paid(good.id(), "p-2", 250_000)));

        assertThat(answers.get(0).join()).isInstanceOf(IntakeResult.TryAgain.class);
        assertThat(answers.get(1).join()).isEqualTo(OK);
        assertThat(answers.get(2).join()).isEqualTo(OK);
        assertThat(fixture.now(gateway, good.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.now(gateway, bad.id()).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }
}
