package io.tillgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillgate.failure.ConfigurationException;
import io.tillgate.testing.RegtestNode;
import io.tillgate.testing.RegtestNode.Output;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo with a bitcoin node of the shop's own beside the sandbox: the customer chooses. */
class OwnNodeShopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Pattern URI = Pattern.compile("bitcoin:(bcrt1[0-9a-z]+)\\?amount=0\\.([0-9]+)");

    /** The one of the README. */
    private static final String ACCOUNT =
            "tpubD6NzVbkrYhZ4WaWSyoBvQwbpLkojyoTZPRsgXELWz3Popb3qkjcJyJUGLnL4qHHoQvao8ESaA"
                    + "stxYSnhyswJ76uZPStJRJCTKvosUCJZL5B";

    private static RegtestNode node;
    private static DemoShop demo;

    @BeforeAll
    static void start() throws Exception {
        node = RegtestNode.start();
        demo = DemoShop.start(Map.of(
                "PORT",
                "0",
                "SANDBOX_PORT",
                "0",
                "NODE_URL",
                node.url(),
                "NODE_USER",
                RegtestNode.USER,
                "NODE_PASSWORD",
                RegtestNode.PASSWORD,
                "NODE_ACCOUNT",
                ACCOUNT));
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_customer_pays_to_the_shop_s_own_keys_and_the_order_turns_paid_with_the_blocks() throws Exception {
        Browser browser = new Browser(demo.shopUrl());
        assertThat(browser.open("/").body())
                .contains("Pay through", "Mt. Gox sandbox</option>", "own node (regtest)</option>");
        String paymentUrl = buy(browser, "node");
        assertThat(paymentUrl).startsWith(demo.shopUrl() + "/pay/orders/");
        Matcher uri = URI.matcher(browser.open(paymentUrl).body());
        assertThat(uri.find()).isTrue();
        long satoshi = Long.parseLong((uri.group(2) + "00000000").substring(0, 8));

        node.pay(new Output(uri.group(1), satoshi));

        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("Confirming"));
        node.mine(2);
        await().atMost(PATIENCE).until(() -> browser.open("/orders").body().contains("chip good\">Paid<"));
        assertThat(browser.open(paymentUrl).body()).contains("Paid. Thank you!");
    }

    @Test
    void whoever_chooses_the_sandbox_goes_there_and_nowhere_else_is_offered() throws Exception {
        Browser browser = new Browser(demo.shopUrl());
        assertThat(buy(browser, "mtgox")).doesNotContain("/pay/orders/");

        Map<String, String> form = new HashMap<>(browser.buyForm(Product.MUG, "EUR"));
        form.put("processor", "paypal");
        HttpResponse<String> refused = browser.post("/checkout", form);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("processor is not one of ours");
    }

    @Test
    void settings_of_a_node_that_do_not_fit_are_told_by_the_names_of_the_variables() {
        assertThatThrownBy(() -> DemoShop.start(Map.of(
                        "PORT", "0", "SANDBOX_PORT", "0", "NODE_URL", "node", "NODE_COOKIE", "/x", "NODE_USER", "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("NODE_URL is not an http(s) URL")
                .hasMessageContaining("NODE_USER are given twice")
                .hasMessageContaining("NODE_ACCOUNT is missing");
        assertThatThrownBy(() -> DemoShop.start(Map.of("PORT", "0", "SANDBOX_PORT", "0", "NODE_ACCOUNT", ACCOUNT)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("NODE_ACCOUNT is set, but NODE_URL is not");
    }

    private static String buy(Browser browser, String processor) throws Exception {
        Map<String, String> form = new HashMap<>(browser.buyForm(Product.LANTERN, "EUR"));
        form.put("processor", processor);
        return await().atMost(PATIENCE)
                .until(
                        () -> browser.post("/checkout", form).headers().firstValue("Location"),
                        location -> location.isPresent() && !location.get().startsWith("/orders/"))
                .orElseThrow();
    }
}
