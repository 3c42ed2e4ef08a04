package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.ProcessorId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The published vectors and the values that most tests share. */
final class MtGoxFixtures {

    static final String API_KEY = "5f4dcc3b-5aa7-65d6-1d83-27deb882cf99";
    static final String SECRET = vectors("mtgox-ipn.json").get("secret_base64").textValue();
    static final String OTHER_SECRET = "b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlci1zZWNyZXQ=";
    static final Instant RECEIVED_AT = Instant.parse("2012-03-09T12:00:00Z");

    private MtGoxFixtures() {}

    static JsonNode vectors(String file) {
        try (InputStream in = MtGoxFixtures.class.getResourceAsStream("/vectors/" + file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MtGoxSettings.Builder settings() {
        return MtGoxSettings.builder()
                .baseUrl("https://processor.example/api")
                .apiKey(API_KEY)
                .apiSecret(SECRET);
    }

    static InvoiceRequest invoice() {
        return new InvoiceRequest(
                OrderId.parse("01935f2e-0000-7000-8000-000000000001"),
                Money.satoshi(12_345_678),
                "01935f2e-0000-7000-8000-000000000001.bWFj",
                "Tea & biscuits * 2 ~ café",
                "https://shop.example/pay/ipn/mtgox",
                "https://shop.example/pay/return/t/success",
                "https://shop.example/pay/return/t/failure",
                RECEIVED_AT.plus(Duration.ofMinutes(15)),
                Duration.ofDays(7));
    }

    static IncomingNotification notification(byte[] body, Map<String, String> headers) {
        return new IncomingNotification(new ProcessorId("mtgox"), headers, body, RECEIVED_AT);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
