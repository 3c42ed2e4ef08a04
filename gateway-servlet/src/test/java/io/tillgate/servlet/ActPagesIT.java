package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.event.OrderEvent;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import java.net.http.HttpResponse;
import java.util.HashMap;
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

    private static BtcPaySandbox btcPay;
    private static TestShop shop;

    @BeforeAll
    static void open() {
        btcPay = BtcPaySandbox.start();
        shop = TestShop.open(
                builder -> builder.listener(HEARD::add)
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
        String html = shop.get(path, TestShop.as("otto", HTML)).body();
        Map<String, String> fields = new HashMap<>();
        Matcher field = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")
                .matcher(html);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        assertThat(fields).as(path).containsKeys("form_token", "request_id");
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
