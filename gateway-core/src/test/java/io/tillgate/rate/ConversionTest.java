package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private static final Money ALL_BITCOIN = Money.satoshi(2_100_000_000_000_000L);

    @Test
    void what_is_due_rounds_up_to_the_satoshi() {
        Conversion conversion = Conversion.toBitcoin(eur("10.00"), Rates.rate("EUR", new BigDecimal("3")));
        assertThat(conversion.to()).isEqualTo(Money.satoshi(333_333_334));
        assertThat(conversion.rounding()).isEqualTo(RoundingMode.UP);
    }

    @Test
    void an_even_amount_is_not_rounded_at_all() {
        assertThat(Conversion.toBitcoin(eur("10.00"), Rates.rate("EUR", new BigDecimal("4")))
                        .to())
                .isEqualTo(Money.satoshi(250_000_000));
    }

    @Test
    void the_smallest_price_tag_costs_one_satoshi_at_least() {
        assertThat(Conversion.toBitcoin(eur("0.01"), Rates.rate("EUR", Ticker.PRICE_MAX))
                        .to())
                .isEqualTo(Money.satoshi(1));
    }

    @Test
    void fiat_rounds_half_up_at_its_own_digits() {
        BigDecimal price = new BigDecimal("0.5");
        assertThat(Conversion.toFiat(Money.satoshi(1_000_000), Rates.rate("EUR", price))
                        .to())
                .isEqualTo(eur("0.01"));
        assertThat(Conversion.toFiat(Money.satoshi(999_999), Rates.rate("EUR", price))
                        .to())
                .isEqualTo(eur("0.00"));
        assertThat(Conversion.toFiat(Money.satoshi(100_000_000), Rates.rate("JPY", new BigDecimal("411.5")))
                        .to())
                .isEqualTo(new Money(Currency.of("JPY"), 412));
        assertThat(Conversion.toFiat(Money.satoshi(1), Rates.rate("EUR", price)).rounding())
                .isEqualTo(RoundingMode.HALF_UP);
    }

    @Test
    void all_bitcoin_there_will_ever_be_does_not_overflow() {
        Conversion fiat = Conversion.toFiat(ALL_BITCOIN, Rates.rate("JPY", new BigDecimal("15000000.12345")));
        assertThat(fiat.to()).isEqualTo(new Money(Currency.of("JPY"), 315_000_002_592_450L));
        assertThat(Conversion.toBitcoin(eur("21000000.00"), Rates.rate("EUR", BigDecimal.ONE))
                        .to())
                .isEqualTo(ALL_BITCOIN);
    }

    @Test
    void what_does_not_fit_a_long_throws_and_never_wraps() {
        assertThatThrownBy(() -> Conversion.toFiat(ALL_BITCOIN, Rates.rate("EUR", Ticker.PRICE_MAX)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Conversion.toBitcoin(
                        new Money(Currency.of("EUR"), Long.MAX_VALUE),
                        Rates.rate("EUR", new BigDecimal("0.0000000001"))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_rate_of_another_currency_is_refused() {
        assertThatThrownBy(() -> Conversion.toBitcoin(eur("1.00"), Rates.rate("SEK", BigDecimal.TEN)))
                .hasMessage("EUR can't be priced with a rate of BTC-SEK");
        assertThatThrownBy(() -> Conversion.toFiat(eur("1.00"), Rates.rate("EUR", BigDecimal.TEN)))
                .hasMessage("expected BTC, got EUR");
    }

    private static Money eur(String decimal) {
        return Money.parse(Currency.of("EUR"), decimal);
    }
}
