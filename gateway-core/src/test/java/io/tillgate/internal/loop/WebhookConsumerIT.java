package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.Gateway;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.event.SentRefund;
import io.tillgate.event.WebhookSettings;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk.NewRefund;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundTerms;
import io.tillgate.testing.GatewayFixture;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookConsumerIT {

    private static final String SECRET = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=";

    private final GatewayFixture fixture = new GatewayFixture();
    private final MockWebServer shop = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        shop.start();
    }

    @AfterEach
    void stop() {
        fixture.close();
        shop.close();
    }

    @Test
    void a_shop_in_another_process_gets_each_event_signed_until_it_says_yes() throws Exception {
        shop.enqueue(new MockResponse.Builder().code(500).build());
        shop.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/elsewhere")
                .build());
        shop.enqueue(new MockResponse.Builder().code(204).build());
        String url = shop.url("/hooks/tillgate").toString();
        Gateway gateway = fixture.start(builder -> builder.webhook(new WebhookSettings(url, SECRET)));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);

        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));

        RecordedRequest first = shop.takeRequest();
        RecordedRequest second = shop.takeRequest();
        RecordedRequest third = shop.takeRequest();
        assertThat(first.getHeaders().get("Tillgate-Delivery"))
                .isEqualTo(second.getHeaders().get("Tillgate-Delivery"))
                .isEqualTo(third.getHeaders().get("Tillgate-Delivery"));
        byte[] body = third.getBody().toByteArray();
        JsonNode event = new ObjectMapper().readTree(body);
        assertThat(event.path("type").asText()).isEqualTo("ORDER_PAID");
        assertThat(event.path("reference").asText()).isEqualTo("A-1");
        assertThat(event.path("amount_received").path("minor_units").asLong()).isEqualTo(500_000);
        assertThat(third.getHeaders().get("Tillgate-Signature")).isEqualTo(expectedSignature(third, body));
        await().untilAsserted(() -> assertThat(
                        gateway.desk().open(order.id()).orElseThrow().deliveries())
                .filteredOn(delivery -> delivery.consumer().equals("webhook"))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.attempts()).isEqualTo(3);
                    assertThat(delivery.deliveredAt()).isNotNull();
                }));
        assertThat(fixture.events()).as("the listener gets it too").hasSize(1);
    }

    @Test
    void every_kind_of_listener_hears_once_of_each_refund_that_went_and_after_the_payment() throws Exception {
        for (int i = 0; i < 3; i++) {
            shop.enqueue(new MockResponse.Builder().code(204).build());
        }
        List<OrderEvent> booked = new CopyOnWriteArrayList<>();
        String url = shop.url("/hooks/tillgate").toString();
        Gateway gateway = fixture.start(builder -> builder.webhook(new WebhookSettings(url, SECRET))
                .transactionalListener((event, connection) -> booked.add(event)));
        fixture.sandbox().deposit(1_000_000, "Float");
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000));

        Refund sent = refund(gateway, order, 200_000, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
        await().until(() -> gateway.refunds().find(sent.id()).orElseThrow().state() == RefundState.SENT);
        Refund byHand = refund(gateway, order, 100_000, null);
        gateway.refunds().recordByHand(byHand.id(), "ab".repeat(32), new RefundBy("ann", "sent it myself"));

        await().untilAsserted(() -> {
            assertThat(List.of(fixture.events(), booked))
                    .allSatisfy(heard -> assertThat(heard)
                            .extracting(OrderEvent::type)
                            .containsExactly(
                                    OrderEventType.ORDER_PAID, OrderEventType.REFUND_SENT, OrderEventType.REFUND_SENT));
            assertThat(shop.getRequestCount()).isEqualTo(3);
        });
        assertThat(booked.get(1).refund().id()).isEqualTo(sent.id());
        assertThat(booked.get(1).refund().amount()).isEqualTo(Money.satoshi(200_000));
        assertThat(booked.get(1).refund().transactionId())
                .isEqualTo(gateway.refunds().find(sent.id()).orElseThrow().transactionId());
        assertThat(booked.get(2).refund())
                .isEqualTo(new SentRefund(byHand.id(), Money.satoshi(100_000), "ab".repeat(32)));
        assertThat(booked.get(0).refund()).isNull();
        shop.takeRequest();
        shop.takeRequest();
        JsonNode told = new ObjectMapper().readTree(shop.takeRequest().getBody().toByteArray());
        assertThat(told.path("type").asText()).isEqualTo("REFUND_SENT");
        assertThat(told.path("status").asText()).isEqualTo("PAID");
        assertThat(told.path("refund").path("id").asText())
                .isEqualTo(byHand.id().toString());
        assertThat(told.path("refund").path("amount").path("minor_units").asLong())
                .isEqualTo(100_000);
        assertThat(told.path("refund").path("transaction_id").asText()).isEqualTo("ab".repeat(32));
    }

    private static Refund refund(Gateway gateway, MerchantOrder order, long satoshi, String address) {
        RefundResult result = gateway.refunds()
                .start(
                        new NewRefund(
                                UUID.randomUUID(),
                                order.id(),
                                RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(satoshi)),
                                address),
                        new RefundBy("ann", "the mug broke"));
        return ((RefundResult.Done) result).refund();
    }

    @Test
    void settings_that_can_t_work_stop_the_start_without_showing_the_secret() {
        assertThatThrownBy(
                        () -> fixture.start(builder -> builder.webhook(new WebhookSettings("shop/hook", "c2hvcnQ="))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("webhook.url")
                .hasMessageContaining("webhook.secret")
                .hasMessageNotContaining("c2hvcnQ=");
    }

    private static String expectedSignature(RecordedRequest request, byte[] body) throws Exception {
        String header = request.getHeaders().get("Tillgate-Signature");
        String time = header.substring(2, header.indexOf(','));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
        byte[] signed = (time + "." + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(signed));
    }
}
