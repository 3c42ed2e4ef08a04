package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import io.tillgate.rate.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** The ticker of Kraken. */
class KrakenTickersIT extends TickerContract.OfMarket {

    @Override
    VenueSources sources() {
        return venue(Venue.KRAKEN);
    }

    @Override
    String good() {
        return file("kraken/ticker-usd.json");
    }

    @Override
    Ticker ticker() {
        return new Ticker(
                "kraken",
                pair(),
                TickerKind.MARKET,
                new BigDecimal("64000.90000"),
                new BigDecimal("64001.10000"),
                new BigDecimal("64001.00000"),
                new BigDecimal("63770.12771"),
                261_094_481_920L,
                NOW);
    }

    @Override
    String withBid(String bid) {
        return good().replace("64000.90000", bid);
    }

    @Override
    String requestLine() {
        return "/0/public/Ticker?pair=XBTUSD";
    }

    @Override
    Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    MockResponse unknownPair() {
        return answer(200, file("kraken/unknown-pair.json"));
    }

    @Override
    String unknownPairReason() {
        return "knows no such market: EQuery:Unknown asset pair";
    }

    @Override
    MockResponse errorInSuccess() {
        return answer(200, file("kraken/unavailable.json"));
    }

    @Override
    String errorReason() {
        return "answered HTTP 200: EService:Unavailable";
    }

    @Test
    void being_asked_to_slow_down_with_status_200_is_obeyed() {
        assertThat(ask(answer(200, file("kraken/rate-limit.json"))))
                .hasValue("asks us to slow down: EAPI:Rate limit exceeded");
        clock.advance(Duration.ofSeconds(100));
        assertThat(ask().orElseThrow()).startsWith("is left alone since ");
    }

    @Test
    void a_result_in_another_currency_is_not_taken() {
        assertThat(ask(answer(200, file("kraken/ticker-eur-2014.json"))).orElseThrow())
                .endsWith("result is of a pair that is not in USD");
        clock.advance(interval());
        assertThat(ask(answer(200, good().replace("XXBTZUSD", "XBTUSDT"))).orElseThrow())
                .endsWith("result is of a pair that is not in USD");
    }

    @Test
    void a_renamed_key_is_taken_when_it_is_the_only_one() {
        assertThat(ask(answer(200, good().replace("XXBTZUSD", "BTC/USD")))).isEmpty();
        clock.advance(interval());
        String two = good().replace("\"result\":{", "\"result\":{\"XETHZUSD\":{},");
        assertThat(ask(answer(200, two)).orElseThrow()).endsWith("result has 2 entries instead of one");
    }

    @Test
    void a_warning_beside_a_result_is_no_error() {
        String warned = good().replace("\"error\":[]", "\"error\":[\"WGeneral:Deprecated\"]");
        assertThat(ask(answer(200, warned))).isEmpty();
    }
}
