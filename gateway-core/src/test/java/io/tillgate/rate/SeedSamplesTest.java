package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tickers that the founding documents show. */
class SeedSamplesTest {

    private static final Currency USD = Currency.of("USD");

    private final RateService rates =
            new RateService(Set.of(CurrencyPair.btc(USD)), RatePolicy.DEFAULT, () -> Rates.NOW);

    @Test
    void the_version_0_sample_prices_at_what_buyers_pay() {
        told("mtgox", "5.51326", "5.5672");

        assertThat(due("10.00")).isEqualTo(Money.satoshi(181_380_889));
    }

    @Test
    void the_version_1_sample_prices_at_what_buyers_pay() {
        told("mtgox", "5.53587", "5.56031");

        assertThat(due("10.00")).isEqualTo(Money.satoshi(180_640_081));
    }

    @Test
    void the_stream_sample_is_too_wide_to_price_with() {
        told("mtgox", "0.9515", "0.9697");

        assertThat(((RateAnswer.NoRate) rates.rate(USD)).reasons())
                .containsExactly("mtgox: its bid and ask are 190 basis points apart, 100 are allowed");
    }

    @Test
    void two_samples_of_the_same_day_make_a_median() {
        told("mtgox-v0", "5.51326", "5.5672");
        told("mtgox-v1", "5.53587", "5.56031");

        assertThat(((RateAnswer.Rate) rates.rate(USD)).price()).isEqualByComparingTo("5.524565");
    }

    private void told(String source, String bid, String ask) {
        Ticker ticker =
                Ticker.market(source, CurrencyPair.btc(USD), new BigDecimal(bid), new BigDecimal(ask), null, Rates.NOW);
        rates.accept(CurrencyPair.btc(USD), source, new TickerAnswer.Received(ticker));
    }

    private Money due(String price) {
        ConversionAnswer answer = rates.convert(Money.parse(USD, price), Currency.BTC);
        return ((ConversionAnswer.Converted) answer).conversion().to();
    }
}
