package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillgate.event.WebhookSettings;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Verdict;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.TickerStream;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.lang.reflect.Proxy;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {

    private static final String KEY = Base64.getEncoder()
            .encodeToString("a key of thirty-two bytes, exact".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final String API_SECRET = Base64.getEncoder()
            .encodeToString("an API secret of some length".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    @Test
    void a_complete_configuration_builds_and_starts_nothing() {
        int threads = Thread.activeCount();
        try (Gateway gateway = complete().build()) {
            assertThat(gateway.publicBaseUrl()).isEqualTo("https://shop.example/pay");
            assertThat(Thread.activeCount()).isEqualTo(threads);
        }
    }

    @Test
    void every_problem_is_listed_at_once() {
        ConfigurationException refused = refused(Gateway.builder()
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
        assertThat(refused(Gateway.builder()).problems())
                .extracting(Problem::toString)
                .anyMatch(problem -> problem.startsWith("dataSource is missing"))
                .anyMatch(problem -> problem.startsWith("publicBaseUrl is missing"))
                .anyMatch(problem -> problem.startsWith("secretKey is missing: make one with: openssl rand -base64 32"))
                .anyMatch(problem -> problem.startsWith("processors are missing"))
                .hasSize(4);
    }

    @Test
    void currencies_that_nobody_can_price_are_a_problem_among_others() {
        ConfigurationException refused = refused(Gateway.builder()
                .dataSource(unused())
                .publicBaseUrl("https://shop.example/pay")
                .processor(new OwnProcessor("till"))
                .currencies("EUR"));

        assertThat(refused.problems()).extracting(Problem::field).containsExactly("secretKey", "currencies");
        assertThat(refused.getMessage()).contains("currencies can't be priced: add venues, a tickerSource");
    }

    @Test
    void bitcoin_alone_needs_nobody_to_price_it() {
        Gateway.builder()
                .dataSource(unused())
                .publicBaseUrl("https://shop.example/pay")
                .secretKey(KEY)
                .processor(new OwnProcessor("till"))
                .currencies("BTC")
                .build()
                .close();
    }

    @Test
    void settings_that_are_not_set_in_the_environment_are_missing_and_no_mystery() {
        ConfigurationException refused = refused(Gateway.builder()
                .dataSource(unused())
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
        assertThat(refused(complete().processor(new OwnProcessor("mtgox"))).getMessage())
                .contains("processors hold two named 'mtgox'");
        assertThat(refused(complete().mtGox(mtGox(b -> b))).getMessage()).contains("processors hold two named 'mtgox'");
    }

    @Test
    void a_venue_prices_a_currency() {
        minimal()
                .processor(new OwnProcessor("till"))
                .currencies("EUR")
                .venues(Venue.KRAKEN, Venue.BITSTAMP)
                .build()
                .close();
    }

    @Test
    void two_sources_of_one_name_are_refused() {
        assertThat(refused(complete().venues(Venue.KRAKEN, Venue.KRAKEN)).getMessage())
                .contains("sources of prices hold two named 'kraken'");
        assertThat(refused(complete().venues(Venue.KRAKEN).mtGox(mtGox(b -> b.id("kraken"))))
                        .getMessage())
                .contains("sources of prices hold two named 'kraken'");
    }

    @Test
    void a_venue_that_no_call_can_reach_is_found_at_start() {
        VenueSettings plain = VenueSettings.of(Venue.MEMPOOL_SPACE).withBaseUrl("http://mempool.example");
        assertThat(refused(complete().venue(plain)).problems())
                .extracting(Problem::field)
                .containsExactly("venue.mempool-space.baseUrl");
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
        assertThat(refused(complete().publicBaseUrl(url)).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("publicBaseUrl");
                    assertThat(problem.fault()).isEqualTo(fault);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:99999/api", "http://127.0.0.1:0/api", "https://user:pass@host/api"})
    void a_processor_address_that_no_call_can_use_is_found_at_start(String url) {
        assertThat(refused(minimal().mtGox(mtGox(b -> b.baseUrl(url)))).problems())
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
        assertThat(refused(complete().webhook(new WebhookSettings(url, KEY))).problems())
                .extracting(Problem::field)
                .containsExactly(field);
    }

    @Test
    @SuppressWarnings("NullAway") // an environment variable that is not set
    void a_webhook_without_address_and_secret_is_two_problems() {
        assertThat(refused(complete().webhook(new WebhookSettings(null, null))).problems())
                .extracting(Problem::field)
                .containsExactly("webhook.url", "webhook.secret");
    }

    @Test
    void no_secret_is_in_any_message() {
        String apiSecret = "not base64, but the operator's secret";
        String key = "also not base64 and very secret";
        String shortKey = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 5});
        MtGoxSettings settings = mtGox(b -> b.apiSecret(apiSecret)
                .apiKey("a key\nwith a line break")
                .retiredApiSecrets(List.of(shortKey, "%secret%"))
                .baseUrl("https://user:password@host/api"));
        ConfigurationException refused = refused(Gateway.builder()
                .dataSource(unused())
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
    void a_rate_policy_that_can_never_work_is_refused() {
        Currency sek = Currency.of("SEK");
        RatePolicy crossing = RatePolicy.DEFAULT.withCross(sek, Currency.of("EUR"));
        assertThat(refused(complete().currencies("EUR").ratePolicy(crossing)).problems())
                .singleElement()
                .asString()
                .startsWith("ratePolicy has a cross for SEK, in which nothing is sold");
        assertThat(refused(complete().tickerStream("nobody", () -> null)).problems())
                .singleElement()
                .asString()
                .contains("hold 'nobody', which nobody can ask while it is down");
    }

    @Test
    void a_btcpay_server_is_checked_along_and_is_enough_of_a_processor() {
        assertThat(refused(complete().btcPay(BtcPaySettings.builder().build())).problems())
                .extracting(Problem::field)
                .containsExactly("btcpay.baseUrl", "btcpay.apiKey", "btcpay.storeId", "btcpay.webhookSecrets");
    }

    @Test
    void the_default_processor_is_one_of_those_that_are_configured_and_comes_first() {
        assertThat(refused(complete().defaultProcessor("paypal")).getMessage())
                .contains("defaultProcessor 'paypal' is not configured")
                .contains("mtgox");
        try (Gateway gateway = complete()
                .processor(new OwnProcessor("own"))
                .defaultProcessor("own")
                .build()) {
            assertThat(gateway.processors().keySet()).containsExactly(new ProcessorId("own"), new ProcessorId("mtgox"));
            assertThat(gateway.notifications().defaultProcessor()).isEqualTo(new ProcessorId("own"));
        }
    }

    @Test
    void a_processor_that_only_hints_and_can_not_be_asked_is_refused() {
        PaymentProcessor hinting = new OwnProcessor("own", Set.of(Capability.HINTS_ONLY));

        assertThat(refused(complete().processor(hinting)).getMessage())
                .contains("'own' has HINTS_ONLY without LOOK_UP");
    }

    private static GatewayBuilder minimal() {
        return Gateway.builder()
                .dataSource(unused())
                .publicBaseUrl("https://shop.example/pay/")
                .secretKey(KEY);
    }

    private static GatewayBuilder complete() {
        return minimal().mtGox(mtGox(b -> b)).currencies("EUR", "INR", "BTC");
    }

    private static MtGoxSettings mtGox(UnaryOperator<MtGoxSettings.Builder> changes) {
        return changes.apply(MtGoxSettings.builder()
                        .baseUrl("https://mtgox.example/api")
                        .apiKey("an-api-key")
                        .apiSecret(API_SECRET))
                .build();
    }

    @Test
    void venues_bring_their_streams_and_a_stream_of_the_shop_takes_the_place_of_one() {
        GatewayConfig config = new GatewayConfig();
        config.venues.add(VenueSettings.of(Venue.KRAKEN));
        config.venues.add(VenueSettings.of(Venue.COINBASE).withoutStreaming());
        config.mtGoxes.add(mtGox(gox -> gox.id("gox").streamUrl("wss://mtgox.example/mtgox")));
        assertThat(config.streamMakers()).containsOnlyKeys("kraken", "gox");
        Supplier<TickerStream> own = () -> {
            throw new AssertionError("a stream was made before anybody listens");
        };
        config.tickerStreams.put("kraken", own);
        assertThat(config.streamMakers()).containsEntry("kraken", own);
    }

    @Test
    void the_stream_of_a_processor_is_an_address_for_streams() {
        MtGoxSettings wrong = mtGox(gox -> gox.streamUrl("ftp://mtgox.example/mtgox"));
        assertThat(wrong.problems()).extracting(Problem::field).containsExactly("mtgox.streamUrl");
        for (String right : List.of("wss://mtgox.example/mtgox", "https://mtgox.example/socket.io/1", "")) {
            assertThat(mtGox(gox -> gox.streamUrl(right)).problems()).isEmpty();
        }
    }

    private static ConfigurationException refused(GatewayBuilder builder) {
        return catchThrowableOfType(ConfigurationException.class, builder::build);
    }

    /** A pool that nobody may touch while a configuration is checked. */
    private static DataSource unused() {
        return (DataSource) Proxy.newProxyInstance(
                GatewayConfigTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("the database was used: " + method.getName());
                });
    }

    /** A processor of a shop's own. */
    private record OwnProcessor(String name, Set<Capability> capabilities) implements PaymentProcessor {

        OwnProcessor(String name) {
            this(name, Set.of());
        }

        @Override
        public ProcessorId id() {
            return new ProcessorId(name);
        }

        @Override
        public CreateAnswer create(InvoiceRequest request) {
            return new CreateAnswer.Unknown("never asked");
        }

        @Override
        public Verdict verify(IncomingNotification notification) {
            return new Verdict.Refused("never asked");
        }
    }
}
