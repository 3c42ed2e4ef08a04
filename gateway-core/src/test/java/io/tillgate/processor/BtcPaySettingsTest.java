package io.tillgate.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.failure.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BtcPaySettingsTest {

    @Test
    void complete_settings_have_no_problem() {
        assertThat(complete().build().problems()).isEmpty();
        assertThat(complete()
                        .webhookSecrets("the secret of today", "the secret of yesterday")
                        .build()
                        .problems())
                .isEmpty();
    }

    @Test
    void every_problem_is_listed_at_once_and_no_secret_is_shown() {
        BtcPaySettings settings = BtcPaySettings.builder()
                .id("BTC Pay")
                .baseUrl("btcpay.example")
                .apiKey("key\n")
                .storeId("the store")
                .webhookSecrets("short", "short", "short")
                .paymentMethods("BTC CHAIN")
                .userAgent(" ")
                .callTimeout(Duration.ZERO)
                .build();

        assertThat(settings.problems())
                .extracting(Problem::field)
                .containsExactly(
                        "btcpay.id",
                        "btcpay.baseUrl",
                        "btcpay.apiKey",
                        "btcpay.storeId",
                        "btcpay.webhookSecrets",
                        "btcpay.webhookSecrets",
                        "btcpay.paymentMethods",
                        "btcpay.userAgent",
                        "btcpay.callTimeout");
        assertThat(settings.problems().toString() + settings)
                .doesNotContain("short,")
                .doesNotContain("key\n");
    }

    @Test
    void an_environment_variable_that_is_not_set_is_missing() {
        BtcPaySettings settings = BtcPaySettings.builder()
                .baseUrl(null)
                .apiKey(null)
                .storeId(null)
                .webhookSecrets(null, null)
                .build();

        assertThat(settings.problems())
                .extracting(Problem::field)
                .containsExactly("btcpay.baseUrl", "btcpay.apiKey", "btcpay.storeId", "btcpay.webhookSecrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:14142", "http://127.0.0.1/btcpay", "http://[::1]:1"})
    void the_own_machine_may_be_reached_without_tls(String url) {
        assertThat(complete().baseUrl(url).build().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://btcpay.example",
                "http://10.0.0.7",
                "http://127.0.0.1.example",
                "http://localhost.example"
            })
    void a_key_never_travels_in_the_open(String url) {
        assertThat(complete().baseUrl(url).build().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fault()).contains("https"));
    }

    private static BtcPaySettings.Builder complete() {
        return BtcPaySettings.builder()
                .baseUrl("https://btcpay.example/")
                .apiKey("an API key")
                .storeId("9CiNzKoANXxmk5ayZngSXrHTiVvvgCrwrpFQd4m2K776")
                .webhookSecrets("the secret of the webhook");
    }
}
