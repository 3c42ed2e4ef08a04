package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MtGoxEnvelopeTest {

    @Test
    void the_payload_is_in_return_or_in_data() {
        assertThat(parse("{\"result\":\"success\",\"return\":{\"a\":1}}"))
                .isInstanceOfSatisfying(
                        MtGoxReply.Success.class,
                        success -> assertThat(success.payload().get("a").intValue())
                                .isEqualTo(1));
        assertThat(parse("{\"result\":\"success\",\"data\":{\"a\":1}}")).isInstanceOf(MtGoxReply.Success.class);
    }

    @Test
    void an_error_may_lack_its_token_or_its_text() {
        assertThat(parse("{\"result\":\"error\",\"error\":\"Order amount is too low\"}"))
                .isEqualTo(new MtGoxReply.Refusal("", "Order amount is too low"));
        assertThat(parse("{\"result\":\"error\",\"token\":\"unknown_error\"}"))
                .isEqualTo(new MtGoxReply.Refusal("unknown_error", ""));
        assertThat(parse("{\"result\":\"error\",\"error\":\"\",\"token\":null}"))
                .isInstanceOf(MtGoxReply.Unusable.class);
    }

    @Test
    void the_words_of_an_error_are_shortened_and_lose_their_control_characters() {
        MtGoxReply reply = parse("{\"result\":\"error\",\"error\":\"a\\u0000\\nb\\u202e" + "x".repeat(5000) + "\"}");
        assertThat(((MtGoxReply.Refusal) reply).text()).startsWith("a  b x").hasSize(200);
        MtGoxReply emoji = parse("{\"result\":\"error\",\"error\":\"" + "x".repeat(199) + "😀\"}");
        assertThat(((MtGoxReply.Refusal) emoji).text()).isEqualTo("x".repeat(199));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n",
                "MySQL error, please retry later",
                "<!DOCTYPE HTML><html><body>503</body></html>",
                "null",
                "[]",
                "\"success\"",
                "{}",
                "{\"result\":\"success\"}",
                "{\"result\":\"success\",\"return\":null}",
                "{\"result\":\"success\",\"return\":[]}",
                "{\"result\":\"success\",\"return\":\"x\"}",
                "{\"result\":\"SUCCESS\",\"return\":{}}",
                "{\"result\":true,\"return\":{}}",
                "{\"return\":{\"transaction\":\"x\"}}",
                "{\"error\":\"Not logged in.\"}",
                "{\"result\":\"success\",\"return\":{}",
                "{\"result\":\"success\",\"return\":{}} Warning: mysql_connect()",
                "{\"result\":\"error\",\"result\":\"success\",\"return\":{}}"
            })
    void anything_else_tells_nothing_and_is_not_quoted(String body) {
        assertThat(parse(body))
                .isInstanceOfSatisfying(
                        MtGoxReply.Unusable.class,
                        unusable -> assertThat(unusable.reason())
                                .doesNotContain("MySQL", "mysql", "DOCTYPE", "Not logged"));
    }

    @Test
    void json_of_any_depth_is_survived() {
        assertThat(parse("[".repeat(200_000))).isInstanceOf(MtGoxReply.Unusable.class);
        assertThat(parse("{\"a\":".repeat(40_000))).isInstanceOf(MtGoxReply.Unusable.class);
    }

    private static MtGoxReply parse(String body) {
        return MtGoxEnvelope.parse(200, MtGoxFixtures.bytes(body));
    }
}
