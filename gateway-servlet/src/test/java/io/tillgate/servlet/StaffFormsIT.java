package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That a form does its act once, and no form that is not ours does any. */
class StaffFormsIT {

    private static final String[] HTML = {"Accept", "text/html"};

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.open(ServletSettings.builder()
                .clock(() -> Instant.now().plus(AHEAD.get()))
                .build());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void an_act_is_done_once_however_often_its_form_is_sent() {
        MerchantOrder order = shop.order("P-1");
        Map<String, String> fields = fields("otto", act(order));
        fields.put("reason", "paid in cash");

        HttpResponse<String> first = shop.postForm("otto", act(order), fields, HTML);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).contains("/pay/admin/orders/" + order.id());
        HttpResponse<String> second = shop.postForm("otto", act(order), fields, HTML);
        assertThat(second.statusCode()).isEqualTo(303);

        String page = page("otto", "/admin/orders/" + order.id(), first);
        assertThat(page).contains("class=\"message\"", "paid in cash");
        assertThat(page("otto", "/admin/orders/" + order.id(), second)).contains("done before, and only once");
        assertThat(page("vera", "/admin/orders/" + order.id(), first))
                .as("a message is for the one it was written to")
                .doesNotContain("class=\"message\"");
        assertThat(status(order)).isEqualTo(OrderStatus.PAID);
        assertThat(shop.gateway.desk().open(order.id()).orElseThrow().waivers()).hasSize(1);
    }

    @Test
    void an_order_that_changed_meanwhile_is_shown_as_it_is_now_and_the_reason_stays() {
        MerchantOrder order = shop.order("C-1");
        Map<String, String> fields = fields("otto", act(order));
        fields.put("reason", "paid in <cash>");
        fields.put("seen", "2020-01-01T00:00:00Z");

        HttpResponse<String> answer = shop.postForm("otto", act(order), fields, HTML);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("paid in &lt;cash&gt;</textarea>", "class=\"problems\"");
        assertThat(status(order)).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void without_a_reason_nothing_is_done() {
        MerchantOrder order = shop.order("N-1");
        for (String reason : new String[] {"", "   ", "x".repeat(501)}) {
            Map<String, String> fields = fields("otto", act(order));
            fields.put("reason", reason);
            assertThat(shop.postForm("otto", act(order), fields, HTML).statusCode())
                    .isEqualTo(422);
        }
        assertThat(status(order)).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void a_form_that_is_not_ours_does_nothing_and_can_not_be_sent_from_here() {
        MerchantOrder order = shop.order("F-1");
        Map<String, String> good = fields("otto", act(order));
        good.put("reason", "because");
        for (String token :
                new String[] {"", "x", fields("alma", "/admin/orders").get("form_token"), good.get("form_token") + "x"
                }) {
            Map<String, String> forged = new HashMap<>(good);
            forged.put("form_token", token);
            HttpResponse<String> answer = shop.postForm("otto", act(order), forged, HTML);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Nothing was done", "because").doesNotContain("<form method=\"post\"");
        }
        assertThat(status(order)).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void a_form_that_was_open_for_too_long_can_be_sent_again_with_all_that_was_typed() {
        MerchantOrder order = shop.order("E-1");
        Map<String, String> fields = fields("otto", act(order));
        fields.put("reason", "typed \"before\" lunch");
        try {
            AHEAD.set(StaffTokens.FORM_TIME_MAX.plusMinutes(1));
            HttpResponse<String> answer = shop.postForm("otto", act(order), fields, HTML);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("was open for more than 8 hours", "typed &#34;before&#34; lunch", "Send again")
                    .contains("action=\"/pay" + act(order) + "\"");
            assertThat(status(order)).isEqualTo(OrderStatus.AWAITING_PAYMENT);

            Map<String, String> again = HiddenFields.of(answer.body());
            again.put("reason", "typed \"before\" lunch");
            again.put("seen", fields.get("seen"));
            assertThat(shop.postForm("otto", act(order), again, HTML).statusCode())
                    .isEqualTo(303);
        } finally {
            AHEAD.set(Duration.ZERO);
        }
        assertThat(status(order)).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void what_is_no_form_or_has_no_place_is_refused() {
        Map<String, String> fields = fields("otto", "/admin/orders");
        assertThat(shop.post("/admin/orders/views", "{}", TestShop.as("otto", "Content-Type", "application/json"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(shop.postForm("otto", "/admin/log", fields, HTML).statusCode())
                .isEqualTo(405);
        assertThat(shop.postForm("otto", "/admin/nonsense", fields, HTML).statusCode())
                .isEqualTo(404);
        fields.put("name", "x".repeat(700_000));
        assertThat(shop.postForm("otto", "/admin/orders/views", fields, HTML).statusCode())
                .isEqualTo(413);
        for (String path : List.of(
                "/admin/acts",
                "/admin/acts/mark-paid/x",
                "/admin/acts/replay/1",
                "/admin/acts/redeliver/-1",
                "/admin/approvals/x")) {
            assertThat(shop.getAsStaff(path, HTML).statusCode()).as(path).isEqualTo(404);
        }
    }

    private static String act(MerchantOrder order) {
        return "/admin/acts/mark-paid/" + order.id();
    }

    private static OrderStatus status(MerchantOrder order) {
        return shop.gateway.order(order.id()).orElseThrow().status();
    }

    /** The hidden fields of the last form on a page. */
    private static Map<String, String> fields(String user, String path) {
        HttpResponse<String> page = shop.get(path, TestShop.as(user, HTML));
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return HiddenFields.of(page.body());
    }

    /** A page, asked for with the message that an act left. */
    private static String page(String user, String path, HttpResponse<String> act) {
        String cookie = act.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; HttpOnly; SameSite=Strict", "Path=/pay/admin");
        return shop.get(path, TestShop.as(user, "Cookie", cookie.substring(0, cookie.indexOf(';'))))
                .body();
    }
}
