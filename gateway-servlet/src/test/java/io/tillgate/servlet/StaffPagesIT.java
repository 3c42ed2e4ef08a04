package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.sandbox.IpnContent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what on the pages for staff, and that nobody else can make them do it. */
class StaffPagesIT {

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
    void a_viewer_reads_everything_and_is_refused_every_act() {
        MerchantOrder order = shop.order("V-1");
        for (String path :
                List.of("/admin", "/admin/orders", "/admin/orders/" + order.id(), "/admin/approvals", "/admin/log")) {
            HttpResponse<String> page = shop.get(path, TestShop.as("vera", HTML));
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("/admin/acts/");
        }
        HttpResponse<String> form = shop.get(act(order), TestShop.as("vera", HTML));
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(form.body()).contains("ask somebody with the role tillgate-operator");

        Map<String, String> fields = fields("vera", "/admin/orders");
        fields.put("reason", "because");
        HttpResponse<String> answer = shop.postForm("vera", act(order), fields, HTML);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("role", "of vera does not allow this");
        assertThat(status(order)).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void an_operator_does_not_approve_and_an_approver_does_not_act() {
        MerchantOrder order = shop.order("R-1");
        Map<String, String> ottos = fields("otto", act(order));
        ottos.put("decision", "approve");
        assertThat(shop.postForm("otto", "/admin/approvals/" + order.id(), ottos, HTML)
                        .statusCode())
                .isEqualTo(403);
        assertThat(shop.postForm("alma", act(order), fields("alma", "/admin/orders"), HTML)
                        .statusCode())
                .isEqualTo(403);
        assertThat(shop.postForm("bob", act(order), Map.of(), HTML).statusCode())
                .isEqualTo(403);
        assertThat(status(order)).isEqualTo(OrderStatus.AWAITING_PAYMENT);
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

            Map<String, String> again = hidden(answer.body());
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

    @Test
    void every_page_is_kept_from_harm_by_its_headers() {
        MerchantOrder order = shop.order("H-1");
        for (String path : List.of(
                "/admin",
                "/admin/orders",
                "/admin/orders/" + order.id(),
                act(order),
                "/admin/log",
                "/admin/nonsense")) {
            HttpResponse<String> page = shop.getAsStaff(path, HTML);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains(
                            "default-src 'none'",
                            "script-src 'self'",
                            "style-src 'self'",
                            "frame-ancestors 'none'",
                            "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().map())
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                    .containsEntry("cross-origin-opener-policy", List.of("same-origin"));
            assertThat(page.body()).doesNotContain("<style", " style=", "<script>", " onclick=");
        }
    }

    @Test
    void the_csv_of_a_view_holds_its_orders_and_no_formula() {
        shop.order(CheckoutRequest.of("CSV-1", Money.satoshi(1_000))
                .description("=HYPERLINK(\"http://x\")")
                .build());
        shop.order(CheckoutRequest.of("CSV-2", Money.satoshi(2_000))
                .description("@SUM(A1)")
                .build());

        HttpResponse<String> csv = shop.get("/admin/orders/orders.csv?q=CSV-", TestShop.as("vera"));

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"orders.csv\"");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(String.join(",", OrdersCsv.COLUMNS));
        assertThat(csv.body())
                .contains(",CSV-1,", ",\"'=HYPERLINK(\"\"http://x\"\")\"", ",CSV-2,", ",'@SUM(A1)", ",0.00001000,");
        assertThat(shop.gateway
                        .staffLog()
                        .list(new StaffLogFilter("vera", null, ActKind.EXPORT, null))
                        .entries())
                .isNotEmpty();
        assertThat(shop.get("/admin/orders/orders.csv?status=x", TestShop.as("vera"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void who_opens_the_pages_and_what_they_do_is_in_the_log_and_its_csv() {
        MerchantOrder order = shop.order("L-1");
        Map<String, String> fields = fields("otto", act(order));
        fields.put("reason", "=1+1");
        shop.postForm("otto", act(order), fields, HTML);

        assertThat(shop.get("/admin/log?person=OTTO", TestShop.as("vera", HTML)).body())
                .contains("opened the pages for staff", "marked as paid", "=1+1");
        String csv = shop.get("/admin/log/staff-log.csv?order=" + order.id(), TestShop.as("vera"))
                .body();
        assertThat(csv.lines().toList()).hasSize(2);
        assertThat(csv)
                .contains(
                        ",otto,MARK_PAID," + order.id() + ",",
                        ",'=1+1,",
                        ",2.50000000,BTC,".replace("2.50000000", "2.50000000"));
        assertThat(shop.getAsStaff("/admin/log?before=x", HTML).statusCode()).isEqualTo(422);
    }

    @Test
    void an_amount_is_credited_with_its_evidence_and_never_as_a_payment() {
        MerchantOrder order = shop.order("K-1");
        String path = "/admin/acts/credit/" + order.id();
        assertThat(shop.get(path, TestShop.as("otto", HTML)).body()).contains("Amount in BTC");
        for (String wrong : List.of(
                "?amount=1,5&evidence=x",
                "?amount=&evidence=x",
                "?amount=1",
                "?amount=-1&evidence=x",
                "?amount=0.000000001&evidence=x")) {
            HttpResponse<String> answer = shop.get(path + wrong, TestShop.as("otto", HTML));
            assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
            assertThat(answer.body()).as(wrong).contains("class=\"problems\"", "Amount in BTC");
        }
        Map<String, String> fields = fields("otto", path + "?amount=2.5&evidence=statement+line+7");
        assertThat(fields).containsEntry("amount", "2.50000000").containsEntry("evidence", "statement line 7");
        fields.put("reason", "came by another way");
        assertThat(shop.postForm("otto", path, fields, HTML).statusCode()).isEqualTo(303);
        assertThat(status(order)).isEqualTo(OrderStatus.PAID);
        assertThat(shop.gateway.desk().open(order.id()).orElseThrow().payments())
                .isEmpty();
    }

    @Test
    void every_link_of_the_inbox_leads_to_a_page() {
        shop.send(shop.order("I-1"), IpnContent.paid(260_000_000));
        shop.send(shop.order("I-2"), IpnContent.ofStatus("melted"));
        String inbox = shop.getAsStaff("/admin/", HTML).body();
        assertThat(inbox).contains("Paid too much", "/admin/refunds/new/", "/admin/acts/replay/");

        Matcher link = Pattern.compile("href=\"/pay(/admin/[^\"]+)\"").matcher(inbox);
        while (link.find()) {
            String path = link.group(1).replace("&amp;", "&");
            assertThat(shop.getAsStaff(path, HTML).statusCode()).as(path).isEqualTo(200);
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
        return hidden(page.body());
    }

    private static Map<String, String> hidden(String html) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")
                .matcher(html);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        assertThat(fields).containsKeys("form_token", "request_id");
        return fields;
    }

    /** A page, asked for with the message that an act left. */
    private static String page(String user, String path, HttpResponse<String> act) {
        String cookie = act.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; HttpOnly; SameSite=Strict", "Path=/pay/admin");
        return shop.get(path, TestShop.as(user, "Cookie", cookie.substring(0, cookie.indexOf(';'))))
                .body();
    }
}
