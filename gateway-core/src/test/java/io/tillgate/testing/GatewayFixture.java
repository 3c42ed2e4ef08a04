package io.tillgate.testing;

import io.tillgate.Gateway;
import io.tillgate.GatewayBuilder;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.OrderEvent;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.RateAnswer;
import io.tillgate.sandbox.SandboxProcessor;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/** A gateway with a Postgres and a sandbox processor of its own, and a hand that sends signed notifications. */
public final class GatewayFixture implements AutoCloseable {

    public static final String SECRET_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final TestPostgres postgres = TestPostgres.fresh();
    private final SandboxProcessor sandbox = SandboxProcessor.start();
    private final List<OrderEvent> events = new CopyOnWriteArrayList<>();
    private final List<Gateway> gateways = new CopyOnWriteArrayList<>();

    /** Starts a node; several share the same database and processor. */
    public Gateway start(UnaryOperator<GatewayBuilder> changes) {
        return start(changes, settings -> settings);
    }

    public Gateway start(UnaryOperator<GatewayBuilder> changes, UnaryOperator<MtGoxSettings.Builder> mtGox) {
        MtGoxSettings settings = mtGox.apply(MtGoxSettings.builder()
                        .baseUrl(sandbox.baseUrl() + "/api")
                        .apiKey(sandbox.apiKey())
                        .apiSecret(sandbox.apiSecretBase64()))
                .build();
        Gateway gateway = changes.apply(Gateway.builder()
                        .dataSource(postgres.dataSource())
                        .publicBaseUrl("http://localhost:1/pay")
                        .secretKey(SECRET_KEY)
                        .mtGox(settings)
                        .listener(events::add))
                .build();
        gateway.start();
        gateways.add(gateway);
        return gateway;
    }

    public Gateway start() {
        return start(builder -> builder);
    }

    public TestPostgres postgres() {
        return postgres;
    }

    public SandboxProcessor sandbox() {
        return sandbox;
    }

    /** What the listener got, of all nodes. */
    public List<OrderEvent> events() {
        return events;
    }

    /** Checks out a price tag in bitcoin, which needs no rate. */
    public MerchantOrder order(Gateway gateway, String reference, long satoshi) {
        CheckoutResult result = gateway.checkout(
                CheckoutRequest.of(reference, Money.satoshi(satoshi)).build());
        if (result instanceof CheckoutResult.Ready ready) {
            return ready.order();
        }
        throw new AssertionError("not ready to pay: " + result);
    }

    public MerchantOrder orderInEuro(Gateway gateway, String reference, String price) {
        CheckoutResult result =
                gateway.checkout(CheckoutRequest.of(reference, eur(price)).build());
        if (result instanceof CheckoutResult.Ready ready) {
            return ready.order();
        }
        throw new AssertionError("not ready to pay: " + result);
    }

    /** Waits until the gateway has heard of the price that the sandbox was given. */
    public void awaitRate(Gateway gateway, String currency, String bid) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gateway.rates().rate(Currency.of(currency)) instanceof RateAnswer.Rate rate
                        && rate.price().compareTo(new BigDecimal(bid)) == 0);
    }

    /** The order as it is now. */
    public MerchantOrder now(Gateway gateway, OrderId id) {
        return gateway.order(id).orElseThrow();
    }

    /** The processor's id of an order's first invoice. */
    public String invoiceId(OrderId id) {
        return postgres.text("SELECT processor_invoice_id FROM tillgate.invoice WHERE order_id = '" + id
                + "' AND processor_invoice_id IS NOT NULL ORDER BY id");
    }

    /** What we sent as data and the processor echoes. */
    public String data(OrderId id) {
        return sandbox.order(invoiceId(id)).orElseThrow().requested().data();
    }

    public Map<String, String> paid(OrderId id, String paymentId, long satoshi) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", invoiceId(id));
        fields.put("payment_id", paymentId);
        fields.put("status", "paid");
        fields.put("amount", Long.toString(satoshi));
        fields.put("currency", "BTC");
        fields.put("method", "MTGOXBTC");
        fields.put("data", data(id));
        return fields;
    }

    /** Signs and hands over, and gives the answer's stage. */
    public CompletableFuture<IntakeResult> send(Gateway gateway, Map<String, String> fields) {
        byte[] body = encode(fields);
        return send(gateway, Map.of("Rest-Key", sandbox.apiKey(), "Rest-Sign", sign(body)), body);
    }

    public CompletableFuture<IntakeResult> send(Gateway gateway, Map<String, String> headers, byte[] body) {
        return gateway.notifications()
                .receive(gateway.notifications().defaultProcessor(), headers, body)
                .toCompletableFuture();
    }

    /** Signs, hands over, and waits for the answer. */
    public IntakeResult deliver(Gateway gateway, Map<String, String> fields) {
        return send(gateway, fields).orTimeout(30, TimeUnit.SECONDS).join();
    }

    public String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(sandbox.apiSecretBase64()), "HmacSHA512"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static byte[] encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static Money eur(String decimal) {
        return Money.parse(Currency.of("EUR"), decimal);
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::close);
        sandbox.close();
        postgres.close();
    }
}
