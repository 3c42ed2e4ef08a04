package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.event.WebhookSettings;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.Capability;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {

    @Test
    void a_complete_configuration_builds_and_starts_nothing() {
        int threads = Thread.activeCount();
        try (Gateway gateway = Configurations.complete().build()) {
            assertThat(gateway.publicBaseUrl()).isEqualTo("https://shop.example/pay");
            assertThat(Thread.activeCount()).isEqualTo(threads);
        }
    }

    @Test
    void every_problem_is_listed_at_once() {
        ConfigurationException refused = Configurations.refused(Gateway.builder()
                .publicBaseUrl("shop.example")
                .retiredSecretKeys(List.of("c2hvcnQ=", "%%%"))
                .mtGox(MtGoxSettings.builder().id("Mt Gox").build())
                .currencies("EUR", "eur", "INR"));

        assertThat(refused.problems())
                .extracting(Problem::field)
                .containsExactly(
                        "dataSource",
                        "publicBaseUrl",
                        "secretKey",
                        "retiredSecretKeys",
                        "retiredSecretKeys",
                        "mtgox.id",
                        "mtgox.baseUrl",
                        "mtgox.apiKey",
                        "mtgox.apiSecret",
                        "currencies");
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.fix()).isNotBlank();
            assertThat(refused.getMessage()).contains("  - " + problem);
        });
        assertThat(refused.getMessage()).startsWith("Tillgate does not start, 10 problem(s):");
    }

    @Test
    void an_empty_builder_says_what_a_gateway_needs() {
        assertThat(Configurations.refused(Gateway.builder()).problems())
                .extracting(Problem::toString)
                .anyMatch(problem -> problem.startsWith("dataSource is missing"))
                .anyMatch(problem -> problem.startsWith("publicBaseUrl is missing"))
                .anyMatch(problem -> problem.startsWith("secretKey is missing: make one with: openssl rand -base64 32"))
                .anyMatch(problem -> problem.startsWith("processors are missing"))
                .hasSize(4);
    }

    @Test
    void settings_that_are_not_set_in_the_environment_are_missing_and_no_mystery() {
        ConfigurationException refused = Configurations.refused(Gateway.builder()
                .dataSource(Configurations.unused())
                .publicBaseUrl(System.getenv("TILLGATE_NOT_SET"))
                .secretKey(System.getenv("TILLGATE_NOT_SET"))
                .mtGox(MtGoxSettings.builder()
                        .baseUrl(System.getenv("TILLGATE_NOT_SET"))
                        .apiKey(System.getenv("TILLGATE_NOT_SET"))
                        .apiSecret(System.getenv("TILLGATE_NOT_SET"))
                        .build()));

        assertThat(refused.problems())
                .extracting(Problem::field)
                .containsExactly("publicBaseUrl", "secretKey", "mtgox.baseUrl", "mtgox.apiKey", "mtgox.apiSecret");
    }

    @Test
    void two_processors_of_one_name_are_refused() {
        assertThat(Configurations.refused(Configurations.complete().processor(new Configurations.OwnProcessor("mtgox")))
                        .getMessage())
                .contains("processors hold two named 'mtgox'");
        assertThat(Configurations.refused(Configurations.complete().mtGox(Configurations.mtGox(b -> b)))
                        .getMessage())
                .contains("processors hold two named 'mtgox'");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example/pay, is not an absolute http(s) URL",
        "ftp://shop.example/pay, is not an absolute http(s) URL",
        "https://user:pass@shop.example/pay, is not an absolute http(s) URL",
        "https:///pay, is not an absolute http(s) URL",
        "https://shop.example:65536/pay, is not an absolute http(s) URL",
        "https://shop.example/pay?a=b, has a query or a fragment",
        "https://shop.example/pay#x, has a query or a fragment",
        "https://shop example/pay, is not a URL",
    })
    void the_public_base_url_must_be_one_that_buyers_can_open(String url, String fault) {
        assertThat(Configurations.refused(Configurations.complete().publicBaseUrl(url))
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("publicBaseUrl");
                    assertThat(problem.fault()).isEqualTo(fault);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:99999/api", "http://127.0.0.1:0/api", "https://user:pass@host/api"})
    void a_processor_address_that_no_call_can_use_is_found_at_start(String url) {
        assertThat(Configurations.refused(Configurations.minimal().mtGox(Configurations.mtGox(b -> b.baseUrl(url))))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("mtgox.baseUrl");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example/hooks, webhook.url",
        "https://user:pass@shop.example/hooks, webhook.url",
        "https://shop.example:65536/hooks, webhook.url",
        "https://shop.example:0/hooks, webhook.url",
    })
    void a_webhook_that_can_not_be_called_is_found_at_start(String url, String field) {
        assertThat(Configurations.refused(
                                Configurations.complete().webhook(new WebhookSettings(url, Configurations.KEY)))
                        .problems())
                .extracting(Problem::field)
                .containsExactly(field);
    }

    @Test
    @SuppressWarnings("NullAway") // an environment variable that is not set
    void a_webhook_without_address_and_secret_is_two_problems() {
        assertThat(Configurations.refused(Configurations.complete().webhook(new WebhookSettings(null, null)))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("webhook.url", "webhook.secret");
    }

    @Test
    void no_secret_is_in_any_message() {
        String apiSecret = "not base64, but the operator's secret";
        String key = "also not base64 and very secret";
        String shortKey = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 5});
        MtGoxSettings settings = Configurations.mtGox(b -> b.apiSecret(apiSecret)
                .apiKey("a key\nwith a line break")
                .retiredApiSecrets(List.of(shortKey, "%secret%"))
                .baseUrl("https://user:password@host/api"));
        ConfigurationException refused = Configurations.refused(Gateway.builder()
                .dataSource(Configurations.unused())
                .publicBaseUrl("https://user:password@shop.example/")
                .secretKey(key)
                .retiredSecretKeys(List.of(shortKey, "%secret%"))
                .webhook(new WebhookSettings("https://shop.example/hooks", "%secret%"))
                .mtGox(settings));

        assertThat(refused.problems()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(refused.getMessage() + settings)
                .doesNotContain(apiSecret, key, shortKey, "%secret%", "password", "with a line break");
    }

    @Test
    void a_btcpay_server_is_checked_along_and_is_enough_of_a_processor() {
        assertThat(Configurations.refused(Configurations.complete()
                                .btcPay(BtcPaySettings.builder().build()))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("btcpay.baseUrl", "btcpay.apiKey", "btcpay.storeId", "btcpay.webhookSecrets");
    }

    @Test
    void the_default_processor_is_one_of_those_that_are_configured_and_comes_first() {
        assertThat(Configurations.refused(Configurations.complete().defaultProcessor("paypal"))
                        .getMessage())
                .contains("defaultProcessor 'paypal' is not configured")
                .contains("mtgox");
        try (Gateway gateway = Configurations.complete()
                .processor(new Configurations.OwnProcessor("own"))
                .defaultProcessor("own")
                .build()) {
            assertThat(gateway.processors().keySet()).containsExactly(new ProcessorId("own"), new ProcessorId("mtgox"));
            assertThat(gateway.notifications().defaultProcessor()).isEqualTo(new ProcessorId("own"));
        }
    }

    @Test
    void a_processor_that_only_hints_and_can_not_be_asked_is_refused() {
        PaymentProcessor hinting = new Configurations.OwnProcessor("own", Set.of(Capability.HINTS_ONLY));

        assertThat(Configurations.refused(Configurations.complete().processor(hinting))
                        .getMessage())
                .contains("'own' has HINTS_ONLY without LOOK_UP");
    }
}
