package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.order.MerchantOrder;
import io.tillgate.sandbox.IpnContent;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderEventsIT {

    private TestShop shop;

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_page_hears_of_a_payment_and_of_the_end() {
        shop = TestShop.open();
        MerchantOrder order = shop.order("SSE-1");
        try (ListeningPage page = listen(order)) {
            page.hears("\"status\":\"AWAITING_PAYMENT\"");

            shop.send(order, IpnContent.partial(0, 250_000_000));
            page.hears("\"status\":\"CONFIRMING\"");

            shop.send(order, IpnContent.paid());
            page.hears("\"status\":\"PAID\"");
            page.isClosed();

            assertThat(page.lines).contains("event: order").anyMatch(line -> line.matches("retry: [345]\\d{3}"));
            assertThat(String.join("\n", page.lines)).doesNotContain(order.id().toString());
        }
    }

    @Test
    void the_stream_is_not_kept_by_anybody() {
        shop = TestShop.open();
        try (ListeningPage page = listen(shop.order("SSE-1"))) {
            assertThat(page.response.statusCode()).isEqualTo(200);
            assertThat(page.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(page.response.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void a_page_that_comes_back_to_a_final_order_is_told_to_stay_away() {
        shop = TestShop.open();
        MerchantOrder order = shop.order("SSE-1");
        shop.send(order, IpnContent.paid());
        String id;
        try (ListeningPage page = listen(order)) {
            page.hears("\"final\":true");
            page.isClosed();
            id = page.lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(4);
        }

        HttpResponse<String> again = shop.get(shop.page(order) + "/events", "Last-Event-ID", id);

        assertThat(again.statusCode()).isEqualTo(204);
    }

    @Test
    void a_silent_stream_shows_that_it_is_alive_and_ends_in_time() {
        shop = TestShop.open(ServletSettings.builder()
                .pageHeartbeat(Duration.ofMillis(50))
                .pageListenTime(Duration.ofMillis(500))
                .build());
        try (ListeningPage page = listen(shop.order("SSE-1"))) {
            page.hears(":");
            page.isClosed();
        }
    }

    @Test
    void the_number_of_listeners_is_bounded_and_a_place_becomes_free_again() {
        shop = TestShop.open(ServletSettings.builder()
                .pageListenersMax(2)
                .pageHeartbeat(Duration.ofMillis(50))
                .build());
        MerchantOrder order = shop.order("SSE-1");
        try (ListeningPage one = listen(order);
                ListeningPage two = listen(order)) {
            one.hears("AWAITING_PAYMENT");
            two.hears("AWAITING_PAYMENT");

            try (ListeningPage full = listen(order)) {
                assertThat(full.response.statusCode()).isEqualTo(503);
                assertThat(full.response.headers().firstValue("Retry-After")).isPresent();
            }
        }
        await().atMost(TestShop.PATIENCE).untilAsserted(() -> {
            try (ListeningPage next = listen(order)) {
                assertThat(next.response.statusCode()).isEqualTo(200);
            }
        });
    }

    @Test
    void a_client_that_never_reads_holds_nobody_up() throws IOException {
        shop = TestShop.open(
                ServletSettings.builder().pageHeartbeat(Duration.ofMillis(10)).build());
        MerchantOrder order = shop.order("SSE-1");
        try (Socket deaf = shop.connect("GET /pay" + shop.page(order) + "/events HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThat(deaf.isConnected()).isTrue();
            try (ListeningPage page = listen(order)) {
                shop.send(order, IpnContent.paid());
                page.hears("\"status\":\"PAID\"");
                page.isClosed();
            }
        }
    }

    @Test
    void where_a_filter_forbids_async_the_page_is_told_to_ask_instead() {
        shop = TestShop.open(
                ServletSettings.defaults(),
                TestShop.filter(
                        (request, response, chain) -> chain.doFilter(request, response), TestShop.Async.NOT_SUPPORTED));

        assertThat(shop.get(shop.page(shop.order("SSE-1")) + "/events").statusCode())
                .isEqualTo(503);
    }

    @Test
    void a_stream_of_no_order_is_a_404() {
        shop = TestShop.open();

        assertThat(shop.get("/orders/nonsense/events").statusCode()).isEqualTo(404);
    }

    @Test
    void no_thread_is_left_behind() {
        shop = TestShop.open();
        assertThat(pageThreads()).isEmpty();
        MerchantOrder order = shop.order("SSE-1");
        try (ListeningPage page = listen(order)) {
            page.hears("AWAITING_PAYMENT");
            assertThat(pageThreads()).hasSize(1);

            shop.servlet.destroy();

            page.isClosed();
            await().atMost(TestShop.PATIENCE)
                    .untilAsserted(() -> assertThat(pageThreads()).isEmpty());
        }
    }

    private ListeningPage listen(MerchantOrder order) {
        return new ListeningPage(shop, shop.page(order) + "/events");
    }

    private static List<String> pageThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("tillgate-page-events"))
                .toList();
    }
}
