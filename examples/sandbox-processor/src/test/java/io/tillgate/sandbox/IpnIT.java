package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IpnIT {
    private SandboxProcessor sandbox;
    private Merchant merchant;
    private LittleShop shop;

    @BeforeEach
    void start() throws Exception {
        shop = new LittleShop();
        sandbox = SandboxProcessor.builder()
                .ipnRetryInterval(Duration.ofMillis(50))
                .clock(InstantSource.fixed(Instant.parse("2012-02-01T23:32:11Z")))
                .start();
        merchant = new Merchant(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        shop.close();
    }

    @Test
    void a_paid_ipn_is_signed_over_its_bytes_and_carries_every_field() throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());

        IpnAttempt attempt = sandbox.pay(transaction, 1_250_000);

        assertThat(attempt.acknowledged()).isTrue();
        assertThat(attempt.httpStatus()).isEqualTo(200);
        LittleShop.Heard heard = shop.heard().get(0);
        assertThat(heard.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(heard.restKey()).isEqualTo(sandbox.apiKey());
        assertThat(heard.restSign()).isEqualTo(Merchant.hmac(sandbox.apiSecretBase64(), heard.body()));
        assertThat(heard.body())
                .matches("id=" + transaction + "&payment_id=[0-9a-f-]{36}&status=paid&amount=1250000&currency=BTC"
                        + "&method=MTGOXBTC&date=2012-02-01\\+23%3A32%3A11&data=order-119&aonce=1");
    }

    @Test
    void one_payment_keeps_its_id_from_partial_to_paid_and_the_next_gets_another() throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());
        sandbox.send(transaction, IpnContent.partial(0, 1_250_000));
        sandbox.send(transaction, IpnContent.partial(250_000, 1_000_000));
        sandbox.pay(transaction, 1_250_000);
        sandbox.pay(transaction, 7);

        List<FormFields> heard =
                shop.heard().stream().map(LittleShop.Heard::fields).toList();
        assertThat(heard)
                .extracting(f -> f.get("status").orElseThrow())
                .containsExactly("partial", "partial", "paid", "paid");
        assertThat(heard.get(1).values())
                .containsEntry("amount_valid", "250000")
                .containsEntry("amount_pending", "1000000")
                .containsEntry("amount_total", "1250000")
                .doesNotContainKeys("amount", "currency", "method", "date");
        assertThat(heard.subList(0, 3))
                .extracting(f -> f.get("payment_id").orElseThrow())
                .containsOnly(heard.get(0).get("payment_id").orElseThrow());
        assertThat(heard.get(3).get("payment_id")).isNotEqualTo(heard.get(0).get("payment_id"));
        assertThat(heard).extracting(f -> f.get("aonce").orElseThrow()).containsExactly("1", "2", "3", "4");
        assertThat(sandbox.order(transaction).orElseThrow().received())
                .isEqualTo(new SandboxOrder.Received(1_250_007, 0, 0));
    }

    @Test
    void the_same_bytes_come_again_until_the_answer_is_exactly_ok() throws Exception {
        shop.says(503, "[OK]")
                .says(200, "OK")
                .says(200, "[OK]\n")
                .says(200, "")
                .says(302, "")
                .says(200, "x".repeat(5000));
        String transaction = merchant.orderWithIpn(shop.ipnUrl());

        IpnAttempt first = sandbox.pay(transaction, 1_250_000);

        assertThat(first.acknowledged()).isFalse();
        await().until(() -> ipn(transaction).acknowledged());
        List<IpnAttempt> attempts = ipn(transaction).attempts();
        assertThat(attempts).extracting(IpnAttempt::httpStatus).containsExactly(503, 200, 200, 200, 302, 200, 200);
        assertThat(attempts)
                .extracting(IpnAttempt::answer)
                .containsExactly("[OK]", "OK", "[OK]\n", "", "", "x".repeat(200), "[OK]");
        assertThat(shop.heard())
                .hasSize(7)
                .extracting(LittleShop.Heard::body)
                .containsOnly(ipn(transaction).body());
        // Nothing follows an [OK]; a second IPN shows that the sender is still alive and the first stays quiet.
        sandbox.send(transaction, IpnContent.cancelled());
        assertThat(shop.heard()).hasSize(8);
    }

    @Test
    void a_shop_that_does_not_listen_is_recorded_and_tried_again() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String transaction = merchant.orderWithIpn("http://127.0.0.1:" + port + "/ipn");

        IpnAttempt attempt = sandbox.pay(transaction, 1);

        assertThat(attempt.httpStatus()).isZero();
        assertThat(attempt.error()).contains("ConnectException");
        await().until(() -> ipn(transaction).attempts().size() >= 3);
    }

    @Test
    void a_shop_that_never_answers_costs_one_timeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                SandboxProcessor hasty = SandboxProcessor.builder()
                        .ipnTimeout(Duration.ofMillis(200))
                        .start()) {
            String transaction = new Merchant(hasty).orderWithIpn("http://127.0.0.1:" + silent.getLocalPort() + "/ipn");

            IpnAttempt attempt = hasty.pay(transaction, 1);

            assertThat(attempt.httpStatus()).isZero();
            assertThat(attempt.error()).isNotBlank();
        }
    }

    @Test
    void copies_of_an_ipn_go_out_together_with_the_same_bytes() throws Exception {
        sandbox.ipnCopies(5);
        String transaction = merchant.orderWithIpn(shop.ipnUrl());

        sandbox.pay(transaction, 1_250_000);

        assertThat(shop.heard()).hasSize(5);
        assertThat(shop.heard().stream().map(LittleShop.Heard::body).distinct()).hasSize(1);
        assertThat(ipn(transaction).attempts()).hasSize(5);
    }

    @Test
    void content_can_be_bent_to_what_a_test_needs() throws Exception {
        String transaction = merchant.orderWithIpn(shop.ipnUrl());
        sandbox.send(
                transaction,
                IpnContent.paid(2_500_000)
                        .withCurrency("EUR")
                        .withPaymentId("12312-901231")
                        .withData("somebody else's")
                        .withDate("1331200123"));
        sandbox.send(transaction, IpnContent.ofStatus("refunded"));

        assertThat(shop.heard().get(0).fields().values())
                .containsEntry("currency", "EUR")
                .containsEntry("payment_id", "12312-901231")
                .containsEntry("data", "somebody else's")
                .containsEntry("date", "1331200123");
        assertThat(shop.heard().get(1).fields().get("status")).contains("refunded");
    }

    @Test
    void an_order_without_an_ipn_url_and_an_unknown_order_are_the_callers_mistake() throws Exception {
        String transaction = merchant.order(Merchant.terms());

        assertThatThrownBy(() -> sandbox.pay(transaction, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(transaction)
                .hasMessageContaining("parameter ipn");
        assertThatThrownBy(() -> sandbox.pay("nobody", 1))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nobody");
    }

    private SandboxIpn ipn(String transaction) {
        return sandbox.order(transaction).orElseThrow().ipns().get(0);
    }
}
