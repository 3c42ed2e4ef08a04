package io.tillgate.internal.btcpay;

import static io.tillgate.internal.btcpay.BtcPayFixtures.NOW;
import static io.tillgate.internal.btcpay.BtcPayFixtures.STORE;
import static io.tillgate.internal.btcpay.BtcPayFixtures.request;
import static io.tillgate.internal.btcpay.BtcPayFixtures.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.BtcPaySettings.SpeedPolicy;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BtcPayInvoiceTest {

    @Test
    void what_was_ordered_is_recognised() {
        BtcPayInvoice invoice = Objects.requireNonNull(BtcPayInvoice.read(BtcPayFixtures.json("invoice.json")));

        assertThat(invoice.mismatch(request(), STORE)).isNull();
        assertThat(invoice.id()).isEqualTo("HFBGGFSkxwEjLUPnUQ8CwA");
        assertThat(invoice.checkoutLink()).isEqualTo("https://btcpay.example/i/HFBGGFSkxwEjLUPnUQ8CwA");
        assertThat(invoice.status().word()).isEqualTo("New/None");
    }

    @ParameterizedTest
    @CsvSource({"amount, 0.12345677", "amount, ''", "currency, EUR", "currency, btc", "storeId, another"})
    void each_difference_is_named_without_showing_what_came(String field, String value) {
        ObjectNode json = (ObjectNode) BtcPayFixtures.json("invoice.json");
        json.put(field, value);

        assertThat(Objects.requireNonNull(BtcPayInvoice.read(json)).mismatch(request(), STORE))
                .startsWith("the invoice ")
                .doesNotContain("0.12345677");
    }

    @Test
    void another_reference_is_a_difference_and_so_is_none() {
        ObjectNode json = (ObjectNode) BtcPayFixtures.json("invoice.json");
        ((ObjectNode) json.path("metadata")).put("orderId", "01935f2e-0000-7000-8000-000000000001.bWFk");
        assertThat(Objects.requireNonNull(BtcPayInvoice.read(json)).mismatch(request(), STORE))
                .contains("orderId");

        json.remove("metadata");
        assertThat(Objects.requireNonNull(BtcPayInvoice.read(json)).mismatch(request(), STORE))
                .contains("orderId");
    }

    @Test
    void an_amount_with_more_zeros_or_as_a_number_is_the_same() {
        ObjectNode json = (ObjectNode) BtcPayFixtures.json("invoice.json");
        for (String amount : new String[] {"0.1234567800", "00.12345678"}) {
            json.put("amount", amount);
            assertThat(Objects.requireNonNull(BtcPayInvoice.read(json)).mismatch(request(), STORE))
                    .isNull();
        }
        JsonNode number = Objects.requireNonNull(BtcPayJson.read("{\"amount\":0.12345678}".getBytes(UTF_8)));
        json.set("amount", number.path("amount"));
        assertThat(Objects.requireNonNull(BtcPayInvoice.read(json)).mismatch(request(), STORE))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "javascript:alert(1)", "//btcpay.example/i/1", "https://btcpay.example/i/\n"})
    void an_address_that_no_buyer_should_be_sent_to_makes_the_invoice_unusable(String checkoutLink) {
        ObjectNode json = (ObjectNode) BtcPayFixtures.json("invoice.json");
        json.put("checkoutLink", checkoutLink);

        assertThat(BtcPayInvoice.read(json)).isNull();
    }

    @Test
    void the_body_of_a_create_says_what_is_due_in_bitcoin_and_for_how_long() {
        JsonNode body = body(settings().build(), Duration.ofMillis(200));

        assertThat(body.path("amount").textValue()).isEqualTo("0.12345678");
        assertThat(body.path("currency").textValue()).isEqualTo("BTC");
        assertThat(body.path("metadata").path("orderId").textValue())
                .isEqualTo(request().data());
        assertThat(body.path("metadata").path("itemDesc").textValue()).isEqualTo("Three candles");
        JsonNode checkout = body.path("checkout");
        assertThat(checkout.path("expirationMinutes").intValue()).isEqualTo(15);
        assertThat(checkout.path("monitoringMinutes").intValue()).isEqualTo(7 * 24 * 60);
        assertThat(checkout.path("paymentTolerance").intValue()).isZero();
        assertThat(checkout.path("redirectURL").textValue()).isEqualTo(request().returnSuccessUrl());
        assertThat(checkout.has("speedPolicy")).isFalse();
        assertThat(checkout.has("paymentMethods")).isFalse();
    }

    @Test
    void what_the_settings_choose_is_sent_along() {
        JsonNode checkout = body(
                        settings()
                                .speedPolicy(SpeedPolicy.LOW_MEDIUM)
                                .paymentMethods("BTC-CHAIN")
                                .build(),
                        Duration.ZERO)
                .path("checkout");

        assertThat(checkout.path("speedPolicy").textValue()).isEqualTo("LowMediumSpeed");
        assertThat(checkout.path("paymentMethods").path(0).textValue()).isEqualTo("BTC-CHAIN");
    }

    @Test
    void an_order_that_expires_at_once_still_gets_the_least_time_of_the_wire() {
        assertThat(body(settings().build(), Duration.ofMinutes(20))
                        .path("checkout")
                        .path("expirationMinutes")
                        .intValue())
                .isEqualTo(1);
    }

    private static JsonNode body(BtcPaySettings settings, Duration afterTheOrder) {
        return Objects.requireNonNull(
                BtcPayJson.read(BtcPayCreateBody.of(request(), settings, NOW.plus(afterTheOrder))));
    }
}
