package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.Capability;
import io.tillgate.processor.ProcessorId;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import io.tillgate.sandbox.btcpay.SandboxInvoice;
import io.tillgate.sandbox.btcpay.WebhookDelivery;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop with two processors: the buyer, or the shop, chooses for each order. */
class SeveralProcessorsIT {

    private static final String KEY = "a-key-of-32-characters-for-tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BtcPaySandbox btcPay = BtcPaySandbox.start();
    private final TestShop shop = TestShop.open(
            builder -> builder.btcPay(BtcPaySettings.builder()
                    .baseUrl(btcPay.baseUrl())
                    .apiKey(btcPay.apiKey())
                    .storeId(btcPay.storeId())
                    .webhookSecrets(btcPay.webhookSecret())
                    .build()),
            ServletSettings.builder().apiKeys(List.of(KEY)).build());

    @AfterEach
    void stop() {
        shop.close();
        btcPay.close();
    }

    @Test
    void an_order_goes_to_the_processor_that_was_chosen_and_to_the_first_one_otherwise() throws IOException {
        JsonNode byDefault = create("A-1", "");
        JsonNode chosen = create("A-2", ",\"processor\":\"btcpay\"");

        assertThat(byDefault.path("processor").textValue()).isEqualTo("mtgox");
        assertThat(byDefault.path("payment_url").textValue()).startsWith(shop.sandbox.baseUrl());
        assertThat(chosen.path("processor").textValue()).isEqualTo("btcpay");
        assertThat(chosen.path("payment_url").textValue()).startsWith(btcPay.baseUrl());
        assertThat(btcPay.invoices()).hasSize(1);
        assertThat(shop.sandbox.orders()).hasSize(1);
    }

    @Test
    void a_processor_that_is_not_there_is_named_with_those_that_are() {
        HttpResponse<String> refused = post("A-1", ",\"processor\":\"paypal\"");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("paypal").contains("mtgox").contains("btcpay");
    }

    @Test
    void each_processor_posts_to_an_address_of_its_own_and_both_are_heard() {
        btcPay.postTo(shop.url + "/ipn/btcpay");
        MerchantOrder atBtcPay = orderAtBtcPay("A-1");
        MerchantOrder atMtGox = shop.order("A-2");

        btcPay.pay(invoice().id(), 500_000);
        assertThat(shop.send(atMtGox, IpnContent.paid()).acknowledged()).isTrue();

        awaitPaid(atBtcPay.id());
        awaitPaid(atMtGox.id());
        assertThat(btcPay.deliveries())
                .allSatisfy(delivery -> assertThat(delivery.answers()).isEqualTo(List.of(200)));
    }

    @Test
    void a_webhook_at_another_processors_address_is_refused() {
        MerchantOrder order = orderAtBtcPay("A-1");
        btcPay.postTo(shop.url + "/ipn");

        btcPay.pay(invoice().id(), 500_000);

        await().atMost(TestShop.PATIENCE).until(() -> lastDelivery().answers().equals(List.of(403)));
        assertThat(shop.gateway.order(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void a_server_whose_webhook_could_not_be_stored_is_told_to_send_it_again() {
        MerchantOrder order = orderAtBtcPay("A-1");
        btcPay.postTo(shop.url + "/ipn/btcpay");
        shop.postgres.takeDown();
        try {
            btcPay.pay(invoice().id(), 500_000);
            await().atMost(TestShop.PATIENCE)
                    .until(() -> lastDelivery().answers().contains(503));
        } finally {
            shop.postgres.bringBack();
        }

        await().atMost(TestShop.PATIENCE)
                .ignoreExceptions()
                .until(() -> shop.gateway.order(order.id()).orElseThrow().status() == OrderStatus.PAID);
    }

    @Test
    void a_buyer_who_comes_back_sees_the_order_whichever_processor_took_it() {
        btcPay.postTo(shop.url + "/ipn/btcpay");
        MerchantOrder order = orderAtBtcPay("A-1");
        String returnUrl =
                invoice().ordered().path("checkout").path("redirectURL").asText();
        btcPay.pay(invoice().id(), 500_000);
        awaitPaid(order.id());

        HttpResponse<String> page = shop.get(returnUrl.substring(shop.url.length()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("A-1").contains("Paid");
    }

    @Test
    void the_health_tells_how_well_a_processor_is_heard_and_the_gateway_what_each_can_do() {
        assertThat(shop.get("/health").body()).contains("notifications-btcpay").contains("none came yet");
        assertThat(shop.gateway.processors().keySet())
                .containsExactly(new ProcessorId("mtgox"), new ProcessorId("btcpay"));
        assertThat(shop.gateway.processors().get(new ProcessorId("btcpay")))
                .contains(Capability.LOOK_UP, Capability.HINTS_ONLY);
    }

    @Test
    void staff_see_what_each_processor_can_do_when_it_was_heard_and_how_to_probe_the_way() {
        assertThat(shop.send(shop.order("A-1"), IpnContent.paid()).acknowledged())
                .isTrue();

        String page = shop.getAsStaff("/admin/processors").body();

        assertThat(page)
                .contains(
                        "processor-mtgox",
                        "processor-btcpay",
                        "signed notifications",
                        "list changes",
                        "Gives money back.")
                .contains("curl -i -X POST -d probe " + shop.url + "/ipn/btcpay", "none came yet, or none lately")
                .contains("<time datetime=");
        HttpResponse<String> probed = shop.post("/ipn/btcpay", "probe");
        assertThat(probed.statusCode()).isEqualTo(403);
        assertThat(probed.body()).startsWith("signature is bad or missing");
        assertThat(shop.get("/admin/processors").statusCode()).isEqualTo(401);
    }

    @Test
    void a_banner_says_on_every_staff_page_that_webhooks_are_blocked() {
        assertThat(shop.getAsStaff("/admin/").body()).doesNotContain("do not get through");
        MerchantOrder order = orderAtBtcPay("A-1");
        // Nobody told BTCPay where to post to.
        btcPay.pay(invoice().id(), 500_000);
        // The janitor asks within minutes; this is its time come early.
        shop.postgres.run("UPDATE tillgate.invoice SET next_check_at = now()");
        awaitPaid(order.id());

        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() -> assertThat(shop.getAsStaff("/admin/orders").body())
                        .contains("Notifications of btcpay do not get through", "/admin/processors"));
    }

    private MerchantOrder orderAtBtcPay(String reference) {
        return shop.order(CheckoutRequest.of(reference, Money.satoshi(500_000))
                .processor(new ProcessorId("btcpay"))
                .build());
    }

    private JsonNode create(String reference, String more) throws IOException {
        HttpResponse<String> created = post(reference, more);
        assertThat(created.statusCode()).isEqualTo(201);
        return JSON.readTree(created.body());
    }

    private HttpResponse<String> post(String reference, String more) {
        return shop.post(
                "/api/orders",
                "{\"reference\":\"" + reference + "\",\"currency\":\"EUR\",\"amount\":\"25.00\"" + more + "}",
                "Authorization",
                "Bearer " + KEY,
                "Idempotency-Key",
                "key-" + reference);
    }

    private SandboxInvoice invoice() {
        return btcPay.invoices().get(0);
    }

    private WebhookDelivery lastDelivery() {
        List<WebhookDelivery> deliveries = btcPay.deliveries();
        return deliveries.get(deliveries.size() - 1);
    }

    private void awaitPaid(OrderId id) {
        await().atMost(TestShop.PATIENCE)
                .until(() -> shop.gateway.order(id).orElseThrow().status() == OrderStatus.PAID);
    }
}
