package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerKind;
import io.tillgate.rate.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tickers of the public exchanges. */
class MarketTickersIT {

    @Nested
    class Kraken extends TickerContract.OfMarket {

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

    @Nested
    class Coinbase extends TickerContract.OfMarket {

        @Override
        VenueSources sources() {
            return venue(Venue.COINBASE);
        }

        @Override
        String good() {
            return file("coinbase/ticker.json");
        }

        @Override
        Ticker ticker() {
            return new Ticker(
                    "coinbase",
                    pair(),
                    TickerKind.MARKET,
                    new BigDecimal("64000"),
                    new BigDecimal("64000.2"),
                    new BigDecimal("64000.1"),
                    null,
                    812_055_610_283L,
                    Instant.parse("2026-11-23T22:00:00.506997Z"));
        }

        @Override
        String withBid(String bid) {
            return good().replace("\"bid\":\"64000\"", "\"bid\":\"" + bid + "\"");
        }

        @Override
        String requestLine() {
            return "/products/BTC-USD/ticker";
        }

        @Override
        Duration interval() {
            return Duration.ofSeconds(10);
        }

        @Override
        MockResponse unknownPair() {
            return answer(404, file("coinbase/not-found.json"));
        }

        @Override
        String unknownPairReason() {
            return "knows no such market: NotFound";
        }

        @Override
        MockResponse errorInSuccess() {
            return answer(200, "{\"message\":\"Public rate limit exceeded\"}");
        }

        @Override
        String errorReason() {
            return "refused: Public rate limit exceeded";
        }

        @Test
        void a_stale_time_is_kept_so_that_the_policy_can_refuse_it() {
            assertThat(ask(answer(200, file("coinbase/ticker-2015.json")))).isEmpty();
            assertThat(((TickerAnswer.Received) fetch(pair())).ticker().asOf())
                    .isEqualTo(Instant.parse("2015-04-08T20:49:06.506997Z"));
        }

        @Test
        void a_time_that_is_missing_or_ahead_gives_way_to_ours() {
            assertThat(ask(answer(200, good().replace("2026-", "2036-")))).isEmpty();
            assertThat(((TickerAnswer.Received) fetch(pair())).ticker().asOf()).isEqualTo(NOW);
            clock.advance(interval());
            assertThat(ask(answer(200, good().replace("\"time\"", "\"when\"")))).isEmpty();
            assertThat(((TickerAnswer.Received) fetch(pair())).ticker().asOf()).isEqualTo(clock.instant());
        }
    }

    @Nested
    class Bitstamp extends TickerContract.OfMarket {

        @Override
        VenueSources sources() {
            return venue(Venue.BITSTAMP);
        }

        @Override
        String good() {
            return file("bitstamp/ticker-2013.json");
        }

        @Override
        Ticker ticker() {
            return new Ticker(
                    "bitstamp",
                    pair(),
                    TickerKind.MARKET,
                    new BigDecimal("134.89"),
                    new BigDecimal("134.92"),
                    new BigDecimal("134.89"),
                    new BigDecimal("135.31"),
                    2_198_244_926_674L,
                    Instant.ofEpochSecond(1_381_787_133));
        }

        @Override
        String withBid(String bid) {
            return good().replace("\"bid\":\"134.89\"", "\"bid\":\"" + bid + "\"");
        }

        @Override
        String requestLine() {
            return "/api/v2/ticker/btcusd/";
        }

        @Override
        Duration interval() {
            return Duration.ofSeconds(10);
        }

        @Override
        MockResponse unknownPair() {
            return answer(404, file("bitstamp/not-found.html"));
        }

        @Override
        String unknownPairReason() {
            return "answered HTTP 404 with a page of HTML instead of JSON";
        }

        @Override
        MockResponse errorInSuccess() {
            return answer(200, file("bitstamp/error.json"));
        }

        @Override
        String errorReason() {
            return "refused: Invalid currency pair";
        }

        @Test
        void the_answer_of_today_with_more_fields_is_read_as_well() {
            assertThat(ask(answer(200, file("bitstamp/ticker.json")))).isEmpty();
        }

        @Test
        void a_number_where_strings_were_is_read_as_well() {
            assertThat(ask(answer(200, good().replace("\"134.92\"", "134.92")))).isEmpty();
            askAndCheckTheValues();
        }

        @Test
        void a_day_without_trades_has_no_average() {
            assertThat(ask(answer(200, good().replace("135.31", "0.00")))).isEmpty();
            assertThat(((TickerAnswer.Received) fetch(pair())).ticker().vwap()).isNull();
        }
    }

    @Nested
    class Binance extends TickerContract.OfMarket {

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
}
