package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateEventsIT {

    private TestShop shop;

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_page_hears_the_price_at_once_and_each_new_one() {
        shop = TestShop.open();
        try (ListeningPage page = new ListeningPage(shop, "/rates/stream")) {
            page.hears("\"pair\":\"BTC-EUR\",\"price\":\"10.00000\",\"side\":\"bid\"");
            page.hears("{\"pair\":\"BTC-ISK\",\"price\":null}");

            shop.price("11.00000", "11.10000");
            page.hears("\"price\":\"11.00000\"");

            assertThat(page.lines).contains("event: rates").anyMatch(line -> line.matches("retry: [345]\\d{3}"));
            assertThat(String.join("\n", page.lines))
                    .contains("\"as_of\":", "\"age_seconds\":", "\"age_seconds_max\":")
                    .as("evidence is for those who ask")
                    .doesNotContain("sources", "reasons");
        }
    }

    @Test
    void a_page_hears_only_of_the_pairs_it_names() {
        shop = TestShop.open();
        try (ListeningPage page = new ListeningPage(shop, "/rates/stream?pairs=BTC-ISK,BTC-ISK");
                ListeningPage other = new ListeningPage(shop, "/rates/stream?pairs=BTC-EUR")) {
            other.hears("BTC-EUR");
            shop.price("12.00000", "12.10000");
            other.hears("12.00000");

            assertThat(page.lines).filteredOn(line -> line.startsWith("data")).hasSize(1);
            assertThat(String.join("\n", page.lines)).contains("BTC-ISK").doesNotContain("BTC-EUR");
        }
    }

    @Test
    void prices_that_come_faster_than_one_a_second_are_told_by_the_newest() {
        shop = TestShop.open();
        try (ListeningPage page = new ListeningPage(shop, "/rates/stream?pairs=BTC-EUR")) {
            page.hears("10.00000");
            for (int cents = 10; cents < 60; cents++) {
                shop.price("13." + cents + "000", "13." + (cents + 10) + "000");
            }
            page.hears("13.59000");

            assertThat(page.lines.stream().filter(line -> line.startsWith("data")))
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void an_old_event_id_does_no_harm() {
        shop = TestShop.open();
        try (ListeningPage page = new ListeningPage(shop, "/rates/stream", "Last-Event-ID", "\u00e9 nonsense")) {
            page.hears("10.00000");
        }
    }

    @Test
    void the_stream_is_not_kept_by_anybody() {
        shop = TestShop.open();
        try (ListeningPage page = new ListeningPage(shop, "/rates/stream")) {
            assertThat(page.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(page.response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.response.headers().firstValue("X-Accel-Buffering")).contains("no");
        }
        HttpResponse<String> head = shop.exchange("HEAD", "/rates/stream", HttpRequest.BodyPublishers.noBody());
        assertThat(head.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs=BTC-XTS", "pairs=EUR", "pairs=BTC-EUR,", "pairs=%3Cscript%3E"})
    void a_pair_that_is_not_priced_is_a_404_with_those_that_are(String query) {
        shop = TestShop.open();

        HttpResponse<String> answer = shop.get("/rates/stream?" + query);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("use one of BTC-EUR, BTC-ISK").doesNotContain("script");
    }

    @Test
    void the_number_of_listeners_is_bounded_and_a_place_becomes_free_again() {
        shop = TestShop.open(ServletSettings.builder()
                .rateListenersMax(2)
                .pageHeartbeat(Duration.ofMillis(50))
                .build());
        try (ListeningPage one = new ListeningPage(shop, "/rates/stream");
                ListeningPage two = new ListeningPage(shop, "/rates/stream")) {
            one.hears("10.00000");
            two.hears("10.00000");

            HttpResponse<String> full = shop.get("/rates/stream");
            assertThat(full.statusCode()).isEqualTo(503);
            assertThat(full.headers().firstValue("Retry-After")).isPresent();
        }
        await().atMost(TestShop.PATIENCE).untilAsserted(() -> {
            try (ListeningPage next = new ListeningPage(shop, "/rates/stream")) {
                assertThat(next.response.statusCode()).isEqualTo(200);
            }
        });
    }

    @Test
    void a_client_that_never_reads_holds_nobody_up() throws IOException {
        shop = TestShop.open(
                ServletSettings.builder().pageHeartbeat(Duration.ofMillis(10)).build());
        try (Socket deaf = shop.connect("GET /pay/rates/stream HTTP/1.1\r\nHost: x\r\n\r\n");
                ListeningPage page = new ListeningPage(shop, "/rates/stream")) {
            page.hears("10.00000");
            shop.price("11.00000", "11.10000");
            page.hears("11.00000");
            assertThat(deaf.isConnected()).isTrue();
        }
    }

    @Test
    void a_silent_stream_shows_that_it_is_alive_and_ends_in_time() {
        shop = TestShop.open(ServletSettings.builder()
                .pageHeartbeat(Duration.ofMillis(50))
                .pageListenTime(Duration.ofMillis(500))
                .build());
        try (ListeningPage page = new ListeningPage(shop, "/rates/stream?pairs=BTC-ISK")) {
            page.hears(":");
            page.isClosed();
        }
    }

    @Test
    void one_thread_serves_all_and_is_not_left_behind() {
        shop = TestShop.open();
        try (ListeningPage one = new ListeningPage(shop, "/rates/stream");
                ListeningPage two = new ListeningPage(shop, "/rates/stream")) {
            one.hears("10.00000");
            two.hears("10.00000");
            assertThat(rateThreads()).hasSize(1);

            shop.servlet.destroy();

            one.isClosed();
            two.isClosed();
            await().atMost(TestShop.PATIENCE)
                    .untilAsserted(() -> assertThat(rateThreads()).isEmpty());
        }
    }

    private static List<String> rateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("tillgate-rate-events"))
                .toList();
    }
}
