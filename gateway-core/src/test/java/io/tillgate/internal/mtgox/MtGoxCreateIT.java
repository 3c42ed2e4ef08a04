package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.CreateAnswer.Created;
import io.tillgate.processor.CreateAnswer.Declined;
import io.tillgate.processor.CreateAnswer.Unknown;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.MtGoxSettings.ApiVersion;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a create sends, and what each row of protocol/mtgox.md 1.3 comes to. */
final class MtGoxCreateIT extends MtGoxServerTestBase {

    @Test
    void an_invoice_is_asked_for_in_the_words_of_the_wire() throws Exception {
        assertThat(create(settings(), answer(200, SUCCESS))).isEqualTo(new Created(ID, PAYMENT_URL));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("POST /api/1/generic/private/merchant/order/create HTTP/1.1");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getHeaders().get("User-Agent")).startsWith("Tillgate/");
        assertThat(request.getHeaders().get("Rest-Key")).isEqualTo(MtGoxFixtures.API_KEY);
        assertThat(request.getHeaders().get("Rest-Sign"))
                .isEqualTo(signature().sign(request.getBody().toByteArray()));
        assertThat(request.getBody().utf8()).startsWith("nonce=1331200000000001&currency=BTC&amount_int=12345678&");
    }

    @Test
    void version_2_signs_its_path_and_finds_the_invoice_in_data() throws Exception {
        MtGoxSettings.Builder v2 = settings().apiVersion(ApiVersion.V2);
        assertThat(create(v2, answer(200, SUCCESS.replace("return", "data")))).isEqualTo(new Created(ID, PAYMENT_URL));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/api/2/money/merchant/order/create");
        assertThat(request.getHeaders().get("Rest-Sign"))
                .isEqualTo(signature()
                        .sign("money/merchant/order/create", request.getBody().toByteArray()));
    }

    @Test
    void the_path_signed_is_the_path_sent_even_when_it_had_to_be_encoded() throws Exception {
        create(settings().apiVersion(ApiVersion.V2).createPath("BTC USD/order/create"), answer(200, SUCCESS));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/api/2/BTC%20USD/order/create");
        assertThat(request.getHeaders().get("Rest-Sign"))
                .isEqualTo(signature()
                        .sign("BTC%20USD/order/create", request.getBody().toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 500, 503})
    void a_success_counts_whatever_the_status(int status) {
        assertThat(create(settings(), answer(status, SUCCESS))).isEqualTo(new Created(ID, PAYMENT_URL));
    }

    @ParameterizedTest
    @CsvSource({
        "403, login_error_missing_rest_key, Identification required to access private API",
        "403, login_error_invalid_rest_key, Invalid key",
    })
    void a_key_that_is_not_accepted_is_declined_and_tells_what_to_check(int status, String token, String text) {
        assertThat(create(settings(), answer(status, error(text, token))))
                .isInstanceOfSatisfying(
                        Declined.class,
                        declined -> assertThat(declined.reason())
                                .contains("check mtgox.apiKey and mtgox.apiSecret", token, text));
    }

    @Test
    void an_error_of_the_application_is_declined_with_its_words_whatever_the_status() {
        assertThat(create(settings(), answer(500, error("Order amount is too low", "order_error"))))
                .isEqualTo(new Declined("the processor refused: Order amount is too low (order_error)"));
        assertThat(create(settings(), answer(200, "{\"result\":\"error\",\"error\":\"Too many orders placed\"}")))
                .isEqualTo(new Declined("the processor refused: Too many orders placed"));
        assertThat(create(settings(), answer(405, "{\"result\":\"error\",\"token\":\"invalid_request_method\"}")))
                .isEqualTo(new Declined("the processor refused: invalid_request_method (invalid_request_method)"));
    }

    @Test
    void an_unknown_error_is_unknown() {
        assertThat(create(settings(), answer(500, error("Something broke", "unknown_error"))))
                .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|MySQL error, please retry later|the processor answered HTTP 200 with something that is not a JSON object",
                "502|<!DOCTYPE HTML><html>|the processor answered HTTP 502 with a page of HTML instead of JSON",
                "503|<!DOCTYPE HTML><html>|the processor answered HTTP 503 with a page of HTML instead of JSON",
                "500|''|the processor answered HTTP 500 with an empty body",
                "200|{\"error\":\"Not logged in.\"}|the processor answered HTTP 200 with JSON whose result is neither success nor error",
                "302|''|the processor answered HTTP 302 with a redirect, which is not followed: check mtgox.baseUrl",
            })
    void an_answer_that_tells_nothing_is_unknown(int status, String body, String reason) {
        assertThat(create(settings(), answer(status, body))).isEqualTo(new Unknown(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|transaction is missing",
                "{\"payment_url\":\"https://p.example/x\"}|transaction is missing",
                "{\"transaction\":\"\",\"payment_url\":\"https://p.example/x\"}|transaction is missing",
                "{\"transaction\":7,\"payment_url\":\"https://p.example/x\"}|transaction is missing",
                "{\"transaction\":\"a b\",\"payment_url\":\"https://p.example/x\"}|transaction is not an id",
                "{\"transaction\":\"x\"}|payment_url is missing",
                "{\"transaction\":\"x\",\"payment_url\":\"/x\"}|payment_url is not an absolute http(s) URL",
                "{\"transaction\":\"x\",\"payment_url\":\"javascript:alert(1)\"}|payment_url is not an absolute http(s) URL",
                "{\"transaction\":\"x\",\"payment_url\":\"https://\"}|payment_url is not an absolute http(s) URL",
                "{\"transaction\":\"x\",\"payment_url\":\"https://p.example/\\r\\nSet-Cookie: a\"}|payment_url is not an absolute http(s) URL",
            })
    void a_success_without_a_usable_invoice_is_unknown(String payload, String fault) {
        assertThat(create(settings(), answer(200, "{\"result\":\"success\",\"return\":" + payload + "}")))
                .isEqualTo(new Unknown("the processor answered success, but " + fault));
    }

    @Test
    void an_id_of_200_characters_is_kept_and_a_longer_one_is_not_an_id() {
        assertThat(create(settings(), answer(200, SUCCESS.replace("\"" + ID, "\"" + "t".repeat(200)))))
                .isEqualTo(new Created("t".repeat(200), PAYMENT_URL));
        assertThat(create(settings(), answer(200, SUCCESS.replace("\"" + ID, "\"" + "t".repeat(201)))))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void no_secret_is_in_any_answer() {
        String echo = "bad key " + MtGoxFixtures.API_KEY;
        for (String token : List.of("login_error_invalid_rest_key", "x", MtGoxFixtures.API_KEY)) {
            assertThat(create(settings(), answer(403, error(echo, token))).toString())
                    .doesNotContain(MtGoxFixtures.API_KEY)
                    .doesNotContain(MtGoxFixtures.SECRET);
        }
        assertThat(new MtGoxProcessor(settings().build(), nonces).toString())
                .doesNotContain(MtGoxFixtures.API_KEY)
                .doesNotContain(MtGoxFixtures.SECRET);
    }

    @Test
    void an_order_in_fiat_is_a_mistake_of_the_caller() {
        InvoiceRequest order = MtGoxFixtures.invoice();
        InvoiceRequest inEuro = new InvoiceRequest(
                order.orderId(),
                Money.parse(Currency.of("EUR"), "5.00"),
                "d",
                null,
                "http://i/",
                "http://s/",
                "http://f/",
                order.expiresAt(),
                order.monitoring());
        try (MtGoxProcessor processor = new MtGoxProcessor(settings().build(), nonces)) {
            assertThatThrownBy(() -> processor.create(inEuro)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(server.getRequestCount()).isZero();
    }
}
