package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** The ticker of Binance. */
class BinanceTickersIT extends TickerContract.OfMarket {

    @Override
    VenueSources sources() {
        return venue(Venue.BINANCE);
    }

    @Override
    CurrencyPair pair() {
        return Wires.EUR;
    }

    @Override
    String good() {
        return file("binance/book-ticker-eur.json");
    }

    @Override
    Ticker ticker() {
        return Ticker.market(
                "binance", pair(), new BigDecimal("55100.12000000"), new BigDecimal("55100.13000000"), null, NOW);
    }

    @Override
    String withBid(String bid) {
        return good().replace("55100.12000000", bid);
    }

    @Override
    String requestLine() {
        return "/api/v3/ticker/bookTicker?symbol=BTCEUR";
    }

    @Override
    Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    MockResponse unknownPair() {
        return answer(400, file("binance/invalid-symbol.json"));
    }

    @Override
    String unknownPairReason() {
        return "knows no such market: Invalid symbol.";
    }

    @Override
    MockResponse errorInSuccess() {
        return answer(200, "{\"code\":-1001,\"msg\":\"Internal error; unable to process your request.\"}");
    }

    @Override
    String errorReason() {
        return "answered HTTP 200: Internal error; unable to process your request.";
    }

    @Test
    void tether_is_never_taken_for_the_dollar() {
        assertThat(fetch(Wires.USD))
                .isEqualTo(new TickerAnswer.Failed(
                        "binance", "has no BTC-USD market: its dollar market is in USDT, which is not USD"));
        assertThat(server.getRequestCount()).isZero();
        assertThat(ask(answer(200, file("binance/book-ticker-usdt.json"))).orElseThrow())
                .endsWith("symbol is not BTCEUR");
    }

    @Test
    void a_ban_is_waited_for() {
        MockResponse ban = new MockResponse.Builder()
                .code(418)
                .addHeader("Retry-After", "86400")
                .body(file("binance/banned.json"))
                .build();
        assertThat(ask(ban)).hasValue("answered HTTP 418, and to come back in 86400 s");
        clock.advance(Duration.ofHours(23));
        assertThat(ask().orElseThrow()).startsWith("is left alone since ");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_country_that_it_does_not_serve_is_not_asked_from_at_once_again() {
        assertThat(ask(answer(451, file("binance/restricted.json")))).hasValue("answered HTTP 451");
        clock.advance(interval());
        assertThat(ask().orElseThrow()).startsWith("is left alone since ");
    }
}
