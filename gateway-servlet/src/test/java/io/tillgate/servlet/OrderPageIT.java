package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.sandbox.IpnContent;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderPageIT {

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
    void an_open_order_shows_what_is_due_and_where_to_pay() {
        MerchantOrder order = shop.order("PAGE-1");

        HttpResponse<String> page = shop.get(shop.page(order), "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Waiting for your payment", "2.50000000", "25.00 EUR", "Three candles", "PAGE-1")
                .contains("href=\"" + order.paymentUrl() + "\"")
                .contains("href=\"https://shop.example/orders/PAGE-1\"")
                .contains("<time datetime=\"")
                .doesNotContain(order.id().toString());
    }

    @Test
    void a_page_keeps_the_browser_from_harm() {
        HttpResponse<String> page = shop.get(shop.page(shop.order("PAGE-2")));

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void links_come_from_the_public_base_url_whatever_the_host_header_says() throws Exception {
        String token = shop.page(shop.order("PAGE-3"));
        try (Socket socket = shop.connect("GET /pay" + token + " HTTP/1.1\r\nHost: evil.example\r\n"
                + "X-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n")) {
            String answer = TestShop.readAll(socket);

            assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("evil");
        }
    }

    @Test
    void the_same_as_json_for_the_shop_s_own_page() throws Exception {
        MerchantOrder order = shop.order("PAGE-4");
        shop.send(order, IpnContent.partial(100_000_000, 50_000_000));

        HttpResponse<String> answer = shop.get(shop.page(order), "Accept", "application/json");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.at("/status").asText()).isEqualTo("AWAITING_PAYMENT");
        assertThat(json.at("/reference").asText()).isEqualTo("PAGE-4");
        assertThat(json.at("/due/amount").asText()).isEqualTo("2.50000000");
        assertThat(json.at("/due/minor_units").asLong()).isEqualTo(250_000_000);
        assertThat(json.at("/price/currency").asText()).isEqualTo("EUR");
        assertThat(json.at("/received/amount").asText()).isEqualTo("1.00000000");
        assertThat(json.at("/pending/amount").asText()).isEqualTo("0.50000000");
        assertThat(json.at("/missing/amount").asText()).isEqualTo("1.00000000");
        assertThat(json.at("/payment_url").asText()).isEqualTo(order.paymentUrl());
        assertThat(json.at("/final").asBoolean()).isFalse();
        assertThat(answer.body()).doesNotContain(order.id().toString()).doesNotContain("mtgox");
    }

    @Test
    void a_paid_order_says_so_and_offers_no_second_payment() {
        MerchantOrder order = shop.order("PAGE-5");
        shop.send(order, IpnContent.paid());

        HttpResponse<String> page = shop.get(shop.page(order));

        assertThat(page.body())
                .contains("Paid. Thank you!")
                .doesNotContain(order.paymentUrl())
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void hostile_texts_of_a_shop_arrive_escaped() {
        String script = "<script>alert(1)</script>";
        MerchantOrder order =
                shop.order(CheckoutRequest.of("\"><img src=x>\u202E", Money.parse(Currency.of("EUR"), "25.00"))
                        .description(script + "\u202E" + "x".repeat(200))
                        .data(script.repeat(80))
                        .build());

        String page = shop.get(shop.page(order)).body();
        String staffPage = shop.getAsStaff("/admin/orders/" + order.id()).body();
        String staffList = shop.getAsStaff("/admin/orders").body();

        for (String html : new String[] {page, staffPage, staffList}) {
            assertThat(html).doesNotContain("<script>").doesNotContain("<img");
        }
        assertThat(page).contains("&lt;script&gt;").doesNotContain(script);
        assertThat(staffPage).contains("&lt;script&gt;").contains("&lt;img src=x&gt;");
    }

    @Test
    void a_wrong_link_is_a_404_in_the_language_of_the_client() throws Exception {
        String token = shop.page(shop.order("PAGE-6"));
        String tampered = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A");

        for (String path : new String[] {
            tampered,
            "/orders/x",
            "/orders/" + "x".repeat(300),
            "/orders",
            "/orders/",
            token + "/more",
            token + "/events/x"
        }) {
            assertThat(shop.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(shop.get(tampered, "Accept", "text/html").body())
                .contains("There is nothing here", "leads to no order");
        JsonNode json = new ObjectMapper()
                .readTree(shop.get(tampered, "Accept", "application/json").body());
        assertThat(json.at("/errors/0/field").asText()).isEqualTo("link");
        assertThat(json.at("/errors/0/fault").asText()).isEqualTo("leads to no order");
        assertThat(json.at("/errors/0/fix").asText()).startsWith("open the link");
        assertThat(shop.get(tampered).body()).startsWith("link leads to no order: open the link");
    }

    @Test
    void head_is_get_without_the_body() {
        String path = shop.page(shop.order("PAGE-7"));

        HttpResponse<String> head = shop.exchange("HEAD", path, HttpRequest.BodyPublishers.noBody());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isGreaterThan(1000);
    }

    @Test
    void nobody_can_post_to_a_page() {
        HttpResponse<String> answer = shop.post(shop.page(shop.order("PAGE-8")), "status=PAID");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(answer.body()).isEqualTo("method does not fit this address: use GET, HEAD here\n");
    }

    @Test
    void coming_back_shows_the_truth_and_changes_nothing() {
        MerchantOrder order = shop.order("PAGE-9");
        String token = shop.gateway.pageToken(order.id());

        assertThat(shop.get("/return/" + token + "/success").body())
                .contains("Your payment has not been seen yet")
                .contains(order.paymentUrl())
                .contains("data-events=\"/pay/orders/" + token + "/events\"")
                .doesNotContain("Paid. Thank you!");
        assertThat(shop.get("/return/" + token + "/failure").body())
                .contains("The payment was not completed")
                .contains(order.paymentUrl());
        assertThat(shop.gateway.order(order.id())).contains(order);

        shop.send(order, IpnContent.paid());
        assertThat(shop.get("/return/" + token + "/failure").body()).contains("Paid. Thank you!");
        assertThat(shop.get("/return/" + token + "/maybe").statusCode()).isEqualTo(404);
        assertThat(shop.get("/return/" + token).statusCode()).isEqualTo(404);
        assertThat(shop.get("/return/x/success").statusCode()).isEqualTo(404);
        assertThat(shop.post("/return/" + token + "/success", "").statusCode()).isEqualTo(405);
    }

    @Test
    void pain_25_coming_back_to_an_order_that_is_over_does_not_look_like_success() {
        MerchantOrder order = shop.order("PAGE-25");
        shop.postgres.run("UPDATE tillgate.merchant_order SET expires_at = now() - interval '3 hours' WHERE id = '"
                + order.id() + "'");

        HttpResponse<String> page = shop.get("/return/" + shop.gateway.pageToken(order.id()) + "/success");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("The time to pay is over")
                .doesNotContain("Thank you")
                .doesNotContain("href=\"" + order.paymentUrl() + "\"");
    }
}
