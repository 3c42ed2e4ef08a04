package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.RateAnswer;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.testing.TestPostgres;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MainPathIT {

    private final TestPostgres postgres = TestPostgres.fresh();
    private final SandboxProcessor sandbox = SandboxProcessor.start();
    private final List<OrderEvent> events = new CopyOnWriteArrayList<>();
    private Gateway gateway;

    @BeforeEach
    void start() {
        gateway = Gateway.builder()
                .dataSource(postgres.dataSource())
                .publicBaseUrl("http://localhost:1/pay")
                .secretKey("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .mtGox(MtGoxSettings.builder()
                        .baseUrl(sandbox.baseUrl() + "/api")
                        .apiKey(sandbox.apiKey())
                        .apiSecret(sandbox.apiSecretBase64())
                        .build())
                .currencies("EUR", "JPY")
                .listener(events::add)
                .build();
        gateway.start();
        await().until(() -> gateway.rates().rate(Currency.of("EUR")) instanceof RateAnswer.Rate);
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
        postgres.close();
    }

    @Test
    void a_price_in_euro_becomes_an_order_that_a_buyer_can_pay() {
        CheckoutResult result = gateway.checkout(CheckoutRequest.of("A-1", Money.parse(Currency.of("EUR"), "25.00"))
                .description("Three candles")
                .build());

        assertThat(result).isInstanceOf(CheckoutResult.Ready.class);
        CheckoutResult.Ready ready = (CheckoutResult.Ready) result;
        assertThat(ready.paymentUrl()).startsWith(sandbox.baseUrl());
        assertThat(gateway.order(ready.order().id())).contains(ready.order());
        assertThat(postgres.count("quote")).isEqualTo(1);
        assertThat(gateway.desk().open(ready.order().id()).orElseThrow().quote().replay())
                .isEqualTo(ready.order().terms().due());
        assertThat(events).extracting(OrderEvent::type).doesNotContain(OrderEventType.ORDER_PAID);
    }
}
