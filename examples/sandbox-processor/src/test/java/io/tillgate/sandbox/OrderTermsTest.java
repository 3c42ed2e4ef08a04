package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTermsTest {
    @ParameterizedTest
    @CsvSource({
        "BTC, 5.0, 500000000",
        "BTC, 0.00000001, 1",
        "BTC, 21000000, 2100000000000000",
        "EUR, 25.00, 2500000",
        "EUR, 0.00001, 1",
        "JPY, 1200, 1200000",
        "SEK, 99.5, 99500",
        "CZK, 1, 100000"
    })
    void an_amount_is_read_in_the_scale_of_its_currency(String currency, String amount, long amountInt)
            throws Exception {
        assertThat(with("currency", currency, "amount", amount).amountInt()).isEqualTo(amountInt);

        Map<String, String> fields = Merchant.terms();
        fields.remove("amount");
        fields.put("currency", currency);
        fields.put("amount_int", Long.toString(amountInt));
        assertThat(OrderTerms.read(new FormFields(fields)).amountInt()).isEqualTo(amountInt);
    }

    @ParameterizedTest
    @CsvSource({
        "currency, XBT",
        "currency, btc",
        "currency, INR",
        "amount, 0",
        "amount, 0.000000001",
        "amount, -1",
        "amount, 1e-5",
        "amount, 1.0E-5",
        "amount, '1,5'",
        "amount, .5",
        "amount, 21000000.00000001",
        "amount, NaN",
        "return_success, /success",
        "return_success, javascript:alert(1)",
        "return_success, http://",
        "return_success, http://user:pass@shop.example/",
        "return_failure, https://shop.example/ space",
        "return_failure, ftp://shop.example/",
        "ipn, shop.example/ipn",
        "email, true",
        "autosell, 2",
        "multipay, yes",
        "instant_only, -1",
    })
    void a_wrong_value_is_refused_and_named(String field, String value) {
        assertThatThrownBy(() -> with(field, value))
                .isInstanceOf(OrderTerms.Refused.class)
                .hasMessageContaining("\"" + field + "\"")
                .hasMessageContaining(",");
    }

    @Test
    void both_amounts_at_once_are_refused() {
        assertThatThrownBy(() -> with("amount_int", "5")).hasMessageContaining("amount_int");
    }

    @Test
    void optional_fields_are_kept_as_they_came() throws Exception {
        OrderTerms terms = with(
                "description",
                "Tea & <b>cups</b>",
                "data",
                " 119,secure ",
                "ipn",
                "http://shop.example/ipn",
                "multipay",
                "1",
                "email",
                "0",
                "cancel_return",
                "ignored, as Mt. Gox did");

        assertThat(terms.description()).isEqualTo("Tea & <b>cups</b>");
        assertThat(terms.data()).isEqualTo(" 119,secure ");
        assertThat(terms.ipn()).isEqualTo("http://shop.example/ipn");
        assertThat(terms.flag("multipay")).isTrue();
        assertThat(terms.flag("email")).isFalse();
    }

    private static OrderTerms with(String... namesAndValues) throws Exception {
        Map<String, String> fields = Merchant.terms();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return OrderTerms.read(new FormFields(fields));
    }
}
