package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.GatewayBuilder;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.ConfirmationBand;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.testing.RegtestNode;
import io.tillgate.testing.RegtestNode.Output;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A buyer pays on our own page, through a real node and a real browser. */
class PaymentOnOurPageIT {

    private static final ProcessorId NODE = new ProcessorId("node");
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** Of a wallet that holds nothing anywhere. */
    private static final String ACCOUNT =
            "tpubD6NzVbkrYhZ4WaWSyoBvQwbpLkojyoTZPRsgXELWz3Popb3qkjcJyJUGLnL4qHHoQvao8ESaA"
                    + "stxYSnhyswJ76uZPStJRJCTKvosUCJZL5B";

    private static final AtomicInteger ORDERS = new AtomicInteger();
    private static final AtomicBoolean STREAMS_BLOCKED = new AtomicBoolean();

    private static RegtestNode node;
    private static TestShop shop;
    private static Browser browser;

    @BeforeAll
    static void open() {
        node = RegtestNode.start();
        shop = TestShop.open(
                PaymentOnOurPageIT::withNode,
                ServletSettings.defaults(),
                TestShop.filter(
                        (request, response, chain) -> {
                            boolean isStream = ((HttpServletRequest) request)
                                    .getRequestURI()
                                    .endsWith("/events");
                            if (isStream && STREAMS_BLOCKED.get()) {
                                ((HttpServletResponse) response).sendError(403);
                            } else {
                                chain.doFilter(request, response);
                            }
                        },
                        TestShop.Async.SUPPORTED));
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        for (AutoCloseable one : new AutoCloseable[] {browser, shop, node}) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    private static GatewayBuilder withNode(GatewayBuilder builder) {
        return builder.node(NodeSettings.builder()
                .url(node.url())
                .credentials(RegtestNode.USER, RegtestNode.PASSWORD)
                .network(BitcoinNetwork.REGTEST)
                .accountKey(ACCOUNT)
                .confirmations(new ConfirmationBand(100_000, 2))
                .pollEvery(Duration.ofMillis(100))
                .build());
    }

    @Test
    void an_open_page_follows_the_payment_from_short_to_paid_without_being_touched() {
        MerchantOrder order = order(10_000);
        String address = address(order);
        browser.open(shop.url + shop.page(order) + "?lang=en");
        // What other tests did to the server is not of this page.
        assertThat(browser.complaints()).isNotNull();
        assertThat(text()).contains("Waiting for your payment", "10,000 sat", "Test network");

        node.pay(new Output(address, 8_766));
        awaitText("1,234 sat is still missing");
        assertThat(link()).isEqualTo("bitcoin:" + address + "?amount=0.00001234");
        browser.wholePicture("pay-live-short");

        node.pay(new Output(address, 1_234));
        awaitText("Your payment has been seen");
        assertThat(said()).contains("Your payment has been seen");
        assertThat(browser.eval("document.querySelector('#said').offsetHeight"))
                .as("what is said to those who listen is not shown a second time")
                .isEqualTo("1");
        node.mine(1);
        awaitText("1 of 2 confirmations");
        node.mine(1);
        awaitText("Paid. Thank you!");
        assertThat(said()).contains("Paid. Thank you!");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void where_streams_are_blocked_the_page_asks_instead() {
        STREAMS_BLOCKED.set(true);
        try {
            MerchantOrder order = order(10_000);
            browser.open(shop.url + shop.page(order) + "?lang=en");

            node.pay(new Output(address(order), 10_000));

            awaitText("Your payment has been seen");
        } finally {
            STREAMS_BLOCKED.set(false);
        }
    }

    @Test
    void a_server_that_was_away_is_found_again() {
        MerchantOrder order = order(10_000);
        String address = address(order);
        browser.open(shop.url + shop.page(order) + "?lang=de");
        shop.stopServer();
        try {
            await().atMost(PATIENCE)
                    .until(() -> browser.eval("document.querySelector('.interrupted').hidden")
                            .equals("false"));
        } finally {
            shop.startServer();
        }

        node.pay(new Output(address, 10_000));

        awaitText("Ihre Zahlung wurde erkannt");
        assertThat(browser.eval("document.querySelector('.interrupted').hidden"))
                .isEqualTo("true");
    }

    @Test
    void an_order_that_expires_under_the_buyer_s_eyes_offers_nothing_to_pay_whatever_the_device_s_clock_says() {
        MerchantOrder order = order(10_000);
        shop.postgres.run("UPDATE tillgate.merchant_order SET expires_at = now() + interval '4 seconds' WHERE id = '"
                + order.id() + "'");
        browser.open(shop.url + shop.page(order) + "?lang=en");
        // Somebody sets the device's clock to 1970: what it thinks of the time must not matter.
        browser.eval("(Date.now = () => 0) && 1");
        assertThat(browser.eval("document.querySelector('.countdown').textContent"))
                .matches("0:0\\d");

        awaitText("The time to pay is over");

        assertThat(browser.eval("document.querySelectorAll('.qr, .address, [href^=\"bitcoin:\"]').length"))
                .isEqualTo("0");
    }

    @Test
    void everything_is_there_without_script() {
        MerchantOrder order = order(10_000);
        String address = address(order);

        String page = shop.get(shop.page(order), "Accept", "text/html").body();

        assertThat(page)
                .contains("href=\"bitcoin:" + address + "?amount=0.0001\"")
                .contains("<svg width=", ">0.00010000</code>")
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>")
                .as("buttons that do nothing without script stay away")
                .containsPattern("<button[^>]* hidden>Copy</button>")
                .doesNotContain("href=\"" + order.paymentUrl() + "\"");
    }

    @Test
    void the_language_is_the_browser_s_until_the_buyer_chooses_and_the_choice_sticks() {
        MerchantOrder order = order(10_000);

        HttpResponse<String> german =
                shop.get(shop.page(order), "Accept", "text/html", "Accept-Language", "de-CH,de;q=0.9,en;q=0.5");
        assertThat(german.body()).contains("<html lang=\"de\"", "Wir warten auf Ihre Zahlung", "10.000 sat");
        assertThat(german.headers().firstValue("Content-Language")).contains("de");
        assertThat(german.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Accept-Language"));

        HttpResponse<String> chosen =
                shop.get(shop.page(order) + "?lang=ja", "Accept", "text/html", "Accept-Language", "de");
        assertThat(chosen.body())
                .contains("<html lang=\"ja\"", "お支払いをお待ちしています", "/events?lang=ja\"")
                .contains("href=\"?lang=fr\"", "lang=\"ja\" hreflang=\"ja\" rel=\"nofollow\" aria-current=\"true\"");
        assertThat(shop.get(shop.page(order) + "?lang=%22%3E%3Cscript%3E", "Accept", "text/html")
                        .body())
                .contains("<html lang=\"en\"")
                .doesNotContain("><script>");
        assertThat(shop.get("/orders/none?lang=fr", "Accept", "text/html").body())
                .contains("Ce lien ne mène à aucune commande")
                .doesNotContain("leads to no order");
        assertThat(shop.get("/nothing?lang=es", "Accept", "text/html").body()).contains("Aquí no hay nada");
        assertThat(shop.get("/return/" + shop.gateway.pageToken(order.id()) + "/failure?lang=es", "Accept", "text/html")
                        .body())
                .contains("El pago no se completó");
    }

    @Test
    void staff_see_how_far_the_chain_was_followed_and_what_the_wallet_must_look_for() {
        order(10_000);

        assertThat(shop.getAsStaff("/admin/processors").body())
                .contains("followed to block", "Unpaid addresses")
                .containsPattern("[1-9][0-9]* since the last one that was paid")
                .contains("give money back by itself");
        browser.open(shop.url.replace("http://", "http://anna:secret@") + "/admin/processors");
        browser.wholePicture("staff-processors");

        // As many buyers who left without paying as most wallets look ahead.
        shop.postgres.run("UPDATE tillgate.chain_account SET next_index = next_index + 20");
        assertThat(shop.getAsStaff("/admin/processors").body())
                .contains("The gap limit of the wallet must be larger, or it overlooks coins.");
    }

    @Test
    void the_same_as_json() throws Exception {
        MerchantOrder order = order(10_000);
        String address = address(order);
        node.pay(new Output(address, 4_000));
        await().atMost(PATIENCE)
                .until(() -> !shop.gateway
                        .paymentInstructions(order.id())
                        .orElseThrow()
                        .payments()
                        .isEmpty());

        JsonNode json = new ObjectMapper()
                .readTree(
                        shop.get(shop.page(order), "Accept", "application/json").body());

        assertThat(json.at("/address").asText()).isEqualTo(address);
        assertThat(json.at("/bitcoin_uri").asText()).isEqualTo("bitcoin:" + address + "?amount=0.00006");
        assertThat(json.at("/payment_url").asText()).isEqualTo(order.paymentUrl());
        assertThat(json.at("/payments/0/amount/minor_units").asLong()).isEqualTo(4_000);
        assertThat(json.at("/payments/0/state").asText()).isEqualTo("PENDING");
        assertThat(json.at("/payments/0/confirmations").asInt()).isZero();
    }

    private static MerchantOrder order(long satoshi) {
        return await().atMost(PATIENCE)
                                .until(
                                        () -> shop.gateway.checkout(CheckoutRequest.of(
                                                        "HOSTED-" + ORDERS.incrementAndGet(), Money.satoshi(satoshi))
                                                .description("Three candles")
                                                .processor(NODE)
                                                .build()),
                                        CheckoutResult.Ready.class::isInstance)
                        instanceof CheckoutResult.Ready ready
                ? ready.order()
                : null;
    }

    private static String address(MerchantOrder order) {
        return shop.gateway.paymentInstructions(order.id()).orElseThrow().address();
    }

    private static String text() {
        return browser.eval("document.querySelector('#order').innerText");
    }

    private static String said() {
        return browser.eval("document.querySelector('#said').textContent");
    }

    private static String link() {
        return browser.eval("document.querySelector('#qr').getAttribute('href')");
    }

    private static void awaitText(String wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).contains(wanted));
    }
}
