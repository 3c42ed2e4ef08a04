package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantApiIT {
    private SandboxProcessor sandbox;
    private Merchant merchant;

    @BeforeEach
    void start() {
        sandbox = SandboxProcessor.start();
        merchant = new Merchant(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/1/generic/private/merchant/order/create, return",
        "/api/1/generic/merchant/order/create, return",
        "/api/2/money/merchant/order/create, data",
        "/api/2/BTCUSD/money/merchant/order/create, data"
    })
    void an_order_is_created_on_every_path_that_the_wire_had(String path, String payload) throws Exception {
        Merchant.Reply reply = merchant.signed(path, Merchant.terms());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("result").textValue()).isEqualTo("success");
        assertThat(reply.json().size()).isEqualTo(2);
        JsonNode order = reply.json().get(payload);
        String transaction = order.get("transaction").textValue();
        assertThat(UUID.fromString(transaction)).hasToString(transaction);
        assertThat(order.get("payment_url").textValue()).isEqualTo(sandbox.baseUrl() + "/pay/" + transaction);
        assertThat(sandbox.order(transaction).orElseThrow().requested().dueSatoshi())
                .isEqualTo(1_250_000);
    }

    @Test
    void the_signature_vectors_are_let_in() throws Exception {
        for (JsonNode vector : Vectors.list(Vectors.REQUESTS.get("requests"))) {
            try (SandboxProcessor known = SandboxProcessor.builder()
                    .apiKey(Vectors.REQUESTS.get("rest_key").textValue())
                    .apiSecretBase64(Vectors.REQUESTS.get("secret_base64").textValue())
                    .start()) {
                String path =
                        vector.has("path") ? "/api/2/" + vector.get("path").textValue() : Merchant.CREATE_V1;
                Merchant.Reply reply = new Merchant(known)
                        .post(
                                path,
                                vector.get("body").textValue(),
                                Map.of(
                                        "Rest-Key",
                                        known.apiKey(),
                                        "Rest-Sign",
                                        vector.get("rest_sign").textValue()));

                assertThat(reply.status()).as(vector.get("name").textValue()).isEqualTo(200);
                assertThat(known.orders()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/1/generic/private/info",
                "/api/1/generic/info",
                "/api/2/money/info",
                "/api/2/BTCUSD/money/info"
            })
    void info_tells_the_rights_of_the_key(String path) throws Exception {
        JsonNode json = merchant.signed(path, Map.of()).json();

        assertThat(json.get("result").textValue()).isEqualTo("success");
        JsonNode info = json.get(path.startsWith("/api/2") ? "data" : "return");
        assertThat(Vectors.list(info.get("Rights")))
                .extracting(JsonNode::textValue)
                .contains("merchant");
        assertThat(info.at("/Wallets/BTC/Balance/value_int").textValue()).isEqualTo("0");
    }

    @Test
    void a_call_without_a_key_is_told_so_in_the_words_of_the_wire() throws Exception {
        Merchant.Reply reply = merchant.post(Merchant.CREATE_V1, merchant.body(Merchant.terms()), Map.of());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body())
                .isEqualTo("{\"result\":\"error\",\"error\":\"Identification required to access private API\","
                        + "\"token\":\"login_error_missing_rest_key\"}");
    }

    @Test
    void a_call_with_an_unknown_key_is_refused() throws Exception {
        String body = merchant.body(Merchant.terms());
        refused(
                merchant.post(
                        Merchant.CREATE_V1,
                        body,
                        Map.of("Rest-Key", "somebody", "Rest-Sign", merchant.sign(Merchant.CREATE_V1, body))),
                403,
                "login_error_invalid_rest_key");
    }

    @Test
    void a_call_whose_body_changed_after_signing_is_refused_and_leaves_the_nonce() throws Exception {
        String body = merchant.body(Merchant.terms());
        Map<String, String> headers =
                Map.of("Rest-Key", sandbox.apiKey(), "Rest-Sign", merchant.sign(Merchant.CREATE_V1, body));

        refused(
                merchant.post(Merchant.CREATE_V1, body.replace("0.0125", "0.0126"), headers),
                403,
                "login_error_invalid_rest_key");
        refused(
                merchant.post(Merchant.CREATE_V1, body, Map.of("Rest-Key", sandbox.apiKey())),
                403,
                "login_error_invalid_rest_key");
        assertThat(merchant.post(Merchant.CREATE_V1, body, headers).status()).isEqualTo(200);
    }

    @Test
    void a_version_2_call_signed_for_another_path_is_refused() throws Exception {
        String body = merchant.body(Merchant.terms());
        for (String signedFor : List.of("/api/2/BTCUSD/money/merchant/order/create", Merchant.CREATE_V1)) {
            refused(
                    merchant.post(
                            Merchant.CREATE_V2,
                            body,
                            Map.of("Rest-Key", sandbox.apiKey(), "Rest-Sign", merchant.sign(signedFor, body))),
                    403,
                    "login_error_invalid_rest_key");
        }
    }

    @Test
    void a_nonce_must_be_greater_than_every_one_before() throws Exception {
        String body = merchant.body(Merchant.terms());
        assertThat(merchant.signedBody(Merchant.CREATE_V1, body).status()).isEqualTo(200);

        refused(merchant.signedBody(Merchant.CREATE_V1, body), 403, "login_error_invalid_nonce");
        for (String wrong : List.of("1", "0", "-5", "abc", "", "9223372036854775808")) {
            refused(
                    merchant.signedBody(Merchant.CREATE_V1, body.replaceFirst("nonce=\\d+", "nonce=" + wrong)),
                    403,
                    "login_error_invalid_nonce");
        }
        assertThat(sandbox.orders()).hasSize(1);
    }

    @Test
    void a_private_method_takes_POST_only() throws Exception {
        Merchant.Reply reply = merchant.get(Merchant.CREATE_V1);

        refused(reply, 405, "invalid_request_method");
        assertThat(reply.header("Allow")).isEqualTo("POST");
    }

    @Test
    void a_call_needs_a_user_agent() throws Exception {
        String body = merchant.body(Merchant.terms());
        HttpRequest.Builder request = merchant.request(Merchant.CREATE_V1)
                .header("User-Agent", "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Rest-Key", sandbox.apiKey())
                .header("Rest-Sign", merchant.sign(Merchant.CREATE_V1, body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        Merchant.Reply reply = merchant.send(request);

        refused(reply, 403, "missing_user_agent");
        assertThat(reply.body()).contains("User-Agent");
    }

    @Test
    void a_body_that_is_no_form_is_refused() throws Exception {
        String body = merchant.body(Merchant.terms());
        Merchant.Reply reply = merchant.post(
                Merchant.CREATE_V1,
                body,
                Map.of(
                        "Content-Type",
                        "text/plain",
                        "Rest-Key",
                        sandbox.apiKey(),
                        "Rest-Sign",
                        merchant.sign(Merchant.CREATE_V1, body)));

        refused(reply, 400, "invalid_parameter");
        assertThat(reply.body()).contains("application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"currency", "amount", "return_success", "return_failure"})
    void a_missing_field_is_named(String field) throws Exception {
        Map<String, String> terms = Merchant.terms();
        terms.remove(field);
        Merchant.Reply reply = merchant.signed(Merchant.CREATE_V1, terms);

        refused(reply, 400, "missing_parameter");
        assertThat(reply.json().get("error").textValue()).contains("\"" + field + "\"");
    }

    @Test
    void a_wrong_value_is_refused_by_name_and_uses_up_the_nonce() throws Exception {
        Map<String, String> terms = Merchant.terms();
        terms.put("email", "yes");
        String body = merchant.body(terms);
        Merchant.Reply reply = merchant.signedBody(Merchant.CREATE_V2, body);

        refused(reply, 400, "invalid_parameter");
        assertThat(reply.json().get("error").textValue()).contains("\"email\"");
        refused(merchant.signedBody(Merchant.CREATE_V2, body), 403, "login_error_invalid_nonce");
    }

    @Test
    void a_body_beyond_the_bound_is_not_read() throws Exception {
        Merchant.Reply reply = merchant.signedBody(
                Merchant.CREATE_V1, merchant.body(Map.of("data", "x".repeat(FrontDoor.BODY_BYTES_MAX))));

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void an_unknown_method_is_refused_in_the_envelope() throws Exception {
        refused(merchant.get("/api/1/generic/public/merchant/order/create"), 404, "unknown_method");
        refused(merchant.get("/api/2/money/nothing"), 404, "unknown_method");
        refused(merchant.get("/api/3/money/info"), 404, "unknown_method");
    }

    @Test
    void concurrent_creates_each_pass_once_and_no_nonce_passes_twice() throws Exception {
        int calls = 64;
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                bodies.add(merchant.body(Merchant.terms()));
            }
            List<Future<Merchant.Reply>> replies = new ArrayList<>();
            for (String body : bodies) {
                for (int twice = 0; twice < 2; twice++) {
                    replies.add(threads.submit(() -> merchant.signedBody(Merchant.CREATE_V1, body)));
                }
            }
            int created = 0;
            for (Future<Merchant.Reply> reply : replies) {
                if (reply.get().status() == 200) {
                    created++;
                } else {
                    refused(reply.get(), 403, "login_error_invalid_nonce");
                }
            }
            assertThat(created).isBetween(1, calls).isEqualTo(sandbox.orders().size());
            // Whoever sends under one lock, in the order of the nonces, always passes.
            for (int i = 0; i < 8; i++) {
                assertThat(merchant.signed(Merchant.CREATE_V1, Merchant.terms()).status())
                        .isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void refused(Merchant.Reply reply, int status, String token) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.json().get("result").textValue()).isEqualTo("error");
        assertThat(reply.json().get("error").textValue()).isNotBlank();
        assertThat(reply.json().get("token").textValue()).isEqualTo(token);
    }
}
