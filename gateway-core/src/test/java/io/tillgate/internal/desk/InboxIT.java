package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.Gateway;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.Inbox;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.desk.InboxPage;
import io.tillgate.desk.InboxPlace;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.StaffAct;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.rate.RatePolicy;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxIT {

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void an_odd_order_is_in_the_inbox_until_somebody_has_looked_and_again_when_its_state_changes() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        assertThat(gateway.inbox().list(null, null).items()).isEmpty();
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 400_000));

        InboxItem item = only(gateway);
        assertThat(item.kind()).isEqualTo(InboxKind.UNDERPAID);
        assertThat(item.sentence())
                .isEqualTo("Order A-1: 0.00400000 BTC of 0.00500000 BTC came, 0.00100000 BTC are missing.");
        assertThat(item.acts()).contains(ActKind.MARK_PAID, ActKind.CREDIT, ActKind.LOOKED_AT);
        assertThat(gateway.inbox().counts()).isEqualTo(Map.of(InboxKind.UNDERPAID, 1));

        MerchantOrder seen = fixture.now(gateway, order.id());
        gateway.acts().perform(new OrderAct.LookedAt(order.id(), seen.updatedAt()), erin());
        assertThat(gateway.inbox().list(null, null).items()).isEmpty();
        assertThat(gateway.inbox().counts()).isEmpty();
        assertThat(gateway.desk().open(order.id()).orElseThrow().lookedAt()).isNotNull();

        fixture.deliver(gateway, fixture.paid(order.id(), "p-2", 200_000));
        assertThat(only(gateway).kind()).isEqualTo(InboxKind.OVERPAID);
        assertThat(only(gateway).id()).isEqualTo(item.id());
    }

    @Test
    void a_look_at_what_has_changed_since_does_not_count() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 400_000));
        MerchantOrder seen = fixture.now(gateway, order.id());
        fixture.deliver(gateway, fixture.paid(order.id(), "p-2", 200_000));

        Acts.assertRefused(
                gateway.acts().perform(new OrderAct.LookedAt(order.id(), seen.updatedAt()), erin()),
                "has changed since you looked at it");
        assertThat(only(gateway).kind()).isEqualTo(InboxKind.OVERPAID);
    }

    @Test
    void a_notification_without_an_order_can_be_set_aside() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> stray = fixture.paid(order.id(), "p-1", 500_000);
        stray.remove("data");
        stray.put("id", "nobody's");
        fixture.deliver(gateway, stray);
        assertThat(gateway.inbox().list(null, null).items())
                .as("it may be early")
                .isEmpty();
        clock.advance(Duration.ofMinutes(6));

        InboxItem item = only(gateway);
        assertThat(item.kind()).isEqualTo(InboxKind.NOTIFICATION_PARKED);
        assertThat(item.sentence()).contains("mtgox", "paid", "nobody's");
        gateway.acts().perform(new OrderAct.SetAside(UUID.fromString(item.subject())), erin());

        assertThat(gateway.inbox().list(null, null).items()).isEmpty();
        assertThat(fixture.postgres().text("SELECT outcome FROM tillgate.notification"))
                .isEqualTo("PARKED");
    }

    @Test
    void a_cancellation_with_the_data_of_one_order_and_the_invoice_of_another_is_put_up_for_review() {
        Gateway gateway = fixture.start();
        MerchantOrder one = fixture.order(gateway, "A-1", 500_000);
        MerchantOrder two = fixture.order(gateway, "A-2", 500_000);
        Map<String, String> mixed = fixture.paid(one.id(), "p-1", 0);
        mixed.put("status", "cancelled");
        mixed.put("id", fixture.invoiceId(two.id()));

        fixture.deliver(gateway, mixed);

        assertThat(only(gateway).kind()).isEqualTo(InboxKind.NOTIFICATION_REVIEW);
        assertThat(only(gateway).order()).isEqualTo(one.id());
        assertThat(fixture.now(gateway, one.id())).isEqualTo(one);
        assertThat(fixture.now(gateway, two.id())).isEqualTo(two);
    }

    @Test
    void an_order_whose_processor_never_answered_is_told() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.postgres().run("UPDATE tillgate.merchant_order SET status = 'SUBMITTED', invoice_standing = 'UNKNOWN'");
        assertThat(gateway.inbox().list(null, null).items()).isEmpty();

        clock.advance(Duration.ofMinutes(6));
        assertThat(only(gateway).kind()).isEqualTo(InboxKind.UNKNOWN_OUTCOME);
        clock.advance(Duration.ofMinutes(15));
        await().untilAsserted(() ->
                assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.EXPIRED));

        assertThat(only(gateway).kind()).isEqualTo(InboxKind.UNKNOWN_OUTCOME);
        MerchantOrder seen = fixture.now(gateway, order.id());
        gateway.acts().perform(new OrderAct.LookedAt(order.id(), seen.updatedAt()), erin());
        assertThat(gateway.inbox().list(null, null).items()).isEmpty();
    }

    @Test
    void an_approval_waits_in_the_inbox() {
        Gateway gateway = fixture.start(builder -> builder.approvalAbove(Money.satoshi(1)));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);

        gateway.acts().perform(new OrderAct.MarkPaid(order.id(), order.updatedAt()), erin());

        InboxItem item = only(gateway);
        assertThat(item.kind()).isEqualTo(InboxKind.APPROVAL);
        assertThat(item.acts()).containsExactlyInAnyOrder(ActKind.APPROVE, ActKind.REJECT);
    }

    @Test
    void a_missing_price_is_a_condition_of_the_first_page() {
        // The one source that there is never makes two.
        Gateway gateway = fixture.start(
                builder -> builder.clock(clock).currencies("EUR").ratePolicy(RatePolicy.DEFAULT.withSourcesMin(2)));

        await().untilAsserted(() -> assertThat(gateway.inbox().list(null, null).conditions())
                .extracting(InboxItem::kind)
                .contains(InboxKind.RATE));
        assertThat(gateway.inbox().counts()).containsEntry(InboxKind.RATE, 1);
    }

    @Test
    void an_event_that_the_shop_refuses_too_often_is_told_with_what_it_said() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.postgres()
                .run("INSERT INTO tillgate.outbox (consumer, order_id, type, status, anomaly, received_amount, at,"
                        + " next_attempt_at, parked_at, attempts, last_error) VALUES ('webhook', '" + order.id()
                        + "', 'ORDER_PAID', 'PAID', 'NONE', 500, now(), now(), now(), 14, 'it answered HTTP 500')");

        InboxItem item = only(gateway);

        assertThat(item.kind()).isEqualTo(InboxKind.POISON_EVENT);
        assertThat(item.sentence()).isEqualTo("Order A-1: webhook refused ORDER_PAID 14 times: it answered HTTP 500");
        assertThat(item.acts()).containsExactly(ActKind.REDELIVER);
        assertThat(item.order()).isEqualTo(order.id());
    }

    @Test
    void notifications_that_were_refused_are_told_when_there_are_many_and_for_an_hour() {
        Gateway gateway = fixture.start(builder -> builder.clock(clock));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        refuse(gateway, 4);
        assertThat(conditions(gateway)).as("a stray call").isEmpty();
        refuse(gateway, 1);

        InboxItem item = conditions(gateway).get(0);

        assertThat(item.kind()).isEqualTo(InboxKind.NOTIFICATIONS_REFUSED);
        assertThat(item.sentence())
                .startsWith("5 notifications in the name of mtgox were refused within the last hour, the last one at ")
                .contains("Z: The header Rest-Sign is missing. Either", "the secret here is not the processor's");
        assertThat(gateway.inbox().counts()).isEqualTo(Map.of(InboxKind.NOTIFICATIONS_REFUSED, 1));
        assertThat(fixture.now(gateway, order.id())).isEqualTo(order);
        clock.advance(Duration.ofMinutes(61));
        assertThat(conditions(gateway)).extracting(InboxItem::kind).doesNotContain(InboxKind.NOTIFICATIONS_REFUSED);
    }

    private void refuse(Gateway gateway, int times) {
        long before = fixture.postgres().count("notification");
        for (int i = 0; i < times; i++) {
            fixture.send(gateway, Map.of(), "status=paid".getBytes(StandardCharsets.US_ASCII))
                    .join();
        }
        await().until(() -> fixture.postgres().count("notification") == before + times);
    }

    private static List<InboxItem> conditions(Gateway gateway) {
        return gateway.inbox().list(null, null).conditions();
    }

    @Test
    void pages_of_several_sources_hold_each_item_once_the_newest_first() {
        Gateway gateway = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 400_000));
        fixture.postgres().run("""
                INSERT INTO tillgate.merchant_order (id, reference, attempt, processor, price_currency, price_amount,
                    due_currency, due_amount, created_at, expires_at, status, anomaly, review, received_amount,
                    invoice_standing, updated_at, odd_at)
                SELECT gen_random_uuid(), 'B-' || i, 1, 'mtgox', 'BTC', 500, 'BTC', 500, now(), now(), 'EXPIRED', 'UNDERPAID',
                    '{UNDERPAID}', 100, 'LIVE', now(), date_trunc('day', now()) - make_interval(hours => i / 3)
                FROM generate_series(1, 120) AS i
                """);
        fixture.postgres().run("""
                INSERT INTO tillgate.notification (id, processor, status, outcome, body_hash, body, received_at)
                SELECT gen_random_uuid(), 'mtgox', 'odd', 'REVIEW', gen_random_uuid(), 'x',
                    date_trunc('day', now()) - make_interval(hours => i / 3)
                FROM generate_series(1, 30) AS i
                """);

        List<InboxItem> all = new ArrayList<>();
        InboxPage page = gateway.inbox().list(null, null);
        all.addAll(page.items());
        for (InboxPlace next = page.next(); next != null; next = page.next()) {
            page = gateway.inbox().list(null, InboxPlace.parse(next.toString()));
            all.addAll(page.items());
        }

        assertThat(all).hasSize(151).extracting(InboxItem::id).doesNotHaveDuplicates();
        assertThat(all).extracting(InboxItem::since).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(gateway.inbox().list(InboxKind.NOTIFICATION_REVIEW, null).items())
                .hasSize(30);
        assertThat(gateway.inbox().counts())
                .isEqualTo(Map.of(InboxKind.UNDERPAID, 121, InboxKind.NOTIFICATION_REVIEW, 30));
        assertThat(gateway.inbox().list(InboxKind.OVERPAID, null).items()).isEmpty();
        assertThat(Inbox.PAGE_ITEMS).isLessThan(all.size() / 2);
    }

    private static InboxItem only(Gateway gateway) {
        List<InboxItem> items = gateway.inbox().list(null, null).items();
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static StaffAct erin() {
        return new StaffAct("erin", "because");
    }
}
