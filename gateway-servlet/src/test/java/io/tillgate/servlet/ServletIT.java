package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.order.MerchantOrder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ServletIT {

    private final TestShop shop = TestShop.open();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tillgate");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        shop.close();
    }

    @Test
    void what_tillgate_does_not_answer_is_a_404_in_the_language_of_the_client() throws Exception {
        for (String path :
                new String[] {"", "/", "/nonsense", "/metrics", "/api/orders", "/ORDERS/x", "//ipn", "/rates//"}) {
            assertThat(shop.get(path).statusCode()).as(path).isIn(400, 404);
        }
        HttpResponse<String> html = shop.get("/nonsense", "Accept", "text/html");
        assertThat(html.body()).contains("There is nothing here");
        assertThat(html.headers().firstValue("Content-Security-Policy")).isPresent();
        JsonNode json = new ObjectMapper()
                .readTree(shop.get("/nonsense", "Accept", "application/json").body());
        assertThat(json.at("/errors/0/field").asText()).isEqualTo("path");
        assertThat(shop.post("/api/orders", "{}").body()).contains("is not switched on", "ServletSettings.apiKeys");
        assertThat(shop.get("/nonsense").body())
                .isEqualTo("path is not one that Tillgate answers: check the address\n");
    }

    @Test
    void options_tells_what_one_can_do() {
        HttpResponse<String> answer = shop.exchange("OPTIONS", "/ipn", HttpRequest.BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertThat(shop.exchange("TRACE", "/rates", HttpRequest.BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void style_and_script_are_kept_for_ever_and_sent_small() throws Exception {
        String page = shop.get(shop.page(shop.order("A-1"))).body();
        Matcher link = Pattern.compile("(?:href|src)=\"/pay(/assets/[^\"]+)\"").matcher(page);
        int found = 0;
        while (link.find()) {
            found++;
            HttpResponse<byte[]> zipped = bytes(link.group(1), "gzip, br");
            HttpResponse<byte[]> plain = bytes(link.group(1), "identity");
            assertThat(zipped.statusCode()).isEqualTo(200);
            assertThat(zipped.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(zipped.headers().firstValue("Vary")).contains("Accept-Encoding");
            assertThat(zipped.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(zipped.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).matches("text/(css|javascript);charset=utf-8"));
            assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                    .isEqualTo(plain.body());
            assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        }
        assertThat(found).isEqualTo(3);
        assertThat(shop.get("/assets/tillgate-000000000000.css").statusCode()).isEqualTo(404);
        assertThat(shop.get("/assets/..%2fAssets.class").statusCode()).isIn(400, 404);
        assertThat(shop.get("/assets/").statusCode()).isEqualTo(404);
    }

    @Test
    void health_says_what_is_well_and_what_is_not() throws Exception {
        await().atMost(TestShop.PATIENCE)
                .untilAsserted(
                        () -> assertThat(shop.get("/health").statusCode()).isEqualTo(200));
        HttpResponse<String> well = shop.get("/health");
        JsonNode json = new ObjectMapper().readTree(well.body());
        assertThat(json.at("/ready").asBoolean()).isTrue();
        assertThat(json.at("/checks").findValuesAsText("name")).contains("database", "intake", "rates");
        assertThat(well.headers().firstValue("Cache-Control")).contains("no-store");

        shop.postgres.takeDown();

        HttpResponse<String> ill = shop.get("/health");
        assertThat(ill.statusCode()).isEqualTo(503);
        assertThat(new ObjectMapper().readTree(ill.body()).at("/ready").asBoolean())
                .isFalse();
        assertThat(ill.body()).doesNotContain("Exception");
        assertThat(shop.post("/health", "").statusCode()).isEqualTo(405);
        shop.postgres.bringBack();
    }

    @Test
    void what_breaks_is_logged_once_and_the_client_gets_a_number() {
        MerchantOrder order = shop.order("A-1");
        String path = shop.page(order);
        shop.postgres.takeDown();

        HttpResponse<String> answer = shop.get(path, "Accept", "text/html");

        shop.postgres.bringBack();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        Matcher incident =
                Pattern.compile("tell the shop this number: ([0-9a-f]{8})").matcher(answer.body());
        assertThat(incident.find()).isTrue();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("at io.tillgate");
        assertThat(log.list)
                .filteredOn(event -> event.getFormattedMessage().contains(incident.group(1)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                    assertThat(event.getThrowableProxy()).isNotNull();
                });
        assertThat(log.list)
                .as("a link is a secret of its buyer")
                .noneSatisfy(
                        event -> assertThat(event.getFormattedMessage()).contains(path.substring("/orders/".length())));
    }

    @Test
    void an_unexpected_fault_is_a_500_without_details() {
        shop.servlet.destroy();
        MerchantOrder order = shop.order("A-1");

        HttpResponse<String> answer = shop.get(shop.page(order) + "/events");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).matches("request met incident [0-9a-f]{8}: try again.*\n");
    }

    private HttpResponse<byte[]> bytes(String path, String encodings) throws IOException, InterruptedException {
        return shop.client.send(
                HttpRequest.newBuilder(URI.create(shop.url + path))
                        .header("Accept-Encoding", encodings)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
