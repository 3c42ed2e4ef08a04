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
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what on the pages for staff, and that nobody else can make them do it. */
class StaffPagesIT {

    private static final String[] HTML = {"Accept", "text/html"};

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.open();
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
        return HiddenFields.of(page.body());
    }
}
