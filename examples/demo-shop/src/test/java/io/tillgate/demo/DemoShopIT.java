package io.tillgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole demo over HTTP, as a browser sees it: shop, sandbox, notification, order, staff. */
class DemoShopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern REFERENCE = Pattern.compile("/orders/(HL-[0-9]+)");

    private static DemoShop demo;

    private Browser browser;

    @BeforeAll
    static void start_the_demo() throws Exception {
        demo = DemoShop.start(Map.of("PORT", "0", "SANDBOX_PORT", "0"));
    }

    @AfterAll
    static void stop_the_demo() {
        demo.close();
    }

    @BeforeEach
    void open_a_browser() {
        browser = new Browser(demo.shopUrl());
    }

    @Test
    void a_customer_buys_pays_at_the_sandbox_and_the_order_turns_paid() throws Exception {
        HttpResponse<String> bought = buy(Product.LANTERN, "EUR");
        assertThat(bought.statusCode()).isEqualTo(303);
        String paymentUrl = location(bought);
        assertThat(paymentUrl).startsWith("http://127.0.0.1:");
        String reference = onlyOrder();
        assertThat(browser.open("/orders/" + reference).body()).contains("Waiting for payment", "€48.00", "Pay now");

        HttpResponse<String> paid =
                tellSandbox(paymentUrl, "{\"status\":\"paid\",\"amount\":" + dueSatoshi(paymentUrl) + "}");
        assertThat(paid.body()).contains("\"acknowledged\":true");

        await().atMost(PATIENCE)
                .until(() -> browser.open("/orders/" + reference).body().contains("chip good\">Paid"));
        assertThat(browser.open("/orders").body()).contains("chip good\">Paid");
        assertThat(asStaff("/pay/admin/orders").body()).contains(reference);
    }

    @Test
    void a_double_click_buys_once() throws Exception {
        Map<String, String> form = browser.buyForm(Product.MUG, "EUR");
        List<CompletableFuture<HttpResponse<String>>> clicks = IntStream.range(0, 4)
                .mapToObj(click ->
                        browser.client().sendAsync(browser.formRequest("/checkout", form), BodyHandlers.ofString()))
                .toList();
        List<String> paymentUrls = clicks.stream()
                .map(CompletableFuture::join)
                .map(DemoShopIT::location)
                .distinct()
                .toList();

        // A click that comes while another one is still asking the processor goes to the order's page instead.
        assertThat(paymentUrls).filteredOn(url -> !url.contains("/pay/orders/")).hasSize(1);
        String reference = onlyOrder();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(location(browser.post("/checkout", form))).isIn(paymentUrls));
        assertThat(asStaff("/pay/admin/orders").body().split(">" + reference + "<", -1))
                .hasSize(2);
    }

    @Test
    void a_paid_cart_is_not_sold_again() throws Exception {
        Map<String, String> form = browser.buyForm(Product.CARAMELS, "EUR");
        String paymentUrl = location(browser.post("/checkout", form));
        tellSandbox(paymentUrl, "{\"status\":\"paid\",\"amount\":" + dueSatoshi(paymentUrl) + "}");
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("chip good\">Paid"));

        assertThat(location(browser.post("/checkout", form))).isEqualTo("/orders/" + onlyOrder());
    }

    @Test
    void a_payment_that_is_not_confirmed_yet_shows_as_confirming_and_then_as_paid() throws Exception {
        Map<String, String> form = browser.buyForm(Product.MUG, "EUR");
        String paymentUrl = location(browser.post("/checkout", form));
        String due = dueSatoshi(paymentUrl);
        tellSandbox(paymentUrl, "{\"status\":\"partial\",\"valid\":0,\"pending\":" + due + "}");
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("Confirming"));
        assertThat(location(browser.post("/checkout", form))).isEqualTo("/orders/" + onlyOrder());

        tellSandbox(paymentUrl, "{\"status\":\"paid\",\"amount\":" + due + "}");
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("chip good\">Paid"));
    }

    @Test
    void too_little_money_shows_as_in_review_and_the_rest_makes_it_paid() throws Exception {
        String paymentUrl = location(buy(Product.LANTERN, "EUR"));
        tellSandbox(paymentUrl, "{\"status\":\"paid\",\"amount\":1000}");
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("in review"));
        String page = browser.open("/orders/" + onlyOrder()).body();
        assertThat(page).contains("0.00001000 BTC have arrived").doesNotContain("Paid");

        long rest = Long.parseLong(dueSatoshi(paymentUrl)) - 1000;
        tellSandbox(paymentUrl, "{\"status\":\"paid\",\"amount\":" + rest + "}");
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("chip good\">Paid<"));
    }

    @Test
    void too_much_money_shows_as_paid_and_in_review() throws Exception {
        String paymentUrl = location(buy(Product.CARAMELS, "EUR"));
        long tooMuch = Long.parseLong(dueSatoshi(paymentUrl)) + 5000;
        tellSandbox(paymentUrl, "{\"status\":\"paid\",\"amount\":" + tooMuch + "}");
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("Paid, in review"));
    }

    @Test
    void a_cancelled_order_can_be_tried_again() throws Exception {
        String paymentUrl = location(buy(Product.CARAMELS, "EUR"));
        tellSandbox(paymentUrl, "{\"status\":\"cancelled\"}");
        String reference = onlyOrder();
        await().atMost(PATIENCE)
                .until(() -> browser.open("/orders/" + reference).body().contains("Cancelled"));

        Map<String, String> form =
                Map.of("form", browser.buyForm(Product.MUG, "EUR").get("form"));
        HttpResponse<String> again = browser.post("/orders/" + reference, form);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(location(again)).isNotEqualTo(paymentUrl);
        assertThat(browser.open("/orders/" + reference).body()).contains("Waiting for payment");
    }

    @Test
    void prices_come_in_yen_too() throws Exception {
        assertThat(browser.open("/?currency=JPY").body())
                .contains("1 BTC = ", "¥7,800", "¥2,600", " BTC</tillgate-price>");
        assertThat(buy(Product.MUG, "JPY").statusCode()).isEqualTo(303);
        assertThat(browser.open("/orders").body()).contains("¥2,600");
    }

    @Test
    void a_form_of_another_site_or_another_visitor_buys_nothing() throws Exception {
        Map<String, String> form = new HashMap<>(browser.buyForm(Product.MUG, "EUR"));
        Browser other = new Browser(demo.shopUrl());
        assertThat(other.post("/checkout", form).statusCode()).isEqualTo(403);
        other.open("/");
        assertThat(other.post("/checkout", form).statusCode()).isEqualTo(403);
        form.remove("form");
        assertThat(browser.post("/checkout", form).statusCode()).isEqualTo(403);
        assertThat(browser.open("/orders").body()).contains("Nothing yet");
    }

    @Test
    void nobody_sees_the_order_of_another() throws Exception {
        buy(Product.MUG, "EUR");
        String reference = onlyOrder();
        assertThat(new Browser(demo.shopUrl()).open("/orders/" + reference).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_cart_keeps_what_is_in_it() throws Exception {
        Map<String, String> form = new HashMap<>(browser.buyForm(Product.MUG, "EUR"));
        browser.post("/checkout", form);
        form.put("product", "CARAMELS");
        assertThat(browser.post("/checkout", form).statusCode()).isEqualTo(409);
    }

    @Test
    void bad_input_gets_a_page_that_names_field_fault_and_fix() throws Exception {
        HttpResponse<String> currency = browser.open("/?currency=XYZ");
        assertThat(currency.statusCode()).isEqualTo(400);
        assertThat(currency.body()).contains("currency is not one we price in: choose EUR or JPY");

        Map<String, String> form = new HashMap<>(browser.buyForm(Product.MUG, "EUR"));
        form.put("cart", "<script>");
        HttpResponse<String> cart = browser.post("/checkout", form);
        assertThat(cart.statusCode()).isEqualTo(400);
        assertThat(cart.body()).contains("cart is not a cart&#39;s id").doesNotContain("<script>");

        form.remove("product");
        assertThat(browser.post("/checkout", form).body()).contains("product is missing");
        assertThat(browser.open("/nowhere").statusCode()).isEqualTo(404);
        assertThat(browser.post("/", form).statusCode()).isEqualTo(405);
    }

    @Test
    void staff_pages_ask_for_the_login_of_the_start_line() throws Exception {
        assertThat(browser.open("/pay/admin").statusCode()).isEqualTo(401);
        assertThat(asStaff("/pay/admin").statusCode()).isEqualTo(200);
        assertThat(demo.startLine())
                .startsWith("Tillgate demo shop: " + demo.shopUrl() + "/")
                .contains("login demo / " + demo.login().password());
    }

    @Test
    void each_of_the_staff_sees_what_their_role_allows() throws Exception {
        for (String name : List.of("staff", "boss", "viewer")) {
            assertThat(as(name, "/pay/admin").body()).contains(">" + name + "</bdi>");
        }
        assertThat(as("stranger", "/pay/admin").statusCode()).isEqualTo(401);
    }

    @Test
    void pages_allow_no_inline_script_or_style_and_hold_none() throws Exception {
        HttpResponse<String> page = browser.open("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", " style=", "<script>", " onclick=", "https://");
        for (String asset : List.of("/assets/shop.css", "/assets/shop.js", "/assets/icon.svg")) {
            assertThat(browser.open(asset).statusCode()).as(asset).isEqualTo(200);
        }
        assertThat(browser.open("/assets/../logback.xml").statusCode()).isGreaterThanOrEqualTo(400);
    }

    private HttpResponse<String> buy(Product product, String currency) throws Exception {
        return browser.post("/checkout", browser.buyForm(product, currency));
    }

    private String onlyOrder() throws Exception {
        List<String> references = REFERENCE
                .matcher(browser.open("/orders").body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(references).hasSize(1);
        return references.get(0);
    }

    private static String location(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    private HttpResponse<String> tellSandbox(String paymentUrl, String json) throws Exception {
        HttpResponse<String> answer = browser.send(browser.request(orderUrl(paymentUrl))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private String dueSatoshi(String paymentUrl) throws Exception {
        String order = browser.open(orderUrl(paymentUrl)).body();
        Matcher due = Pattern.compile("\"due_satoshi\":([0-9]+)").matcher(order);
        assertThat(due.find()).as(order).isTrue();
        return due.group(1);
    }

    /** The order in the sandbox's test API. */
    private static String orderUrl(String paymentUrl) {
        URI page = URI.create(paymentUrl);
        String transaction = page.getPath().substring(page.getPath().lastIndexOf('/') + 1);
        return "http://" + page.getAuthority() + "/sandbox/orders/" + transaction;
    }

    private HttpResponse<String> asStaff(String path) throws Exception {
        return as(demo.login().name(), path);
    }

    private HttpResponse<String> as(String name, String path) throws Exception {
        String login = name + ":" + demo.login().password();
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return browser.send(
                browser.request(path).header("Authorization", "Basic " + basic).build());
    }
}
