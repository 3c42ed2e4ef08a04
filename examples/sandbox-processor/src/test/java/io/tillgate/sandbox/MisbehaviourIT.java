package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MisbehaviourIT {
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

    @Test
    void misbehaviours_happen_in_turn_and_then_all_is_well() throws Exception {
        sandbox.misbehave(Misbehaviour.html503().times(2));
        sandbox.misbehave(Misbehaviour.plainText());
        sandbox.misbehave(Misbehaviour.invalidNonce());
        sandbox.misbehave(Misbehaviour.unknownError());
        sandbox.misbehave(Misbehaviour.decline("Order amount is too low"));

        for (int i = 0; i < 2; i++) {
            Merchant.Reply reply = create();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Content-Type")).startsWith("text/html");
            assertThat(reply.body()).startsWith("<!DOCTYPE HTML");
        }
        Merchant.Reply plain = create();
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.body()).isEqualTo("MySQL error, please retry later");
        assertError(create(), 403, "Invalid nonce", "login_error_invalid_nonce");
        assertError(create(), 500, "Unknown error", "unknown_error");
        Merchant.Reply declined = create();
        assertThat(declined.status()).isEqualTo(500);
        assertThat(declined.body()).isEqualTo("{\"result\":\"error\",\"error\":\"Order amount is too low\"}");
        assertThat(sandbox.orders()).isEmpty();

        assertThat(create().status()).isEqualTo(200);
    }

    @Test
    void a_lost_answer_leaves_an_order_and_a_drop_leaves_nothing() throws Exception {
        sandbox.misbehave(Misbehaviour.drop());
        String body = merchant.body(Merchant.terms());
        assertThatThrownBy(() -> merchant.signedBody(Merchant.CREATE_V1, body)).isInstanceOf(IOException.class);
        assertThat(sandbox.orders()).isEmpty();
        assertThat(merchant.signedBody(Merchant.CREATE_V1, body).status()).isEqualTo(200);

        sandbox.misbehave(Misbehaviour.loseAnswer());
        assertThatThrownBy(this::create).isInstanceOf(IOException.class);
        assertThat(sandbox.orders()).hasSize(2);
    }

    @Test
    void a_delayed_answer_comes_late_and_the_order_is_there_before_it() throws Exception {
        sandbox.misbehave(Misbehaviour.delay(Duration.ofMillis(100)));
        assertThat(create().status()).isEqualTo(200);

        sandbox.misbehave(Misbehaviour.delay(Duration.ofMinutes(5)));
        String body = merchant.body(Merchant.terms());
        assertThatThrownBy(() -> merchant.send(merchant.request(Merchant.CREATE_V1)
                        .timeout(Duration.ofMillis(500))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Rest-Key", sandbox.apiKey())
                        .header("Rest-Sign", merchant.sign(Merchant.CREATE_V1, body))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.orders()).hasSize(2);
    }

    @Test
    void behaving_again_forgets_what_was_planned() throws Exception {
        sandbox.misbehave(Misbehaviour.html503().times(100));
        sandbox.ipnCopies(4);

        sandbox.behave();

        assertThat(create().status()).isEqualTo(200);
        assertThat(merchant.get("/sandbox/misbehave").body()).isEqualTo("{\"waiting\":[],\"ipn_copies\":1}");
    }

    @Test
    void a_misbehaviour_hits_create_and_nothing_else() throws Exception {
        sandbox.misbehave(Misbehaviour.html503());

        assertThat(merchant.signed("/api/1/generic/private/info", java.util.Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(merchant.get("/api/1/BTCEUR/ticker").status()).isEqualTo(200);
        assertThat(create().status()).isEqualTo(503);
    }

    private Merchant.Reply create() throws Exception {
        return merchant.signed(Merchant.CREATE_V1, Merchant.terms());
    }

    private static void assertError(Merchant.Reply reply, int status, String text, String token) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error").textValue()).isEqualTo(text);
        assertThat(reply.json().get("token").textValue()).isEqualTo(token);
    }
}
