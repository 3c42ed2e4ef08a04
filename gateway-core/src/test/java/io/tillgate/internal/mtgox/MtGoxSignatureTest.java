package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MtGoxSignatureTest {

    private static final byte[] BODY = MtGoxFixtures.bytes("id=1&status=paid&amount=500000000");

    private final MtGoxSignature signature =
            new MtGoxSignature(Base64.getDecoder().decode(MtGoxFixtures.SECRET));

    @TestFactory
    Stream<DynamicTest> each_published_request_signature_comes_out() {
        JsonNode vectors = MtGoxFixtures.vectors("mtgox-request-signatures.json");
        MtGoxSignature signer = new MtGoxSignature(
                Base64.getDecoder().decode(vectors.get("secret_base64").textValue()));
        return vectors.get("requests")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").textValue(), () -> {
                    byte[] body = MtGoxFixtures.bytes(vector.get("body").textValue());
                    String made =
                            vector.has("path") ? signer.sign(vector.get("path").textValue(), body) : signer.sign(body);
                    assertThat(made).isEqualTo(vector.get("rest_sign").textValue());
                }));
    }

    @Test
    void a_signature_holds_for_its_own_bytes_alone() {
        String sign = signature.sign(BODY);
        assertThat(signature.verify(BODY, sign)).isTrue();
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertThat(signature.verify(changed, sign)).as("byte %d", i).isFalse();
        }
        byte[] given = Base64.getDecoder().decode(sign);
        for (int i = 0; i < given.length; i++) {
            byte[] changed = given.clone();
            changed[i] ^= 1;
            assertThat(signature.verify(BODY, Base64.getEncoder().encodeToString(changed)))
                    .as("byte %d of the signature", i)
                    .isFalse();
        }
    }

    @Test
    void a_malformed_signature_is_false_and_never_an_exception() {
        String good = signature.sign(BODY);
        assertThat(Stream.of(
                        "",
                        "%%%",
                        good.substring(1),
                        good + "A",
                        " " + good,
                        good.replace("=", "%"),
                        good.replace("==", ""),
                        good.replace("==", "=A"),
                        "=".repeat(88),
                        "é".repeat(88),
                        "A".repeat(88),
                        "A".repeat(100_000)))
                .noneMatch(wrong -> signature.verify(BODY, wrong));
    }

    @Test
    void a_version_2_signature_differs_with_the_path() {
        assertThat(signature.sign("money/merchant/order/create", BODY))
                .isNotEqualTo(signature.sign("money/merchant/order/creat", BODY))
                .isNotEqualTo(signature.sign(BODY));
    }

    @Test
    void an_empty_secret_is_refused() {
        assertThatThrownBy(() -> new MtGoxSignature(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void many_threads_can_share_one() {
        String sign = signature.sign(BODY);
        assertThat(IntStream.range(0, 20_000).parallel().filter(i -> signature.verify(BODY, sign)))
                .hasSize(20_000);
    }
}
