package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.sandbox.IpnAttempt;
import io.tillgate.sandbox.IpnContent;
import jakarta.servlet.Filter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IpnEndpointIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    private TestShop shop = TestShop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    private void reopen(ServletSettings settings, Filter filter, TestShop.Async async) {
        shop.close();
        shop = TestShop.open(settings, TestShop.filter(filter, async));
    }

    @Test
    void a_paid_order_is_acknowledged_with_four_bytes_after_it_is_stored() {
        MerchantOrder order = shop.order("A-1");

        IpnAttempt attempt = shop.send(order, IpnContent.paid());

        assertThat(attempt.acknowledged()).isTrue();
        assertThat(shop.gateway.order(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void the_answer_is_plain_text_without_a_line_end() {
        MerchantOrder order = shop.order("A-1");
        shop.send(order, IpnContent.paid());
        String body = shop.gateway
                .desk()
                .open(order.id())
                .orElseThrow()
                .notifications()
                .get(0)
                .body();

        HttpResponse<String> answer = shop.post("/ipn", body, "Rest-Sign", sign(body), "Content-Type", FORM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[OK]");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(answer.headers().firstValue("Content-Length")).contains("4");
    }

    @Test
    void a_processor_can_be_named_in_the_address() {
        MerchantOrder order = shop.order("A-1");
        shop.send(order, IpnContent.partial(0, 250_000_000));
        String body = shop.gateway
                .desk()
                .open(order.id())
                .orElseThrow()
                .notifications()
                .get(0)
                .body();

        assertThat(shop.post("/ipn/mtgox", body, "Rest-Sign", sign(body)).body())
                .isEqualTo("[OK]");

        HttpResponse<String> unknown = shop.post("/ipn/magic", body, "Rest-Sign", sign(body));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body())
                .startsWith("processor is not configured here: post to " + shop.url + "/ipn")
                .doesNotContain("magic");
        assertThat(shop.post("/ipn/mtgox/more", body).statusCode()).isEqualTo(404);
        assertThat(shop.post("/ipn/%3Cscript%3E", body).statusCode()).isIn(400, 404);
    }

    @Test
    void a_forged_notification_is_refused_and_changes_nothing() {
        MerchantOrder order = shop.order("A-1");
        String forged = "id=" + shop.transaction(order.id()) + "&status=paid&amount=250000000&currency=BTC";

        for (HttpResponse<String> answer : List.of(
                shop.post("/ipn", forged, "Content-Type", FORM),
                shop.post("/ipn", forged, "Rest-Sign", "bm9uc2Vuc2U="),
                shop.post("/ipn", forged, "Rest-Sign", sign(forged + "&")),
                shop.post("/ipn", "", "Rest-Sign", "x"))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).startsWith("signature is bad or missing").doesNotContain("250000000");
        }
        assertThat(shop.gateway.order(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void other_methods_are_told_how_to_do_it() {
        for (String method : new String[] {"GET", "PUT", "DELETE", "HEAD"}) {
            HttpResponse<String> answer =
                    shop.exchange(method, "/ipn", HttpRequest.BodyPublishers.noBody(), "Accept", "text/html");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        }
    }

    @Test
    void a_body_that_announces_too_much_is_refused_before_it_is_sent() throws IOException {
        try (Socket socket = shop.connect("POST /pay/ipn HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")) {

            String answer = TestShop.readAll(socket);

            assertThat(answer).startsWith("HTTP/1.1 413").contains("body is larger than 65536 bytes");
        }
    }

    @Test
    void a_body_that_grows_too_large_is_cut_off() {
        HttpResponse<String> tooLarge = shop.exchange("POST", "/ipn", chunked(65_537));
        HttpResponse<String> largest = shop.exchange("POST", "/ipn", chunked(65_536));

        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(largest.statusCode()).isEqualTo(403);
    }

    @Test
    void a_body_that_breaks_off_stores_nothing() throws IOException {
        try (Socket socket = shop.connect("POST /pay/ipn HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nid=1")) {
            socket.shutdownOutput();

            String answer = TestShop.readAll(socket);

            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(shop.postgres.count("notification")).isZero();
    }

    @Test
    void a_body_that_drips_is_given_up() throws IOException {
        reopen(
                ServletSettings.builder().bodyReadTime(Duration.ofMillis(10)).build(),
                (request, response, chain) -> chain.doFilter(request, response),
                TestShop.Async.SUPPORTED);
        try (Socket socket = shop.connect("POST /pay/ipn HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")) {
            await().pollDelay(Duration.ofMillis(20)).until(() -> {
                socket.getOutputStream().write('x');
                return socket.getInputStream().available() > 0;
            });

            byte[] start = socket.getInputStream().readNBytes(12);

            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void pain_14_a_filter_that_has_eaten_the_body_is_named_and_nothing_is_acknowledged() {
        reopen(
                ServletSettings.defaults(),
                (request, response, chain) -> {
                    request.getParameter("id");
                    chain.doFilter(request, response);
                },
                TestShop.Async.SUPPORTED);
        MerchantOrder order = shop.order("A-1");

        IpnAttempt attempt = shop.send(order, IpnContent.paid());

        assertThat(attempt.acknowledged()).isFalse();
        HttpResponse<String> answer = shop.post("/ipn", "id=1", "Content-Type", FORM);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("body is gone: a filter or servlet read the request body before Tillgate: map Tillgate"
                        + " before it, or exclude " + shop.url + "/ipn from it\n");
        HttpResponse<String> chunked = shop.exchange(
                "POST",
                "/ipn",
                HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("id=1".getBytes(StandardCharsets.UTF_8))),
                "Content-Type",
                FORM);
        assertThat(chunked.statusCode()).isEqualTo(500);
    }

    @Test
    void a_filter_that_took_the_reader_is_named_too() {
        reopen(
                ServletSettings.defaults(),
                (request, response, chain) -> {
                    request.getReader();
                    chain.doFilter(request, response);
                },
                TestShop.Async.SUPPORTED);

        assertThat(shop.post("/ipn", "id=1").statusCode()).isEqualTo(500);
        assertThat(shop.post("/ipn", "id=1").body()).startsWith("body is gone");
    }

    @Test
    void a_filter_without_async_costs_a_thread_and_nothing_else() {
        reopen(
                ServletSettings.defaults(),
                (request, response, chain) -> chain.doFilter(request, response),
                TestShop.Async.NOT_SUPPORTED);
        MerchantOrder order = shop.order("A-1");

        assertThat(shop.send(order, IpnContent.paid()).acknowledged()).isTrue();
        assertThat(shop.gateway.order(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void while_the_store_is_down_the_processor_is_asked_to_come_again() {
        MerchantOrder order = shop.order("A-1");
        String body = "id=" + shop.transaction(order.id()) + "&status=paid&amount=250000000&currency=BTC&payment_id=1";
        shop.postgres.takeDown();

        HttpResponse<String> answer = shop.post("/ipn", body, "Rest-Sign", sign(body));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).isEqualTo("notification was not stored: send it again\n");

        shop.postgres.bringBack();
        await().atMost(TestShop.PATIENCE)
                .until(() ->
                        shop.post("/ipn", body, "Rest-Sign", sign(body)).body().equals("[OK]"));
    }

    @Test
    void a_commit_that_takes_too_long_is_answered_in_time() {
        reopen(
                ServletSettings.builder().ipnAnswerTime(Duration.ofMillis(200)).build(),
                (request, response, chain) -> chain.doFilter(request, response),
                TestShop.Async.SUPPORTED);
        MerchantOrder order = shop.order("A-1");
        String body = "id=" + shop.transaction(order.id()) + "&status=paid&amount=250000000&currency=BTC&payment_id=1";
        try (StoreLock hangs = new StoreLock(shop.postgres.dataSource())) {
            HttpResponse<String> answer = shop.post("/ipn", body, "Rest-Sign", sign(body));

            assertThat(hangs).isNotNull();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        await().atMost(TestShop.PATIENCE)
                .until(() ->
                        shop.post("/ipn", body, "Rest-Sign", sign(body)).body().equals("[OK]"));
    }

    @Test
    void five_copies_at_once_are_five_acknowledgements_of_one_payment() {
        shop.sandbox.ipnCopies(5);
        MerchantOrder order = shop.order("A-1");

        assertThat(shop.send(order, IpnContent.paid()).acknowledged()).isTrue();

        await().atMost(TestShop.PATIENCE)
                .untilAsserted(() -> assertThat(shop.sandbox
                                .order(shop.transaction(order.id()))
                                .orElseThrow()
                                .ipns())
                        .isNotEmpty()
                        .allSatisfy(ipn -> assertThat(ipn.attempts())
                                .hasSize(5)
                                .allSatisfy(attempt ->
                                        assertThat(attempt.acknowledged()).isTrue())));
        assertThat(shop.postgres.count("payment")).isEqualTo(1);
    }

    private String sign(String body) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA512");
            mac.init(new javax.crypto.spec.SecretKeySpec(
                    java.util.Base64.getDecoder().decode(shop.sandbox.apiSecretBase64()), "HmacSHA512"));
            return java.util.Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HttpRequest.BodyPublisher chunked(int bytes) {
        return HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
    }
}
