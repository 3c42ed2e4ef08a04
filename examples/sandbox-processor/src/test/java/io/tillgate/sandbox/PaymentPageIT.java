package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentPageIT {
    private SandboxProcessor sandbox;
    private Merchant merchant;
    private LittleShop shop;
    private String transaction;

    @BeforeEach
    void start() throws Exception {
        shop = new LittleShop();
        sandbox = SandboxProcessor.start();
        merchant = new Merchant(sandbox);
        transaction = merchant.orderWithIpn(shop.ipnUrl());
    }

    @AfterEach
    void stop() {
        sandbox.close();
        shop.close();
    }

    @Test
    void the_page_opens_by_GET_and_by_POST_with_or_without_extras_and_tells_that_it_is_a_sandbox() throws Exception {
        Merchant.Reply got = merchant.get("/pay/" + transaction + "?custom=x");
        Merchant.Reply posted = merchant.post("/pay/" + transaction, "", Map.of());

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body())
                .contains("No coin moves here")
                .contains("0.01250000")
                .isEqualTo(posted.body());
        assertThat(got.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(got.body()).doesNotContain("<script");
        Merchant.Reply css = merchant.get("/assets/pay.css");
        assertThat(css.status()).isEqualTo(200);
        assertThat(css.header("Content-Type")).startsWith("text/css");
    }

    @Test
    void paying_in_full_tells_the_shop_and_then_sends_the_buyer_back() throws Exception {
        Merchant.Reply reply = act("full", "");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("https://shop.example/success");
        assertThat(heard("amount")).containsExactly("1250000");
        assertThat(page()).contains("Paid").contains("Back to the shop").contains("[OK]");
    }

    @Test
    void a_part_is_seen_then_confirmed_and_the_rest_completes_the_same_payment() throws Exception {
        assertThat(act("seen", "0.005").header("Location")).isEqualTo("/pay/" + transaction);
        assertThat(page()).contains("Seen, not confirmed").contains("Confirm 0.00500000&nbsp;BTC");
        act("confirm", "");
        assertThat(page()).contains("Paid in part").contains("Pay the rest, 0.00750000&nbsp;BTC");
        assertThat(act("full", "").header("Location")).isEqualTo("https://shop.example/success");

        assertThat(heard("status")).containsExactly("partial", "partial", "paid");
        assertThat(heard("payment_id"))
                .hasSize(3)
                .containsOnly(heard("payment_id").get(0));
        assertThat(shop.heard().get(0).fields().values())
                .containsEntry("amount_valid", "0")
                .containsEntry("amount_pending", "500000");
        assertThat(shop.heard().get(1).fields().values())
                .containsEntry("amount_valid", "500000")
                .containsEntry("amount_pending", "0");
        assertThat(shop.heard().get(2).fields().get("amount")).contains("1250000");
    }

    @Test
    void the_full_amount_in_two_steps_is_paid_when_it_is_confirmed() throws Exception {
        act("seen", "0.0125");
        Merchant.Reply reply = act("confirm", "");

        assertThat(reply.header("Location")).isEqualTo("https://shop.example/success");
        assertThat(heard("status")).containsExactly("partial", "paid");
        assertThat(heard("payment_id")).containsOnly(heard("payment_id").get(0));
    }

    @Test
    void too_much_is_paid_as_it_came() throws Exception {
        act("pay", "0.02");

        assertThat(heard("amount")).containsExactly("2000000");
        assertThat(page()).contains("More than asked").contains("0.00750000");
    }

    @Test
    void paying_late_leaves_the_order_open_until_the_coins_arrive() throws Exception {
        Merchant.Reply reply = merchant.post("/pay/" + transaction + "/act", "do=later&minutes=5", Map.of());

        assertThat(reply.header("Location")).isEqualTo("/pay/" + transaction);
        assertThat(page()).contains("Coins arrive by themselves").contains("http-equiv=\"refresh\"");
        assertThat(shop.heard()).isEmpty();
    }

    @Test
    void cancelling_tells_the_shop_and_a_cancelled_order_can_still_be_paid() throws Exception {
        assertThat(act("cancel", "").header("Location")).isEqualTo("https://shop.example/failure");
        assertThat(page()).contains("Cancelled").contains("Pay 0.01250000&nbsp;BTC");
        act("full", "");

        assertThat(heard("status")).containsExactly("cancelled", "paid");
    }

    @Test
    void a_buyer_is_not_kept_by_a_shop_that_fails() throws Exception {
        shop.says(500, "<b>down</b>");

        assertThat(act("full", "").status()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(page())
                        .contains("500: &lt;b&gt;down&lt;/b&gt;")
                        .contains("It will be sent again"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do=pay&amount=abc",
                "do=pay&amount=",
                "do=pay&amount=0",
                "do=pay&amount=-1",
                "do=seen&amount=0.000000001",
                "do=seen&amount=99999999",
                "do=later&minutes=0",
                "do=later&minutes=999",
                "do=explode",
                "",
                "do=%"
            })
    void a_form_that_makes_no_sense_is_explained_and_changes_nothing(String form) throws Exception {
        Merchant.Reply reply = merchant.post("/pay/" + transaction + "/act", form, Map.of());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("role=\"alert\"");
        assertThat(sandbox.order(transaction).orElseThrow().status()).isEqualTo(SandboxOrder.Status.OPEN);
        assertThat(shop.heard()).isEmpty();
    }

    @Test
    void what_a_merchant_writes_never_becomes_markup() throws Exception {
        for (String hostile : List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</title></bdi><h1>owned",
                "'; DROP TABLE orders; --",
                "%s %n ${7*7} \u202e\u0000")) {
            Map<String, String> fields = Merchant.terms();
            fields.put("description", hostile);
            fields.put("return_success", "https://shop.example/?a=1&b=%22%3E%3Cscript%3E'");
            String order = merchant.order(fields);
            sandbox.orders();
            merchant.post("/pay/" + order + "/act", "do=full", Map.of());

            for (String path : List.of("/pay/" + order, "/")) {
                String html = merchant.get(path).body();
                assertThat(html).contains(Html.escape(hostile));
                assertThat(html)
                        .doesNotContain("<script")
                        .doesNotContain("<img")
                        .doesNotContain("<h1>owned");
            }
            assertThat(merchant.get("/pay/" + order).body())
                    .contains("href=\"https://shop.example/?a=1&amp;b=%22%3E%3Cscript%3E&#39;\"");
        }
    }

    @Test
    void a_price_in_fiat_shows_both_amounts_and_is_paid_in_bitcoin_rounded_up() throws Exception {
        sandbox.tickers().set("EUR", "60000", "60010");
        Map<String, String> fields = Merchant.terms();
        fields.put("currency", "EUR");
        fields.put("amount", "25");
        fields.put("ipn", shop.ipnUrl());
        String order = merchant.order(fields);

        assertThat(merchant.get("/pay/" + order).body())
                .contains("25.00 <small>EUR")
                .contains("0.00041667&nbsp;BTC");
        merchant.post("/pay/" + order + "/act", "do=full", Map.of());
        assertThat(shop.heard().get(0).fields().values())
                .containsEntry("amount", "41667")
                .containsEntry("currency", "BTC");
    }

    @Test
    void an_order_without_an_ipn_url_can_be_paid_and_says_that_the_shop_is_not_told() throws Exception {
        String order = merchant.order(Merchant.terms());

        assertThat(merchant.post("/pay/" + order + "/act", "do=full", Map.of()).status())
                .isEqualTo(303);
        assertThat(merchant.get("/pay/" + order).body()).contains("the shop is not told");
    }

    @Test
    void an_order_that_is_not_here_gets_a_page_that_says_why() throws Exception {
        for (String path : List.of("/pay/nobody", "/pay/", "/pay/act", "/pay/%3Cscript%3E")) {
            Merchant.Reply reply = merchant.get(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
        }
        assertThat(merchant.get("/pay/nobody").body())
                .contains("This order is not here")
                .contains("restart");
    }

    private Merchant.Reply act(String action, String amount) throws Exception {
        return merchant.post(
                "/pay/" + transaction + "/act",
                "do=" + action + "&amount=" + URLEncoder.encode(amount, StandardCharsets.UTF_8),
                Map.of());
    }

    private String page() throws Exception {
        return merchant.get("/pay/" + transaction).body();
    }

    private List<String> heard(String field) {
        return shop.heard().stream()
                .map(heard -> heard.fields().get(field).orElse(""))
                .toList();
    }
}
