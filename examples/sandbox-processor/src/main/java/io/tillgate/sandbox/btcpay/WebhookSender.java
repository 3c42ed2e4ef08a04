package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.sandbox.DaemonThreads;
import io.tillgate.sandbox.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks, one after the other as BTCPay Server does, and tries again on 5xx, 408, 429 and silence; any other answer
 * is final.
 */
final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int TRIES_MAX = 8;
    private static final MediaType JSON = MediaType.get("application/json");

    private final List<Sending> sendings = new ArrayList<>();
    private final ExecutorService queue = Executors.newSingleThreadExecutor(DaemonThreads.named("btcpay-webhook"));
    private final OkHttpClient client;
    private final ScheduledExecutorService timer;
    private final Duration retryInterval;
    private final InstantSource clock;
    private final String storeId;
    private final Generation generation;
    private String url = "";
    private String secret;
    private boolean held;

    WebhookSender(
            String storeId,
            String secret,
            Generation generation,
            Duration retryInterval,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.storeId = storeId;
        this.secret = secret;
        this.generation = generation;
        this.retryInterval = retryInterval;
        this.timer = timer;
        this.clock = clock;
        this.client = new OkHttpClient.Builder()
                .callTimeout(Duration.ofSeconds(10))
                .retryOnConnectionFailure(false)
                .build();
    }

    synchronized void sendTo(String target) {
        url = target;
    }

    synchronized void signWith(String other) {
        secret = other;
    }

    /** From now on deliveries are noted and not sent. */
    synchronized void hold(boolean value) {
        held = value;
    }

    synchronized List<WebhookDelivery> deliveries() {
        return sendings.stream().map(Sending::snapshot).toList();
    }

    synchronized void tell(LiveInvoice invoice, String type) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("timestamp", clock.instant().getEpochSecond())
                .put("storeId", storeId)
                .put("invoiceId", invoice.id())
                .put("fieldOfTomorrow", "ignore me");
        if (generation != Generation.V1) {
            body.set("metadata", invoice.ordered().path("metadata"));
        }
        String id = UUID.randomUUID().toString();
        send(body, id, id, false);
    }

    /** Sends an earlier delivery once more, under an id of its own, as the button "Redeliver" does. */
    synchronized void redeliver(WebhookDelivery earlier) {
        ObjectNode body = (ObjectNode) Json.read(earlier.body());
        send(body, UUID.randomUUID().toString(), body.path("originalDeliveryId").asText(), true);
    }

    private void send(ObjectNode body, String id, String original, boolean redelivery) {
        body.put("deliveryId", id)
                .put("webhookId", "webhook-1")
                .put("originalDeliveryId", original)
                .put("isRedelivery", redelivery);
        ByteString bytes = Json.write(body);
        String signature =
                "sha256=" + bytes.hmacSha256(ByteString.encodeUtf8(secret)).hex();
        Sending sending = new Sending(
                new WebhookDelivery(
                        id, body.path("type").asText(), body.path("invoiceId").asText(), signature, bytes, List.of()),
                new ArrayList<>());
        sendings.add(sending);
        if (!held && !url.isEmpty()) {
            String target = url;
            queue.execute(() -> attempt(sending, target));
        }
    }

    private void attempt(Sending sending, String target) {
        int answer = post(target, sending.delivery());
        boolean again = answer == 0 || answer == 408 || answer == 429 || answer >= 500;
        synchronized (this) {
            sending.answers().add(answer);
            if (!again || sending.answers().size() >= TRIES_MAX) {
                return;
            }
        }
        try {
            ScheduledFuture<?> unused = timer.schedule(
                    () -> queue.execute(() -> attempt(sending, target)),
                    retryInterval.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the server is closed, no further tries");
        }
    }

    private int post(String target, WebhookDelivery delivery) {
        Request request = new Request.Builder()
                .url(target)
                .header("BTCPay-Sig", delivery.signature())
                .post(RequestBody.create(delivery.body(), JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        } catch (IOException silence) {
            return 0;
        }
    }

    @Override
    public void close() {
        queue.shutdownNow();
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    private record Sending(WebhookDelivery delivery, List<Integer> answers) {
        WebhookDelivery snapshot() {
            return new WebhookDelivery(
                    delivery.deliveryId(),
                    delivery.type(),
                    delivery.invoiceId(),
                    delivery.signature(),
                    delivery.body(),
                    answers);
        }
    }
}
