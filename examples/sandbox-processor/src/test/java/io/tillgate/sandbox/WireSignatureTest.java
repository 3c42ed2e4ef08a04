package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireSignatureTest {
    static Stream<JsonNode> requests() {
        return Vectors.list(Vectors.REQUESTS.get("requests")).stream();
    }

    static Stream<JsonNode> notifications() {
        return Vectors.list(Vectors.IPNS.get("notifications")).stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requests_are_signed_as_the_vectors_say(JsonNode vector) {
        WireSignature signature = WireSignature.ofBase64Secret(
                Vectors.REQUESTS.get("secret_base64").textValue());
        ByteString body = ByteString.encodeUtf8(vector.get("body").textValue());
        String expected = vector.get("rest_sign").textValue();

        Optional<String> path = Optional.ofNullable(vector.get("path")).map(JsonNode::textValue);

        assertThat(path.map(p -> signature.sign(p, body)).orElseGet(() -> signature.sign(body)))
                .isEqualTo(expected);
        assertThat(signature.matches(expected, body, path)).isTrue();
        assertThat(signature.matches(expected, body, Optional.of("money/info"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void notifications_are_signed_as_the_vectors_say_and_forgeries_are_not(JsonNode vector) {
        WireSignature signature =
                WireSignature.ofBase64Secret(Vectors.IPNS.get("secret_base64").textValue());
        ByteString body = ByteString.encodeUtf8(vector.get("body").textValue());
        String given =
                vector.get("rest_sign").isNull() ? "" : vector.get("rest_sign").textValue();

        assertThat(signature.sign(body).equals(given))
                .isEqualTo(vector.at("/expect/verified").booleanValue());
        assertThat(signature.matches(given, body, Optional.empty()))
                .isEqualTo(vector.at("/expect/verified").booleanValue());
    }

    @Test
    void a_secret_must_be_base64_and_not_empty() {
        assertThatThrownBy(() -> WireSignature.ofBase64Secret("not base64!")).hasMessageContaining("not base64");
        assertThatThrownBy(() -> WireSignature.ofBase64Secret("")).hasMessageContaining("empty");
    }

    @Test
    void a_new_secret_has_64_bytes_and_is_never_the_same() {
        String secret = WireSignature.newSecretBase64();

        assertThat(Base64.getDecoder().decode(secret)).hasSize(64);
        assertThat(WireSignature.newSecretBase64()).isNotEqualTo(secret);
    }
}
