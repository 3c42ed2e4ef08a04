package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.ConfigurationException;
import io.tillgate.testing.PrometheusText;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics are for the monitoring alone. */
class MetricsEndpointIT {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void the_monitoring_reads_them_with_its_key_and_nobody_else() {
        ServletSettings settings =
                ServletSettings.builder().metricsKeys(List.of(KEY)).build();
        try (TestShop shop = TestShop.open(settings)) {
            HttpResponse<String> metrics = shop.get("/metrics", "Authorization", "Bearer " + KEY);
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers()
                            .firstValue("Content-Type")
                            .orElseThrow()
                            .replace(" ", ""))
                    .isEqualToIgnoringCase(MetricsEndpoint.CONTENT_TYPE.replace(" ", ""));
            assertThat(metrics.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(PrometheusText.parse(metrics.body()).value("tillgate_database_up"))
                    .isEqualTo("1");

            assertThat(shop.get("/metrics/all", "Authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(shop.get("/metrics").statusCode()).isEqualTo(401);
            HttpResponse<String> wrong = shop.get("/metrics", "Authorization", "Bearer " + KEY.replace('0', '1'));
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(wrong.body()).doesNotContain("tillgate_");
        }
    }

    @Test
    void without_a_key_they_are_switched_off_and_a_short_key_is_refused() {
        try (TestShop shop = TestShop.open()) {
            assertThat(shop.get("/metrics").statusCode()).isEqualTo(404);
            assertThat(shop.get("/metrics").body()).contains("ServletSettings.metricsKeys");
        }
        assertThatThrownBy(() ->
                        ServletSettings.builder().metricsKeys(List.of("short")).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("metricsKeys");
    }
}
