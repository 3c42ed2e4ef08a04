package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.InvoiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What the tests of this package share; the JSON is as a server sent it. */
final class BtcPayFixtures {

    static final Instant NOW = Instant.parse("2020-06-16T12:53:38Z");
    static final String STORE = "9CiNzKoANXxmk5ayZngSXrHTiVvvgCrwrpFQd4m2K776";
    static final String SECRET = "the secret of the webhook";

    private BtcPayFixtures() {}

    static BtcPaySettings.Builder settings() {
        return BtcPaySettings.builder()
                .baseUrl("https://btcpay.example")
                .apiKey("an API key")
                .storeId(STORE)
                .webhookSecrets(SECRET);
    }

    static InvoiceRequest request() {
        return new InvoiceRequest(
                OrderId.parse("01935f2e-0000-7000-8000-000000000001"),
                Money.satoshi(12_345_678),
                "01935f2e-0000-7000-8000-000000000001.bWFj",
                "Three candles",
                "https://shop.example/pay/ipn/btcpay",
                "https://shop.example/pay/return/t/success",
                "https://shop.example/pay/return/t/failure",
                NOW.plus(Duration.ofMinutes(15)),
                Duration.ofDays(7));
    }

    static byte[] bytes(String name) {
        try (InputStream in = BtcPayFixtures.class.getResourceAsStream("/btcpay/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static JsonNode json(String name) {
        return Objects.requireNonNull(BtcPayJson.read(bytes(name)), name);
    }
}
