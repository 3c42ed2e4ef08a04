package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesIT {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void a_rate_carries_its_evidence() {
        HttpResponse<String> answer = shop.get("/rates/BTC-EUR");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode rate = json(answer);
        assertThat(rate.at("/pair").asText()).isEqualTo("BTC-EUR");
        assertThat(rate.at("/price").isTextual()).isTrue();
        assertThat(rate.at("/price").asText()).isEqualTo("10.00000");
        assertThat(rate.at("/side").asText()).isEqualTo("bid");
        assertThat(Instant.parse(rate.at("/as_of").asText())).isBefore(Instant.now());
        assertThat(rate.at("/age_seconds").isIntegralNumber()).isTrue();
        assertThat(rate.at("/sources/0/source").asText()).isEqualTo("mtgox");
        assertThat(rate.at("/sources/0/bid").asText()).isEqualTo("10.00000");
        assertThat(rate.at("/sources/0/ask").asText()).isEqualTo("10.10000");
        assertThat(rate.at("/sources/0/as_of").isTextual()).isTrue();
        assertThat(rate.at("/rounding/to_btc").asText()).isEqualTo("UP");
        assertThat(rate.at("/rounding/to_eur").asText()).isEqualTo("HALF_UP");
    }

    @Test
    void a_price_may_be_kept_for_seconds_and_asked_for_again_cheaply() {
        await().atMost(TestShop.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> first = shop.get("/rates/BTC-EUR");
            String etag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(first.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(keep -> assertThat(keep).matches("public, max-age=[0-5], must-revalidate"));

            HttpResponse<String> again = shop.get("/rates/BTC-EUR", "If-None-Match", "\"x\", " + etag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).contains(etag);
            assertThat(again.headers().firstValue("Cache-Control")).isPresent();
        });
        assertThat(shop.get("/rates/BTC-EUR", "If-None-Match", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void other_sites_may_not_read_prices_in_a_browser() {
        assertThat(shop.get("/rates", "Origin", "https://elsewhere.example")
                        .headers()
                        .map())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void sites_that_the_shop_names_may() {
        try (TestShop open = TestShop.open(ServletSettings.builder()
                .priceOrigins(List.of("https://shop.example"))
                .build())) {
            for (String path : new String[] {
                "/rates",
                "/rates/BTC-EUR",
                "/rates/BTC-XTS",
                "/convert?from=EUR&to=BTC&amount=1",
                "/convert",
                "/assets/tillgate-price.js"
            }) {
                HttpResponse<String> friend = open.get(path, "Origin", "https://shop.example");
                assertThat(friend.headers().firstValue("Access-Control-Allow-Origin"))
                        .as(path)
                        .contains("https://shop.example");
                assertThat(friend.headers().map()).doesNotContainKey("access-control-allow-credentials");
                HttpResponse<String> stranger = open.get(path, "Origin", "https://shop.example.evil.example");
                assertThat(stranger.headers().map()).doesNotContainKey("access-control-allow-origin");
                for (HttpResponse<String> answer : List.of(friend, stranger, open.get(path))) {
                    assertThat(answer.headers().allValues("Vary"))
                            .anySatisfy(vary -> assertThat(vary).contains("Origin"));
                }
            }
            try (ListeningPage page = new ListeningPage(open, "/rates/stream", "Origin", "https://shop.example")) {
                assertThat(page.response.headers().firstValue("Access-Control-Allow-Origin"))
                        .contains("https://shop.example");
            }
        }
    }

    @Test
    void the_component_has_one_address_for_ever_and_is_asked_for_again_cheaply() {
        HttpResponse<String> script = shop.get("/assets/tillgate-price.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).contains("customElements.define(\"tillgate-price\"");
        assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript;charset=utf-8");
        assertThat(script.headers().firstValue("Cache-Control")).contains("public, max-age=600");
        String etag = script.headers().firstValue("ETag").orElseThrow();
        assertThat(shop.get("/assets/tillgate-price.js", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertThat(shop.get("/assets/tillgate-price.js", "If-None-Match", etag, "Accept-Encoding", "gzip")
                        .statusCode())
                .as("another encoding is another version")
                .isEqualTo(200);
    }

    @Test
    void the_answer_is_one_that_any_reader_of_json_takes() {
        for (String path : new String[] {"/rates", "/rates/BTC-EUR", "/convert?from=EUR&to=BTC&amount=0.01"}) {
            JsonNode once = json(shop.get(path));
            assertThat(once.toString()).as(path).startsWith("{").contains("\"age_seconds\":", "\"side\":\"bid\"");
        }
    }

    @Test
    void all_pairs_are_listed_with_a_reason_for_each_that_has_no_price() {
        HttpResponse<String> answer = shop.get("/rates");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode rates = json(answer).at("/rates");
        assertThat(rates.findValuesAsText("pair")).containsExactly("BTC-EUR", "BTC-ISK");
        assertThat(rates.at("/1/price").isNull()).isTrue();
        assertThat(rates.at("/1/reasons/0").asText()).isNotBlank();
    }

    @Test
    void without_a_price_it_says_why_and_when_to_ask_again() {
        for (String path : new String[] {"/rates/BTC-ISK", "/convert?from=ISK&to=BTC&amount=100"}) {
            HttpResponse<String> answer = shop.get(path);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(json(answer).at("/reasons")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"BTC-JPY", "btc-eur", "EUR", "EUR-BTC", "stream/BTC-EUR", "BTC-EUR/more", "%3Cscript%3E"})
    void a_pair_that_is_not_priced_is_a_404_with_those_that_are(String pair) {
        HttpResponse<String> answer = shop.get("/rates/" + pair, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo("pair");
        assertThat(json(answer).at("/errors/0/fix").asText()).isEqualTo("use one of BTC-EUR, BTC-ISK");
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, BTC, 25.00, 25.00, 2500, 2.50000000, 250000000, UP",
        "EUR, BTC, 0.01, 0.01, 1, 0.00100000, 100000, UP",
        "EUR, BTC, 0, 0.00, 0, 0.00000000, 0, UP",
        "BTC, EUR, 0.00055000, 0.00055000, 55000, 0.01, 1, HALF_UP",
        "BTC, EUR, 0.00049999, 0.00049999, 49999, 0.00, 0, HALF_UP",
    })
    void amounts_are_exact_both_ways(
            String from,
            String to,
            String amount,
            String shown,
            long fromUnits,
            String result,
            long toUnits,
            String rounding) {
        HttpResponse<String> answer = shop.get("/convert?from=" + from + "&to=" + to + "&amount=" + amount);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = json(answer);
        assertThat(json.at("/from/currency").asText()).isEqualTo(from);
        assertThat(json.at("/from/amount").asText()).isEqualTo(shown);
        assertThat(json.at("/from/minor_units").asLong()).isEqualTo(fromUnits);
        assertThat(json.at("/to/currency").asText()).isEqualTo(to);
        assertThat(json.at("/to/amount").asText()).isEqualTo(result);
        assertThat(json.at("/to/minor_units").asLong()).isEqualTo(toUnits);
        assertThat(json.at("/rounding").asText()).isEqualTo(rounding);
        assertThat(json.at("/rate/price").asText()).isEqualTo("10.00000");
        assertThat(json.at("/rate/sources")).hasSize(1);
        assertThat(answer.headers().firstValue("ETag")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/convert | 400 | from,to,amount",
                "/convert?from=EUR&to=BTC | 400 | amount",
                "/convert?from=EUR&to=BTC&amount= | 400 | amount",
                "/convert?from=EUR&from=JPY&to=BTC&amount=1 | 400 | from",
                "/convert?from=EUR&to=BTC&amount=%FF | 400 | amount,amount",
                "/convert?from=EUR&to=BTC&amount=25,00 | 422 | amount",
                "/convert?from=EUR&to=BTC&amount=25.001 | 422 | amount",
                "/convert?from=EUR&to=BTC&amount=1e3 | 422 | amount",
                "/convert?from=EUR&to=BTC&amount=-1 | 422 | amount",
                "/convert?from=EUR&to=BTC&amount=NaN | 422 | amount",
                "/convert?from=EUR&to=BTC&amount=99999999999999999999999 | 422 | amount",
                "/convert?from=EUR&to=BTC&amount=90000000000000000 | 422 | amount",
                "/convert?from=BTC&to=EUR&amount=0.000000001 | 422 | amount",
                "/convert?from=eur&to=BTC&amount=1 | 422 | from",
                "/convert?from=XYZ&to=%3Cb%3E&amount=1 | 422 | from,to",
                "/convert?from=JPY&to=BTC&amount=1 | 422 | from",
                "/convert?from=BTC&to=JPY&amount=1 | 422 | to",
                "/convert?from=EUR&to=ISK&amount=1 | 422 | to",
                "/convert?from=BTC&to=BTC&amount=1 | 422 | to",
            })
    void a_mistake_is_named_with_its_fix(String path, int status, String fields) {
        HttpResponse<String> answer = shop.get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode errors = json(answer).at("/errors");
        assertThat(String.join(",", errors.findValuesAsText("field"))).isEqualTo(fields);
        assertThat(errors.findValuesAsText("fault"))
                .allSatisfy(fault -> assertThat(fault).isNotBlank());
        assertThat(errors.findValuesAsText("fix"))
                .allSatisfy(fix -> assertThat(fix).isNotBlank());
    }

    @Test
    void head_and_post_are_handled() {
        HttpResponse<String> head = shop.exchange("HEAD", "/rates", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> post = shop.post("/convert", "from=EUR");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(json(post).at("/errors/0/field").asText()).isEqualTo("method");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(answer.body(), notJson);
        }
    }
}
