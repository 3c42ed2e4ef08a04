package io.tillgate.internal.ticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.JsonBody;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "16.800000000000001, 16.8",
        "16.868179999999999, 16.86818",
        "0.87730399999999997, 0.877304",
        "0.1, 0.1",
        "64000.12, 64000.12",
        "59000.312345678905, 59000.3123456789",
        "100, 100",
        "100.0, 100",
        "6.4e4, 64000",
        "0.00001, 0.00001",
        "92233720368.54775, 92233720368.5478",
    })
    void a_json_number_is_what_its_fifteen_digits_say(String json, String value) {
        assertThat(WireNumbers.required(json(json), "x")).isEqualTo(new BigDecimal(value));
    }

    @Test
    void a_string_means_what_it_says() {
        assertThat(WireNumbers.required(json("\"64000.900000000001\""), "x"))
                .isEqualTo(new BigDecimal("64000.900000000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"1e5\"", "\"NaN\"", "\"1,5\"", "\"--1\"", "\" 1\"", "true", "{}", "[1]"})
    void anything_else_is_refused(String json) {
        assertThatThrownBy(() -> WireNumbers.required(json(json), "bid")).hasMessage("bid is not a decimal number");
    }

    @Test
    void what_is_missing_or_null_is_missing() {
        assertThatThrownBy(() -> WireNumbers.required(json("null"), "bid")).hasMessage("bid is missing");
        assertThat(WireNumbers.optional(json("null"), "bid")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e41", "11111111111111111111111111111111111111111"})
    void a_number_of_any_size_costs_nothing_and_is_refused(String json) {
        assertThatThrownBy(() -> WireNumbers.required(json(json), "bid"))
                .hasMessage("bid has an absurd number of digits");
    }

    @ParameterizedTest
    @CsvSource({"1, 100000000", "0.000000019, 1", "0.000000009, 0", "21000000, 2100000000000000", "0.3, 30000000"})
    void satoshis_are_rounded_down(String amount, long satoshi) {
        assertThat(WireNumbers.toSatoshi(new BigDecimal(amount), "x")).isEqualTo(satoshi);
    }

    @Test
    void an_amount_that_no_long_holds_is_refused() {
        assertThatThrownBy(() -> WireNumbers.toSatoshi(new BigDecimal("92233720368.54775808"), "v"))
                .hasMessage("v is absurdly high");
        assertThatThrownBy(() -> WireNumbers.toSatoshi(new BigDecimal("-0.1"), "v"))
                .hasMessage("v is negative");
    }

    private static JsonNode json(String value) {
        byte[] body = ("{\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(JsonBody.object(body)).path("v");
    }
}
