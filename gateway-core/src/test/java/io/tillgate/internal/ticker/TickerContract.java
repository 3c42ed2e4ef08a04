package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every source of tickers must do. */
abstract class TickerContract extends SourceContract {

    private TickerSource source;

    abstract VenueSources sources();

    /** What {@link #good} says when it is received {@link #NOW}. */
    abstract Ticker ticker();

    /** {@link #good} with another bid, or with another price where there is only one. */
    abstract String withBid(String bid);

    CurrencyPair pair() {
        return Wires.USD;
    }

    @Override
    final void open() {
        source = sources().tickers();
    }

    @Override
    final void close() {
        source.close();
    }

    @Override
    final Optional<String> ask() {
        TickerAnswer answer = source.fetch(pair());
        if (answer instanceof TickerAnswer.Failed failed) {
            assertThat(failed.source()).isEqualTo(source.name());
            return Optional.of(failed.reason());
        }
        return Optional.empty();
    }

    @Override
    final void askAndCheckTheValues() {
        assertThat(source.fetch(pair())).isEqualTo(new TickerAnswer.Received(ticker()));
    }

    @Override
    final Duration toldInterval() {
        return source.politeInterval();
    }

    final TickerAnswer fetch(CurrencyPair pair) {
        return source.fetch(pair);
    }

    @ParameterizedTest
    @CsvSource({
        "0, is not positive",
        "-1, is not positive",
        "0.000, is not positive",
        "9999999999999, is absurdly high",
        "NaN, ''",
        "1e400, ''",
        "11111111111111111111111111111111111111111, ''",
    })
    void a_price_that_cannot_be_right_prices_nothing(String price, String reason) {
        assertThat(ask(answer(200, withBid(price))).orElseThrow()).contains(reason);
    }

    /** A market besides: it has two sides. */
    abstract static class OfMarket extends TickerContract {

        @Test
        void a_crossed_ticker_prices_nothing() {
            String above = ticker().ask().add(java.math.BigDecimal.ONE).toPlainString();
            assertThat(ask(answer(200, withBid(above))).orElseThrow())
                    .startsWith("sent a ticker that can't be used: crossed: bid ");
        }
    }
}
