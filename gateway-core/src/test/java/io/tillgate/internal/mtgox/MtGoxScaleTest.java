package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MtGoxScaleTest {

    @TestFactory
    Stream<DynamicTest> each_published_scale_is_known() {
        return MtGoxFixtures.vectors("mtgox-int-scales.json")
                .propertyStream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(MtGoxScale.find(entry.getKey()))
                                .hasValue(new MtGoxScale(
                                        Currency.of(entry.getKey()),
                                        entry.getValue().intValue()))));
    }

    @Test
    void a_currency_without_a_documented_scale_is_unknown() {
        assertThat(Stream.of("KRW", "INR", "btc", "", "LTC", "€", "USDT"))
                .allMatch(code -> MtGoxScale.find(code).isEmpty());
    }

    @Test
    void satoshis_go_through_as_they_are() {
        assertThat(MtGoxScale.BTC.toMoney(1, RoundingMode.UNNECESSARY)).isEqualTo(Money.satoshi(1));
        assertThat(MtGoxScale.BTC.toWire(Money.satoshi(Long.MAX_VALUE), RoundingMode.UNNECESSARY))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void digits_that_a_minor_unit_cannot_hold_go_by_the_rounding_named() {
        MtGoxScale euro = MtGoxScale.find("EUR").orElseThrow();
        assertThat(euro.toMoney(1_999_999, RoundingMode.DOWN)).isEqualTo(Money.parse(Currency.of("EUR"), "19.99"));
        assertThat(euro.toMoney(1_999_999, RoundingMode.HALF_UP)).isEqualTo(Money.parse(Currency.of("EUR"), "20.00"));
        assertThatThrownBy(() -> euro.toMoney(1_999_999, RoundingMode.UNNECESSARY))
                .isInstanceOf(ArithmeticException.class);
        MtGoxScale yen = MtGoxScale.find("JPY").orElseThrow();
        assertThat(yen.toMoney(1_500, RoundingMode.DOWN)).isEqualTo(new Money(Currency.of("JPY"), 1));
        assertThat(yen.toWire(new Money(Currency.of("JPY"), 7), RoundingMode.UNNECESSARY))
                .isEqualTo(7_000);
    }

    @Test
    void an_amount_that_does_not_fit_is_refused_and_never_wraps() {
        MtGoxScale euro = MtGoxScale.find("EUR").orElseThrow();
        Money tooMuch = new Money(Currency.of("EUR"), Long.MAX_VALUE);
        assertThatThrownBy(() -> euro.toWire(tooMuch, RoundingMode.UNNECESSARY))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> euro.toWire(Money.satoshi(1), RoundingMode.UNNECESSARY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
