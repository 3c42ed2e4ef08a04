package io.tillgate.internal.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.SentRefund;
import io.tillgate.event.WebhookSettings;
import io.tillgate.money.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends each event to a shop in another process, signed, until it is answered with 200 to 299. */
public final class WebhookConsumer implements Consumer, AutoCloseable {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebhookSettings settings;
    private final InstantSource clock;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .callTimeout(CALL_TIMEOUT)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    public WebhookConsumer(WebhookSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WebhookSettings.CONSUMER;
    }

    @Override
    public boolean deliver(OrderEvent event) throws Exception {
        byte[] body = JSON.writeValueAsBytes(json(event));
        long time = clock.instant().getEpochSecond();
        Request request = new Request.Builder()
                .url(settings.url())
                .header("User-Agent", "Tillgate")
                .header("Tillgate-Delivery", Long.toString(event.id()))
                .header("Tillgate-Signature", "t=" + time + ",v1=" + sign(time, body))
                .post(RequestBody.create(body, JSON_TYPE))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("the webhook was answered with " + response.code());
            }
        }
        return false;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private String sign(long time, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(settings.secretBytes(), "HmacSHA256"));
        mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static ObjectNode json(OrderEvent event) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", event.id());
        json.put("type", event.type().name());
        json.put("order_id", event.orderId().toString());
        json.put("reference", event.reference());
        json.put("status", event.status().name());
        json.put("anomaly", event.anomaly().name());
        money(json.putObject("price"), event.price());
        money(json.putObject("amount_due"), event.due());
        money(json.putObject("amount_received"), event.received());
        json.put("data", event.data());
        json.put("at", event.at().toString());
        java.time.@Nullable Instant holdUntil = event.holdUntil();
        json.put("hold_until", holdUntil == null ? null : holdUntil.toString());
        SentRefund refund = event.refund();
        if (refund != null) {
            ObjectNode sent = json.putObject("refund");
            sent.put("id", refund.id().toString());
            money(sent.putObject("amount"), refund.amount());
            sent.put("transaction_id", refund.transactionId());
        }
        return json;
    }

    private static void money(ObjectNode json, Money money) {
        json.put("currency", money.currency().code());
        json.put("amount", money.toDecimal().toPlainString());
        json.put("minor_units", money.minorUnits());
    }
}
