package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickerTest {

    @Test
    void a_crossed_ticker_can_not_exist() {
        assertThatThrownBy(() -> ticker("5.02", "5.01", "5.00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("crossed: bid 5.02 is above ask 5.01");
    }

    @Test
    void bid_and_ask_may_meet() {
        assertThat(ticker("5.0", "5.00", "1").price(PriceSide.MID)).isEqualByComparingTo("5");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, bid", "1, 0, 1, ask", "1, 1, 0, last", "-1, 1, 1, bid", "1, -1, 1, ask", "1, 1, -0.1, last"})
    void a_price_is_positive(String bid, String ask, String last, String field) {
        assertThatThrownBy(() -> ticker(bid, ask, last)).hasMessage(field + " is not positive");
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000000.1, 1000000000000.2, is absurdly high",
        "1E+12, 2E+12, is absurdly high",
        "1E+13, 1E+13, has an absurd number of digits",
        "1E+999999999, 1E+999999999, has an absurd number of digits",
        "1E-999999999, 1, has an absurd number of digits",
        "0.12345678901, 1, has an absurd number of digits",
        "11111111111111111111111111111111111111111, 1, has an absurd number of digits",
    })
    void an_absurd_price_is_refused_before_anybody_computes_with_it(String bid, String ask, String fault) {
        assertThatThrownBy(() -> ticker(bid, ask, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void the_highest_price_and_the_finest_digit_are_still_fine() {
        assertThat(ticker("0.0000000001", "1000000000000", "1").price(PriceSide.BID))
                .isEqualByComparingTo("1E-10");
    }

    @Test
    void mid_is_exactly_halfway() {
        Ticker ticker = ticker("5.01", "5.02", "5.00");
        assertThat(ticker.price(PriceSide.BID)).isEqualTo(new BigDecimal("5.01"));
        assertThat(ticker.price(PriceSide.ASK)).isEqualTo(new BigDecimal("5.02"));
        assertThat(ticker.price(PriceSide.MID)).isEqualByComparingTo("5.015");
    }

    @Test
    void bitcoin_has_no_price_in_bitcoin() {
        assertThatThrownBy(() -> CurrencyPair.btc(Currency.BTC)).hasMessage("BTC can't be priced in BTC");
        assertThat(Rates.pair("EUR")).hasToString("BTC-EUR");
    }

    private static Ticker ticker(String bid, String ask, String last) {
        return Ticker.market(
                "venue", Rates.pair("EUR"), new BigDecimal(bid), new BigDecimal(ask), new BigDecimal(last), Rates.NOW);
    }
}
