package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.WebhookSettings;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.LogCapture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NoSecretsInLogsIT {

    private static final String WEBHOOK_SECRET = "d2ViaG9vay1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw==";

    private final GatewayFixture fixture = new GatewayFixture();
    private final LogCapture log = LogCapture.start();
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    NoSecretsInLogsIT() {
        secrets.put("API secret", fixture.sandbox().apiSecretBase64());
        secrets.put("secret key", GatewayFixture.SECRET_KEY);
        secrets.put("secret key, decoded", decoded(GatewayFixture.SECRET_KEY));
        secrets.put("webhook secret", WEBHOOK_SECRET);
        secrets.put("webhook secret, decoded", decoded(WEBHOOK_SECRET));
    }

    @AfterEach
    void stop() {
        log.close();
        fixture.close();
    }

    @Test
    void the_capture_sees_what_is_logged_however_deep() {
        LoggerFactory.getLogger("planted").trace("a {} line", "planted");
        LoggerFactory.getLogger("planted")
                .warn("failed", new IllegalStateException("outer", new Exception("deep secret")));

        assertThat(log.lines())
                .anyMatch(line -> line.contains("a planted line"))
                .anyMatch(line -> line.contains("deep secret"));
    }

    @Test
    void a_normal_day_tells_no_secret() {
        Gateway gateway = start();
        MerchantOrder order = order(gateway, "A-1");
        deliver(gateway, fixture.paid(order.id(), "pay-secret-1", 499_000));
        deliver(gateway, fixture.paid(order.id(), "pay-secret-2", 1_000));
        Map<String, String> odd = fixture.paid(order.id(), "pay-secret-3", 1);
        odd.put("status", "refunded");
        deliver(gateway, odd);
        deliver(gateway, unknownInvoice("pay-secret-4"));
        await().until(() -> !fixture.events().isEmpty());

        assertNothingTold(gateway);
    }

    @Test
    void a_forger_s_day_tells_no_secret() {
        Gateway gateway = start();
        MerchantOrder order = order(gateway, "A-1");
        Map<String, String> ipn = fixture.paid(order.id(), "pay-secret-1", 500_000);
        byte[] body = GatewayFixture.encode(ipn);
        String sign = remember(body);
        ipn.put("amount", "900000");
        byte[] forged = GatewayFixture.encode(ipn);
        remember(forged);

        for (Map<String, String> headers : List.of(
                Map.of("Rest-Sign", sign),
                Map.of("Rest-Sign", sign.substring(1)),
                Map.of("Rest-Sign", "not base64 \u0000"),
                Map.<String, String>of())) {
            IntakeResult refused = fixture.send(gateway, headers, forged).join();
            assertThat(refused).isInstanceOf(IntakeResult.Refused.class);
            told.add(refused.toString());
        }
        catchAndTell(
                () -> gateway.orderByPageToken(gateway.pageToken(order.id()).substring(1)));

        assertNothingTold(gateway);
    }

    @Test
    void a_processor_s_bad_day_tells_no_secret() {
        Gateway gateway = start();
        int number = 0;
        for (Misbehaviour misbehaviour : List.of(
                Misbehaviour.html503(),
                Misbehaviour.plainText(),
                Misbehaviour.loseAnswer(),
                Misbehaviour.drop(),
                Misbehaviour.unknownError(),
                Misbehaviour.invalidNonce().times(6),
                Misbehaviour.decline("The amount is too low"))) {
            fixture.sandbox().behave();
            fixture.sandbox().misbehave(misbehaviour);
            CheckoutResult result = gateway.checkout(request("B-" + number++));
            told.add(result.toString());
        }

        assertNothingTold(gateway);
    }

    @Test
    void a_day_without_a_store_tells_no_secret() {
        Gateway gateway = start();
        MerchantOrder order = order(gateway, "A-1");
        Map<String, String> ipn = fixture.paid(order.id(), "pay-secret-1", 500_000);

        fixture.postgres().takeDown();
        deliver(gateway, ipn);
        catchAndTell(() -> gateway.checkout(request("A-2")));
        catchAndTell(() -> gateway.order(order.id()));
        catchAndTell(() -> gateway.orderByPageToken(gateway.pageToken(order.id())));
        told.add(gateway.health().toString());
        fixture.postgres().bringBack();
        await().ignoreExceptions().until(() -> fixture.postgres().count("merchant_order") == 1);

        assertThat(told).anyMatch(text -> text.contains("GatewayException"));
        assertNothingTold(gateway);
    }

    @Test
    void a_row_that_the_store_refuses_tells_no_secret() {
        Gateway gateway = start();
        MerchantOrder order = order(gateway, "A-1");
        // Postgres adds the failing row to its message, and the driver shows that.
        fixture.postgres().run("ALTER TABLE tillgate.notification ADD CONSTRAINT poison CHECK (status <> 'paid')");
        fixture.postgres().run("ALTER TABLE tillgate.merchant_order ADD CONSTRAINT poison CHECK (reference <> 'B-1')");

        deliver(gateway, fixture.paid(order.id(), "pay-secret-1", 500_000));
        deliver(gateway, unknownInvoice("pay-secret-2"));
        catchAndTell(() -> gateway.checkout(request("B-1")));

        assertThat(log.lines()).anyMatch(line -> line.contains("poison"));
        assertNothingTold(gateway);
    }

    private Gateway start() {
        return fixture.start(
                builder -> builder.webhook(new WebhookSettings("http://127.0.0.1:1/hooks", WEBHOOK_SECRET)));
    }

    private static CheckoutRequest request(String reference) {
        return CheckoutRequest.of(reference, Money.satoshi(500_000))
                .description("a private description")
                .data("the shop's private words")
                .build();
    }

    private MerchantOrder order(Gateway gateway, String reference) {
        secrets.put("shop's data", "the shop's private words");
        return ((CheckoutResult.Ready) gateway.checkout(request(reference))).order();
    }

    private void deliver(Gateway gateway, Map<String, String> ipn) {
        remember(GatewayFixture.encode(ipn));
        told.add(fixture.deliver(gateway, ipn).toString());
    }

    /** An authentic notification that is parked: its signature is stored with it. */
    private static Map<String, String> unknownInvoice(String paymentId) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "00000000-0000-0000-0000-000000000000");
        fields.put("payment_id", paymentId);
        fields.put("status", "paid");
        fields.put("amount", "500000");
        return fields;
    }

    /** Adds a body and its signature to what must not be told. */
    private String remember(byte[] body) {
        String sign = fixture.sign(body);
        String text = new String(body, StandardCharsets.US_ASCII);
        secrets.put("Rest-Sign of " + text, sign);
        secrets.put("body of " + text, text);
        secrets.put("start of the body " + text, text.substring(0, 20));
        secrets.put("start of the body in hex " + text, HexFormat.of().formatHex(body, 0, 16));
        return sign;
    }

    private void catchAndTell(Runnable action) {
        Throwable failure = catchThrowable(action::run);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            told.add(cause.toString());
        }
    }

    private void assertNothingTold(Gateway gateway) {
        for (String id : orderIds()) {
            OrderId order = OrderId.parse(id);
            secrets.put("page token of " + id, gateway.pageToken(order));
        }
        secrets.put("a field of a body", "payment_id=");
        assertThat(log.lines()).isNotEmpty();
        secrets.forEach((name, secret) -> {
            assertThat(with(secret, log.lines()))
                    .as("lines of the log with the %s", name)
                    .isEmpty();
            if (!mayBeAnswered(name)) {
                assertThat(with(secret, told)).as("answers with the %s", name).isEmpty();
            }
        });
    }

    /** The shop gets the order's page and its own data back; neither belongs into a log. */
    private static boolean mayBeAnswered(String name) {
        return name.startsWith("page token") || name.equals("shop's data");
    }

    private static List<String> with(String secret, List<String> texts) {
        return texts.stream().filter(text -> text.contains(secret)).toList();
    }

    private List<String> orderIds() {
        String ids = fixture.postgres().text("SELECT string_agg(id::text, ',') FROM tillgate.merchant_order");
        return ids.equals("null") ? List.of() : List.of(ids.split(",", -1));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }
}
