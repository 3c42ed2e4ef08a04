package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillgate.internal.metric.MetricText;
import io.tillgate.money.Currency;
import io.tillgate.order.MerchantOrder;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import io.tillgate.testing.PrometheusText;
import io.tillgate.testing.Repository;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node tells its monitoring is well formed, true, and told of in the guide. */
class MetricsIT {

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();
    private final Gateway gateway =
            fixture.start(builder -> builder.currencies("EUR").clock(clock));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void notifications_are_counted_by_their_answer_and_timed() {
        MerchantOrder order = fixture.order(gateway, "S-1", 500);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500));
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500));
        fixture.send(gateway, Map.of(), "status=paid".getBytes(StandardCharsets.US_ASCII))
                .join();

        PrometheusText metrics = metrics();
        assertThat(metrics.value("tillgate_notifications_total{result=\"stored\"}"))
                .isEqualTo("2");
        assertThat(metrics.value("tillgate_notifications_total{result=\"refused\"}"))
                .isEqualTo("1");
        assertThat(metrics.value("tillgate_notifications_total{result=\"try_again\"}"))
                .isEqualTo("0");
        assertThat(metrics.value("tillgate_notification_outcomes_total{outcome=\"APPLIED\"}"))
                .isEqualTo("1");
        assertThat(metrics.value("tillgate_notification_outcomes_total{outcome=\"KNOWN\"}"))
                .isEqualTo("1");
        assertThat(metrics.value("tillgate_notification_outcomes_total{outcome=\"PARKED\"}"))
                .isEqualTo("0");
        assertThat(metrics.value("tillgate_notification_outcomes_total{outcome=\"REFUSED\"}"))
                .isEqualTo("1");
        assertThat(metrics.value("tillgate_refunds{state=\"SENT\"}")).isEqualTo("0");
        assertThat(metrics.value("tillgate_notification_seconds_count")).isEqualTo("2");
        assertThat(metrics.value("tillgate_notification_seconds_sum")).isPositive();
        assertThat(metrics.value("tillgate_intake_running")).isEqualTo("1");
        gateway.close();
        fixture.send(gateway, fixture.paid(order.id(), "p-2", 500)).join();
        assertThat(metrics().value("tillgate_notifications_total{result=\"try_again\"}"))
                .isEqualTo("1");
        assertThat(metrics().value("tillgate_intake_running")).isEqualTo("0");
    }

    @Test
    void changes_of_orders_are_told_a_minute_later_once_each() {
        MerchantOrder order = fixture.order(gateway, "S-1", 500);
        fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500));
        assertThat(metrics().value("tillgate_order_changes_total{status=\"PAID\"}"))
                .isEqualTo("0");

        clock.advance(Duration.ofSeconds(61));
        for (int scrape = 0; scrape < 2; scrape++) {
            assertThat(metrics().value("tillgate_order_changes_total{status=\"SUBMITTED\"}"))
                    .isEqualTo("1");
            assertThat(metrics().value("tillgate_order_changes_total{status=\"AWAITING_PAYMENT\"}"))
                    .isEqualTo("1");
            assertThat(metrics().value("tillgate_order_changes_total{status=\"PAID\"}"))
                    .isEqualTo("1");
        }
    }

    @Test
    void rates_and_sources_are_told_with_their_age() {
        CurrencyPair pair = CurrencyPair.btc(Currency.of("EUR"));
        gateway.rates().accept(pair, "broken", new TickerAnswer.Failed("broken", "it answered HTTP 403"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> metrics().has("tillgate_rate_age_seconds{pair=\"BTC-EUR\"}"));

        PrometheusText metrics = metrics();
        assertThat(metrics.value("tillgate_rate_available{pair=\"BTC-EUR\"}")).isEqualTo("1");
        assertThat(metrics.value("tillgate_rate_sources{pair=\"BTC-EUR\"}")).isEqualTo("1");
        assertThat(metrics.value("tillgate_source_up{pair=\"BTC-EUR\",source=\"mtgox\"}"))
                .isEqualTo("1");
        assertThat(metrics.value("tillgate_source_up{pair=\"BTC-EUR\",source=\"broken\"}"))
                .isEqualTo("0");
        clock.advance(Duration.ofHours(2));
        assertThat(metrics().value("tillgate_rate_available{pair=\"BTC-EUR\"}")).isEqualTo("0");
        assertThat(metrics().has("tillgate_rate_age_seconds{pair=\"BTC-EUR\"}")).isFalse();
    }

    @Test
    void what_waits_is_counted_with_the_age_of_the_oldest() {
        MerchantOrder order = fixture.order(gateway, "S-1", 500);
        String values = "', 'ORDER_PAID', 'PAID', 'NONE', 500, now() - interval '1 hour', now() + interval '1 day'";
        fixture.postgres()
                .run("INSERT INTO tillgate.outbox (consumer, order_id, type, status, anomaly, received_amount, at,"
                        + " next_attempt_at) VALUES ('webhook', '" + order.id() + values + ")");
        fixture.postgres()
                .run("INSERT INTO tillgate.outbox (consumer, order_id, type, status, anomaly, received_amount, at,"
                        + " next_attempt_at, parked_at) VALUES ('webhook', '" + order.id() + values + ", now())");
        fixture.postgres().run("UPDATE tillgate.merchant_order SET review = '{UNDERPAID}'");

        PrometheusText metrics = metrics();
        assertThat(metrics.value("tillgate_outbox_waiting{consumer=\"webhook\"}"))
                .isEqualTo("1");
        assertThat(metrics.value("tillgate_outbox_oldest_seconds{consumer=\"webhook\"}"))
                .isBetween(new BigDecimal("3599"), new BigDecimal("3700"));
        assertThat(metrics.value("tillgate_outbox_parked")).isEqualTo("1");
        assertThat(metrics.value("tillgate_orders_to_review")).isEqualTo("1");
        assertThat(metrics.value("tillgate_notifications_parked")).isEqualTo("0");
    }

    @Test
    void loops_are_counted_those_that_fail_too_and_a_database_that_is_down_is_told() {
        await().until(() ->
                metrics().value("tillgate_loop_rounds_total{loop=\"janitor\"}").signum() > 0);
        fixture.postgres().takeDown();
        try {
            PrometheusText metrics = metrics();
            assertThat(metrics.value("tillgate_database_up")).isEqualTo("0");
            assertThat(metrics.has("tillgate_outbox_parked")).isFalse();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> metrics()
                                    .value("tillgate_loop_failures_total{loop=\"janitor\"}")
                                    .signum()
                            > 0);
        } finally {
            fixture.postgres().bringBack();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> metrics().value("tillgate_database_up").signum() > 0);
    }

    @Test
    void every_metric_is_told_of_in_the_guide() throws IOException {
        String guide = Files.readString(Repository.root().resolve("docs/operating.md"));
        assertThat(metrics().types().keySet())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(guide).contains("`" + name));
    }

    @Test
    void hostile_labels_stay_inside_their_quotes() {
        String text = new MetricText()
                .gauge("a_gauge", "Help.")
                .value(Map.of("source", "x\"} 1\n\\evil"), 7)
                .toString();
        assertThat(PrometheusText.parse(text).value("a_gauge{source=\"x\\\"} 1\\n\\\\evil\"}"))
                .isEqualTo("7");
        assertThatThrownBy(() -> PrometheusText.parse("# HELP a b\n# TYPE a gauge\na 1\na 1\n"))
                .isInstanceOf(AssertionError.class);
    }

    private PrometheusText metrics() {
        return PrometheusText.parse(gateway.metrics());
    }
}
