package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.OrderFile;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.event.WebhookSettings;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Acts from the link that staff follow to what they do, each over its own page. */
class ActPagesIT {

    private static final String[] HTML = {"Accept", "text/html"};

    private static final List<OrderEvent> HEARD = new CopyOnWriteArrayList<>();

    private static final List<String> HOOKED = new CopyOnWriteArrayList<>();
    private static final String HOOK_SECRET = "d2ViaG9vay1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw==";

    /** The reference of an order whose events the shop refuses. */
    private static volatile String refused = "";

    private static BtcPaySandbox btcPay;
    private static HttpServer hook;
    private static TestShop shop;

    @BeforeAll
    static void open() throws IOException {
        btcPay = BtcPaySandbox.start();
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/events", exchange -> {
            HOOKED.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        shop = TestShop.open(
                builder -> builder.listener(ActPagesIT::hear)
                        .webhook(new WebhookSettings(
                                "http://127.0.0.1:" + hook.getAddress().getPort() + "/events", HOOK_SECRET))
                        .btcPay(BtcPaySettings.builder()
                                .baseUrl(btcPay.baseUrl())
                                .apiKey(btcPay.apiKey())
                                .storeId(btcPay.storeId())
                                .webhookSecrets(btcPay.webhookSecret())
                                .build()),
                ServletSettings.defaults());
    }

    @AfterAll
    static void close() {
        shop.close();
        btcPay.close();
        hook.stop(0);
    }

    private static void hear(OrderEvent event) {
        if (event.reference().equals(refused)) {
            throw new IllegalStateException("the shop can't book it");
        }
        HEARD.add(event);
    }

    @Test
    void an_event_is_delivered_again_from_the_page_of_its_order() {
        MerchantOrder order = shop.order("D-1");
        shop.send(order, IpnContent.paid());
        await().atMost(TestShop.PATIENCE).until(() -> isDelivered(order));
        long before = heard(order);
        String path = link(orderPage(order), "/admin/acts/redeliver/[0-9]+");

        assertThat(shop.get(path, TestShop.as("otto", HTML)).body())
                .contains("Deliver again", "delivered to listener again");
        assertThat(perform(path).statusCode()).isEqualTo(303);

        await().atMost(TestShop.PATIENCE).until(() -> heard(order) == before + 1);
        StaffLogEntry entry = logged(ActKind.REDELIVER, order);
        assertThat(entry.outcome()).contains("delivered to", "again");
        assertThat(orderPage(order)).contains(entry.outcome());
    }

    @Test
    void a_webhook_is_sent_again_from_the_page_of_its_order() {
        MerchantOrder order = shop.order("D-2");
        shop.send(order, IpnContent.paid());
        await().atMost(TestShop.PATIENCE).until(() -> isDelivered(order));
        OrderFile.Delivery delivery = shop.gateway.desk().open(order.id()).orElseThrow().deliveries().stream()
                .filter(one -> one.consumer().equals("webhook") && one.type() == OrderEventType.ORDER_PAID)
                .findFirst()
                .orElseThrow();
        String path = link(orderPage(order), "/admin/acts/redeliver/" + delivery.id());
        String id = "\"id\":" + delivery.id() + ",";
        assertThat(HOOKED).filteredOn(body -> body.contains(id)).hasSize(1);

        assertThat(perform(path).statusCode()).isEqualTo(303);

        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() ->
                        assertThat(HOOKED).filteredOn(body -> body.contains(id)).hasSize(2));
        assertThat(logged(ActKind.REDELIVER, order).outcome()).contains("webhook");
    }

    @Test
    void an_event_that_the_shop_refused_for_good_is_delivered_from_the_inbox_once_the_shop_takes_it() {
        MerchantOrder order = shop.order("D-3");
        await().atMost(TestShop.PATIENCE).until(() -> isDelivered(order));
        refused = "D-3";
        try {
            shop.send(order, IpnContent.paid());
            await().atMost(TestShop.PATIENCE)
                    .until(() -> shop.postgres.count(
                                    "outbox WHERE consumer = 'listener' AND attempts > 0 AND" + " delivered_at IS NULL")
                            == 1);
            shop.postgres.run("UPDATE tillgate.outbox SET attempts = 13, next_attempt_at = now() WHERE consumer ="
                    + " 'listener' AND delivered_at IS NULL");
            await().atMost(TestShop.PATIENCE)
                    .until(() -> shop.postgres.count("outbox WHERE parked_at IS NOT NULL") == 1);
        } finally {
            refused = "";
        }
        String inbox = shop.get("/admin/", TestShop.as("otto", HTML)).body();
        assertThat(inbox).contains("Event the shop refuses", "Order D-3: listener refused ORDER_PAID 14 times");
        long before = heard(order);

        assertThat(perform(link(inbox, "/admin/acts/redeliver/[0-9]+")).statusCode())
                .isEqualTo(303);

        await().atMost(TestShop.PATIENCE).until(() -> isDelivered(order));
        assertThat(heard(order)).isEqualTo(before + 1);
        assertThat(shop.get("/admin/", TestShop.as("otto", HTML)).body()).doesNotContain("Event the shop refuses");
        assertThat(logged(ActKind.REDELIVER, order).reason()).isEqualTo("the buyer called");
    }

    @Test
    void a_parked_notification_reaches_its_order_when_it_is_replayed_from_the_inbox() {
        shop.sendOfUnknownOrder();
        shop.postgres.run(
                "UPDATE tillgate.notification SET received_at = received_at - interval '1 hour' WHERE outcome = 'PARKED'");
        // The janitor, who looks by this column, would apply it before a person can.
        shop.postgres.run(
                "UPDATE tillgate.notification SET processor_invoice_id = 'elsewhere' WHERE outcome = 'PARKED'");
        MerchantOrder order = shop.order("Q-1");
        String path = link(shop.get("/admin/", TestShop.as("otto", HTML)).body(), "/admin/acts/replay/[0-9a-f-]{36}");
        assertThat(shop.get(path, TestShop.as("otto", HTML)).body()).contains("This can't be done");
        // The processor had told another id of the invoice than it notifies us with.
        shop.postgres.run("UPDATE tillgate.invoice SET processor_invoice_id = '11111111-2222-3333-4444-555555555555'"
                + " WHERE order_id = '" + order.id() + "'");
        assertThat(shop.get(path, TestShop.as("otto", HTML)).body()).contains("1.50000000 BTC", "underpaid");

        assertThat(perform(path).statusCode()).isEqualTo(303);

        assertThat(shop.gateway.order(order.id()).orElseThrow().state().received())
                .isEqualTo(Money.satoshi(150_000_000));
        assertThat(shop.postgres.text(
                        "SELECT outcome FROM tillgate.notification WHERE order_id = '" + order.id() + "'"))
                .isEqualTo("APPLIED");
        assertThat(shop.get("/admin/", TestShop.as("otto", HTML)).body())
                .doesNotContain("Notification without an order");
        assertThat(orderPage(order)).contains("replayed a notification", "the buyer called");
        assertThat(logged(ActKind.REPLAY, order).actor()).isEqualTo("otto");
    }

    @Test
    void an_order_is_cancelled_from_its_page_and_one_with_money_is_not() {
        MerchantOrder order = shop.order("X-1");
        String path = link(orderPage(order), "/admin/acts/cancel/" + order.id());
        assertThat(shop.get(path, TestShop.as("otto", HTML)).body()).contains("Cancel the order");

        assertThat(perform(path).statusCode()).isEqualTo(303);

        assertThat(status(order)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(logged(ActKind.CANCEL, order).reason()).isEqualTo("the buyer called");
        MerchantOrder paid = shop.order("X-2");
        shop.send(paid, IpnContent.paid());
        assertThat(orderPage(paid)).doesNotContain("/admin/acts/cancel/").contains("Cancel the order: ", "has money");
        Map<String, String> fields =
                fields("/admin/acts/mark-paid/" + shop.order("X-3").id());
        fields.put(
                "seen", shop.gateway.order(paid.id()).orElseThrow().updatedAt().toString());
        HttpResponse<String> refused = shop.postForm("otto", "/admin/acts/cancel/" + paid.id(), fields, HTML);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(status(paid)).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void a_processor_that_answers_is_asked_again_and_one_that_does_not_is_not() {
        MerchantOrder order = shop.order(CheckoutRequest.of("R-1", Money.satoshi(50_000))
                .processor(new ProcessorId("btcpay"))
                .build());
        String path = link(orderPage(order), "/admin/acts/recheck/" + order.id());
        assertThat(shop.get(path, TestShop.as("otto", HTML)).body()).contains("Ask the processor again");

        assertThat(perform(path).statusCode()).isEqualTo(303);

        assertThat(logged(ActKind.RECHECK, order).outcome()).isEqualTo("asked btcpay again");
        assertThat(orderPage(order)).contains("asked btcpay again", "the buyer called");
        MerchantOrder silent = shop.order("R-2");
        assertThat(orderPage(silent))
                .doesNotContain("/admin/acts/recheck/")
                .contains("is paid through mtgox, which can't be asked about an order");
    }

    @Test
    void what_a_person_has_looked_at_leaves_the_inbox_and_its_page_says_so() {
        MerchantOrder order = shop.order("S-1");
        shop.send(order, IpnContent.paid(250_000_001));
        String inbox = shop.get("/admin/", TestShop.as("otto", HTML)).body();
        String path = link(inbox, "/admin/acts/looked-at/" + order.id());
        assertThat(shop.get(path, TestShop.as("otto", HTML)).body()).contains("Nothing to do");

        assertThat(perform(path).statusCode()).isEqualTo(303);

        assertThat(shop.get("/admin/", TestShop.as("otto", HTML)).body())
                .doesNotContain(order.id().toString());
        assertThat(orderPage(order))
                .contains("looked at", "A person has looked at it")
                .doesNotContain(path);
        assertThat(logged(ActKind.LOOKED_AT, order).actor()).isEqualTo("otto");
        assertThat(status(order)).isEqualTo(OrderStatus.PAID);
    }

    private static String orderPage(MerchantOrder order) {
        return shop.get("/admin/orders/" + order.id(), TestShop.as("otto", HTML))
                .body();
    }

    private static HttpResponse<String> perform(String path) {
        return shop.postForm("otto", path, fields(path), HTML);
    }

    /** What the page of an act would send. */
    private static Map<String, String> fields(String path) {
        Map<String, String> fields =
                HiddenFields.of(shop.get(path, TestShop.as("otto", HTML)).body());
        fields.put("reason", "the buyer called");
        return fields;
    }

    private static String link(String html, String path) {
        Matcher link = Pattern.compile("href=\"/pay(" + path + ")\"").matcher(html);
        assertThat(link.find()).as(path).isTrue();
        return link.group(1);
    }

    private static OrderStatus status(MerchantOrder order) {
        return shop.gateway.order(order.id()).orElseThrow().status();
    }

    private static long heard(MerchantOrder order) {
        return HEARD.stream()
                .filter(event -> event.orderId().equals(order.id()))
                .count();
    }

    private static boolean isDelivered(MerchantOrder order) {
        return shop.gateway.desk().open(order.id()).orElseThrow().deliveries().stream()
                .allMatch(delivery -> delivery.deliveredAt() != null);
    }

    private static StaffLogEntry logged(ActKind kind, MerchantOrder order) {
        List<StaffLogEntry> entries = shop.gateway
                .staffLog()
                .list(new StaffLogFilter("otto", order.id(), kind, null))
                .entries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }
}
