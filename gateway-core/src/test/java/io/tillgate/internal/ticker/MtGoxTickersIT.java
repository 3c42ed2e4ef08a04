package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.MtGoxMarketData.Depth;
import io.tillgate.processor.MtGoxMarketData.TickerApi;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tickers of the Mt. Gox wire in all their generations. */
class MtGoxTickersIT {

    /** What the generations have in common. */
    abstract static class MtGox extends TickerContract.OfMarket {

        abstract TickerApi api();

        @Override
        VenueSources sources() {
            return mtGox(api(), Depth.NEAR);
        }

        @Override
        Duration interval() {
            return Duration.ofSeconds(10);
        }

        @Override
        MockResponse unknownPair() {
            return answer(500, "{\"result\":\"error\",\"error\":\"Unknown currency\"}");
        }

        @Override
        String unknownPairReason() {
            return "refused: Unknown currency";
        }

        @Override
        boolean unknownMeansLater() {
            return false;
        }

        @Override
        MockResponse errorInSuccess() {
            return answer(200, file("mtgox/error-403.json"));
        }

        @Override
        String errorReason() {
            return "refused: Identification required to access private API";
        }

        @Test
        void the_front_end_and_the_database_fail_in_ways_of_their_own() {
            assertThat(ask(answer(200, file("mtgox/mysql-error.txt"))))
                    .hasValue("answered HTTP 200 with something that is not a JSON object");
            clock.advance(interval());
            assertThat(ask(answer(502, file("mtgox/front-end-502.html"))))
                    .hasValue("answered HTTP 502 with a page of HTML instead of JSON");
        }

        @ParameterizedTest
        @ValueSource(ints = {403, 500, 503})
        void a_ticker_counts_whatever_the_status(int status) {
            assertThat(ask(answer(status, good()))).isEmpty();
        }

        final Ticker ticker(
                String bid, String ask, String last, @Nullable String vwap, @Nullable Long volume, Instant asOf) {
            return new Ticker(
                    "mtgox",
                    pair(),
                    TickerKind.MARKET,
                    new BigDecimal(bid),
                    new BigDecimal(ask),
                    new BigDecimal(last),
                    vwap == null ? null : new BigDecimal(vwap),
                    volume,
                    asOf);
        }
    }

    @Nested
    class Version0 extends MtGox {

        @Override
        TickerApi api() {
            return TickerApi.V0;
        }

        @Override
        String good() {
            return file("mtgox/ticker-v0.json");
        }

        @Override
        Ticker ticker() {
            return ticker("16.79036", "16.8", "16.8", "16.348098028", 6_041_800_000_000L, NOW);
        }

        @Override
        String withBid(String bid) {
            return good().replace("16.79036", bid);
        }

        @Override
        String requestLine() {
            return "/api/0/data/ticker.php";
        }

        @Test
        void an_error_without_an_envelope_is_read() {
            assertThat(ask(answer(200, file("mtgox/error-v0.json")))).hasValue("refused: Not logged in.");
        }

        @Test
        void the_published_sample_comes_through() {
            assertThat(ask(answer(
                            200, MtGoxTickerTest.vectors().get("v0").get("body").toString())))
                    .isEmpty();
            assertThat(((TickerAnswer.Received) fetch(pair())).ticker())
                    .isEqualTo(ticker("5.51326", "5.5672", "5.56915", "5.610932845", 5_569_800_000_000L, NOW));
        }

        @Test
        void a_price_without_a_currency_prices_the_dollar_only() {
            assertThat(fetch(Wires.EUR))
                    .isEqualTo(
                            new TickerAnswer.Failed(
                                    "mtgox",
                                    "does not say the currency of its version 0 ticker, which is USD: use version 1 for BTC-EUR"));
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Nested
    class Version1 extends MtGox {

        @Override
        TickerApi api() {
            return TickerApi.V1;
        }

        @Override
        String good() {
            return MtGoxTickerTest.vector().get("body").toString();
        }

        @Override
        Ticker ticker() {
            return ticker("5.53587", "5.56031", "5.5594", "5.610480461", 5_582_958_960_346L, NOW);
        }

        @Override
        String withBid(String bid) {
            return good().replace("\"5.53587\"", "\"" + bid + "\"");
        }

        @Override
        String requestLine() {
            return "/api/1/BTCUSD/public/ticker";
        }

        @Test
        void a_ticker_of_another_pair_is_a_failure() {
            ask(answer(200, good()));
            assertThat(fetch(Wires.EUR))
                    .isEqualTo(new TickerAnswer.Failed(
                            "mtgox", "sent a ticker that can't be used: buy.currency is not EUR"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "500|{\"result\":\"error\",\"token\":\"unknown_error\"}|refused: unknown_error",
                    "302|''|answered HTTP 302 with a redirect, which is not followed: check mtgox.baseUrl",
                    "200|{\"result\":\"success\"}|answered success, without an object in return or data",
                    "200|{\"result\":\"success\",\"return\":{}}|sent a ticker that can't be used: buy is missing or not an object",
                    "200|{\"ticker\":{\"buy\":5.5}}|answered HTTP 200 with JSON whose result is neither success nor error",
                })
        void whatever_is_not_a_ticker_is_a_failure_with_a_sentence(int status, String body, String reason) {
            assertThat(ask(answer(status, body))).hasValue(reason);
        }
    }

    @Nested
    class Version2 extends MtGox {

        @Override
        TickerApi api() {
            return TickerApi.V2;
        }

        @Override
        String good() {
            return file("mtgox/ticker-v2.json");
        }

        @Override
        Ticker ticker() {
            return ticker(
                    "876.17567",
                    "879.85833",
                    "870.05500",
                    "855.22775",
                    1_566_520_117_850L,
                    Instant.parse("2014-01-03T12:05:14.118765Z"));
        }

        @Override
        String withBid(String bid) {
            return good().replace("\"876.17567\"", "\"" + bid + "\"");
        }

        @Override
        String requestLine() {
            return "/api/2/BTCUSD/money/ticker";
        }
    }

    @Nested
    class Version2Fast extends MtGox {

        @Override
        TickerApi api() {
            return TickerApi.V2_FAST;
        }

        @Override
        String good() {
            return file("mtgox/ticker-fast.json");
        }

        @Override
        Ticker ticker() {
            return ticker(
                    "824.00000", "824.99999", "824.00000", null, null, Instant.parse("2014-01-02T15:14:21.812776Z"));
        }

        @Override
        String withBid(String bid) {
            return good().replaceFirst("\"buy\":\\{\"value\":\"824.00000\"", "\"buy\":{\"value\":\"" + bid + "\"");
        }

        @Override
        String requestLine() {
            return "/api/2/BTCUSD/money/ticker_fast";
        }

        @Test
        void the_original_currency_of_the_last_trade_is_none_of_ours() {
            assertThat(good())
                    .contains("\"last_orig\":{\"value\":\"855.19924\"")
                    .contains("\"currency\":\"CAD\"");
            askAndCheck();
        }

        private void askAndCheck() {
            assertThat(ask(answer(200, good()))).isEmpty();
            askAndCheckTheValues();
        }
    }
}
