package io.tillgate.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.InvalidInputException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTest {

    @Test
    void these_tests_run_under_a_locale_that_breaks_careless_case_changes() {
        assertThat(Locale.getDefault().getLanguage()).isEqualTo("tr");
        assertThat("inr".toUpperCase(Locale.getDefault())).isNotEqualTo("INR");
    }

    @ParameterizedTest
    @CsvSource({"BTC, 8", "EUR, 2", "JPY, 0", "SEK, 2", "INR, 2", "ILS, 2", "KWD, 3", "CLF, 4", "THB, 2", "RUB, 2"})
    void a_currency_has_the_digits_of_iso_4217(String code, int digits) {
        assertThat(Currency.of(code)).isEqualTo(new Currency(code, digits)).hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "eur", "Eur", "EU", "EURO", "ZZZ", "XXX", "XAU", "inr", "ınr", "İNR", "E R", "EU\0", "€"})
    void what_is_no_currency_is_refused_by_its_name(String code) {
        assertThatThrownBy(() -> Currency.of(code))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("currency '" + code + "' is not a currency")
                .hasMessageContaining("ISO 4217");
    }

    @Test
    void a_code_of_ten_kilobytes_is_shown_shortened() {
        assertThatThrownBy(() -> Currency.of("E".repeat(10_000)))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .hasSizeLessThan(200)
                .contains("EEEEEEEEEEEE…");
    }

    @Test
    void the_digits_of_the_minor_unit_are_bounded() {
        assertThatThrownBy(() -> new Currency("EUR", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Currency("EUR", 9)).isInstanceOf(IllegalArgumentException.class);
    }
}
