package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tillgate.event.WebhookSettings;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.order.OrderId;
import io.tillgate.sandbox.IpnContent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiIT {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BlockingQueue<String> HOOK = new LinkedBlockingQueue<>();
    private static HttpServer hook;
    private static TestShop shop;

    @BeforeAll
    static void open() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/hook", exchange -> {
            HOOK.add(exchange.getRequestHeaders().getFirst("Tillgate-Delivery"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook";
        shop = TestShop.open(
                builder -> builder.webhook(new WebhookSettings(url, "A".repeat(43) + "=")),
                ServletSettings.builder()
                        .apiKeys(List.of("another-key-of-at-least-32-chars!", KEY))
                        .build());
    }

    @AfterAll
    static void close() {
        shop.close();
        hook.stop(0);
    }

    @Test
    void an_order_is_created_once_for_a_key_and_read_back() throws IOException {
        String body = "{\"reference\":\"R-1\",\"currency\":\"EUR\",\"amount\":\"25.00\",\"description\":\"Candles\"}";

        HttpResponse<String> first = create("key-1", body);
        HttpResponse<String> again = create("key-1", body);

        assertThat(first.statusCode()).isEqualTo(201);
        JsonNode order = JSON.readTree(first.body());
        assertThat(order.path("payment_url").asText()).startsWith(shop.sandbox.baseUrl());
        assertThat(order.path("order_url").asText()).startsWith(shop.url + "/orders/");
        assertThat(order.path("amount_due").path("minor_units").asLong()).isEqualTo(250_000_000);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body())).isEqualTo(order);
        HttpResponse<String> read =
                shop.get("/api/orders/" + order.path("order_id").asText(), "Authorization", "Bearer " + KEY);
        assertThat(JSON.readTree(read.body())).isEqualTo(order);
        assertThat(read.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void the_same_key_gives_the_same_order_even_after_it_is_paid() throws IOException {
        String body = "{\"reference\":\"R-2\",\"currency\":\"BTC\",\"amount\":0.005}";
        JsonNode order = JSON.readTree(create("key-2", body).body());
        String transaction = shop.gateway.orders("R-2").stream()
                .map(found -> shop.transaction(found.id()))
                .findFirst()
                .orElseThrow();
        shop.sandbox.send(transaction, IpnContent.paid());

        HttpResponse<String> again = create("key-2", body);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body()).path("status").asText()).isEqualTo("PAID");
        assertThat(JSON.readTree(again.body()).path("order_id")).isEqualTo(order.path("order_id"));
    }

    @Test
    void the_same_key_with_other_terms_is_a_conflict_and_changes_nothing() {
        create("key-3", "{\"reference\":\"R-3\",\"currency\":\"EUR\",\"amount\":\"25.00\"}");

        HttpResponse<String> other =
                create("key-3", "{\"reference\":\"R-3\",\"currency\":\"EUR\",\"amount\":\"26.00\"}");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("Idempotency-Key", "other terms");
        assertThat(shop.gateway.orders("R-3")).hasSize(1);
    }

    @Test
    void every_mistake_of_a_body_is_named_at_once() throws IOException {
        HttpResponse<String> wrong = create(
                "key-4",
                "{\"currency\":\"eur\",\"amount\":\"1e3\",\"return_url\":\"/here\",\"colour\":1,\"description\":7}");

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(wrong.body()).path("errors").findValuesAsText("field"))
                .contains("reference", "currency", "return_url", "colour", "description");
        assertThat(create("key-4", "not json").body()).contains("is not a JSON object");
        assertThat(create("key-4", "{\"reference\":\"R\",\"currency\":\"EUR\",\"amount\":\"-1\"}")
                        .body())
                .contains("amount", "is not positive");
        assertThat(create("", "{\"reference\":\"R\",\"currency\":\"EUR\",\"amount\":\"1\"}")
                        .body())
                .contains("Idempotency-Key", "is missing");
        assertThat(create("k", " ".repeat(20_000)).statusCode()).isEqualTo(413);
        assertThat(shop.gateway.orders("R")).isEmpty();
    }

    @Test
    void without_a_rate_the_answer_is_503_with_the_reason() {
        HttpResponse<String> none = create("key-5", "{\"reference\":\"R-5\",\"currency\":\"ISK\",\"amount\":\"1000\"}");

        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.headers().firstValue("Retry-After")).isPresent();
        assertThat(none.body()).contains("mtgox");
        assertThat(shop.gateway.orders("R-5")).isEmpty();
    }

    @Test
    void only_a_key_of_the_shop_opens_the_api() {
        assertThat(shop.get("/api/orders/x").statusCode()).isEqualTo(401);
        assertThat(shop.get("/api/orders/x", "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        assertThat(shop.get("/api/orders/x", "Authorization", "Basic " + KEY).statusCode())
                .isEqualTo(401);
        assertThat(shop.get("/api/orders/x", "Authorization", "Bearer " + KEY).statusCode())
                .isEqualTo(422);
        assertThat(shop.get("/api/orders", "Authorization", "Bearer " + KEY).statusCode())
                .isEqualTo(405);
    }

    @Test
    void the_webhook_s_deliveries_are_listed_and_sent_again() throws Exception {
        String body = "{\"reference\":\"R-9\",\"currency\":\"BTC\",\"amount\":\"0.005\"}";
        String order =
                JSON.readTree(create("key-9", body).body()).path("order_id").asText();
        HOOK.clear();
        shop.sandbox.send(shop.transaction(OrderId.parse(order)), IpnContent.paid());
        String sent = HOOK.poll(20, TimeUnit.SECONDS);
        assertThat(sent).isNotNull();

        JsonNode listed = await().until(
                        () -> delivery(sent), one -> one.path("state").asText().equals("DELIVERED"));
        assertThat(listed.path("type").asText()).isEqualTo("ORDER_PAID");
        assertThat(listed.path("order_id").asText()).isEqualTo(order);
        assertThat(JSON.readTree(api("/api/webhook-deliveries").body())
                        .path("deliveries")
                        .get(0))
                .isEqualTo(listed);
        assertThat(JSON.readTree(api("/api/webhook-deliveries?before=" + sent).body())
                        .path("deliveries"))
                .noneMatch(one -> one.path("id").asText().equals(sent));

        HttpResponse<String> again =
                shop.post("/api/webhook-deliveries/" + sent + "/redeliver", "", "Authorization", "Bearer " + KEY);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(HOOK.poll(20, TimeUnit.SECONDS))
                .as("the same id, to dedupe by")
                .isEqualTo(sent);
        assertThat(delivery(sent).path("order_id").asText()).isEqualTo(order);
    }

    @Test
    void deliveries_to_others_and_mistaken_ids_are_refused_by_name() {
        create("key-10", "{\"reference\":\"R-10\",\"currency\":\"BTC\",\"amount\":\"0.005\"}");
        shop.sandbox.send(shop.transaction(shop.gateway.orders("R-10").get(0).id()), IpnContent.paid());
        String listeners = shop.gateway.desk().deliveries("listener", Long.MAX_VALUE).deliveries().stream()
                .map(one -> Long.toString(one.id()))
                .findFirst()
                .orElseThrow();
        assertThat(api("/api/webhook-deliveries/" + listeners).statusCode()).isEqualTo(404);
        assertThat(api("/api/webhook-deliveries/seven").body()).contains("id", "is not the number of a delivery");
        assertThat(api("/api/webhook-deliveries?before=x").body()).contains("before", "is not the number");
        assertThat(api("/api/webhook-deliveries/7/redeliver").statusCode()).isEqualTo(405);
        assertThat(shop.post("/api/webhook-deliveries/0/redeliver", "", "Authorization", "Bearer " + KEY)
                        .statusCode())
                .isEqualTo(404);
        assertThat(shop.get("/api/webhook-deliveries").statusCode()).isEqualTo(401);
    }

    @Test
    void a_weak_key_stops_the_start() {
        Assertions.assertThatThrownBy(() ->
                        ServletSettings.builder().apiKeys(List.of("short")).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("apiKeys")
                .hasMessageNotContaining("'short'");
    }

    private static JsonNode delivery(String id) throws IOException {
        return JSON.readTree(api("/api/webhook-deliveries/" + id).body());
    }

    private static HttpResponse<String> api(String path) {
        return shop.get(path, "Authorization", "Bearer " + KEY);
    }

    private static HttpResponse<String> create(String key, String body) {
        return key.isEmpty()
                ? shop.post("/api/orders", body, "Authorization", "Bearer " + KEY)
                : shop.post("/api/orders", body, "Authorization", "Bearer " + KEY, "Idempotency-Key", key);
    }
}
