package io.tillgate.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    private static final Currency EUR = Currency.of("EUR");
    private static final Currency JPY = Currency.of("JPY");

    @ParameterizedTest
    @CsvSource({
        "EUR, 25.00, 2500",
        "EUR, 25, 2500",
        "EUR, 25.1, 2510",
        "EUR, 0.01, 1",
        "EUR, 00.10, 10",
        "EUR, -3.50, -350",
        "EUR, .5, 50",
        "EUR, 5., 500",
        "EUR, 1.0000000000, 100",
        "JPY, 2500, 2500",
        "JPY, 2500.0, 2500",
        "BTC, 0.00000001, 1",
        "BTC, 21000000, 2100000000000000",
        "EUR, 92233720368547758.07, 9223372036854775807",
    })
    void a_plain_decimal_is_read_to_the_minor_unit(String currency, String text, long minorUnits) {
        assertThat(Money.parse(Currency.of(currency), text)).isEqualTo(new Money(Currency.of(currency), minorUnits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                ".",
                "1e3",
                "1E3",
                "+1",
                "1,50",
                "1 000",
                " 1",
                "1 ",
                "0x10",
                "1.2.3",
                "--1",
                "1-",
                "NaN",
                "١٢",
                "１２",
                "1_000",
                "1\u00a0000",
                "½",
                "1f",
                "1d"
            })
    void anything_but_a_plain_decimal_is_refused(String text) {
        assertThatThrownBy(() -> Money.parse(EUR, text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("amount is not a plain decimal number")
                .hasMessageContaining("25.00");
    }

    @Test
    void a_decimal_of_thousands_of_digits_is_refused_unread() {
        assertThatThrownBy(() -> Money.parse(EUR, "1".repeat(10_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not a plain decimal");
        assertThat("1".repeat(Money.DECIMAL_CHARS_MAX)).hasSize(40);
        assertThatThrownBy(() -> Money.parse(EUR, "1".repeat(Money.DECIMAL_CHARS_MAX)))
                .hasMessageContaining("does not fit EUR");
    }

    @ParameterizedTest
    @CsvSource({"EUR, 0.001", "EUR, 25.005", "JPY, 0.5", "BTC, 0.000000001", "EUR, 92233720368547758.08"})
    void digits_that_the_currency_can_not_hold_are_refused_not_rounded(String currency, String text) {
        assertThatThrownBy(() -> Money.parse(Currency.of(currency), text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not fit " + currency);
    }

    @Test
    void an_overflow_throws_and_never_wraps() {
        Money most = Money.satoshi(Long.MAX_VALUE);
        Money least = Money.satoshi(Long.MIN_VALUE);
        assertThatThrownBy(() -> most.plus(Money.satoshi(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> least.minus(Money.satoshi(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of(JPY, new BigDecimal("9223372036854775808"), RoundingMode.UP))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void currencies_never_mix() {
        Money euro = new Money(EUR, 1);
        Money yen = new Money(JPY, 1);
        assertThatThrownBy(() -> euro.plus(yen)).hasMessage("can't mix EUR with JPY");
        assertThatThrownBy(() -> euro.minus(yen)).hasMessage("can't mix EUR with JPY");
        assertThatThrownBy(() -> euro.compareTo(yen)).hasMessage("can't mix EUR with JPY");
        assertThatThrownBy(() -> euro.isAtLeast(yen)).hasMessage("can't mix EUR with JPY");
        assertThat(euro).isNotEqualTo(yen);
    }

    @Test
    void rounding_is_the_one_that_the_caller_names() {
        BigDecimal half = new BigDecimal("0.005");
        assertThat(Money.of(EUR, half, RoundingMode.HALF_UP)).isEqualTo(new Money(EUR, 1));
        assertThat(Money.of(EUR, half, RoundingMode.DOWN)).isEqualTo(Money.zero(EUR));
        assertThat(Money.of(EUR, new BigDecimal("0.0001"), RoundingMode.UP)).isEqualTo(new Money(EUR, 1));
        assertThatThrownBy(() -> Money.of(EUR, half, RoundingMode.UNNECESSARY)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void an_amount_is_shown_with_all_its_digits_in_every_locale() {
        assertThat(Money.satoshi(123_400)).hasToString("0.00123400 BTC");
        assertThat(Money.satoshi(1)).hasToString("0.00000001 BTC");
        assertThat(new Money(JPY, 2500)).hasToString("2500 JPY");
        assertThat(new Money(EUR, -5)).hasToString("-0.05 EUR");
        assertThat(Money.satoshi(2_100_000_000_000_000L)).hasToString("21000000.00000000 BTC");
    }

    @Test
    void amounts_compare_by_their_minor_units() {
        assertThat(Money.satoshi(2).isAtLeast(Money.satoshi(2))).isTrue();
        assertThat(Money.satoshi(2).isAtLeast(Money.satoshi(3))).isFalse();
        assertThat(Money.satoshi(0).isPositive()).isFalse();
        assertThat(Money.satoshi(1).isPositive()).isTrue();
        assertThat(Money.satoshi(-1).isPositive()).isFalse();
        assertThat(Money.zero(EUR).isZero()).isTrue();
        assertThat(new Money(EUR, -1).isZero()).isFalse();
    }
}
