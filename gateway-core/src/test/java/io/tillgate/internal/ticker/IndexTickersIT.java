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
import java.time.Instant;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The prices of aggregators. */
class IndexTickersIT {

    @Nested
    class CoinGecko extends TickerContract {

        @Override
        VenueSources sources() {
            return venue(Venue.COINGECKO);
        }

        @Override
        CurrencyPair pair() {
            return Wires.EUR;
        }

        @Override
        String good() {
            return file("coingecko/simple-price.json");
        }

        @Override
        Ticker ticker() {
            return Ticker.index(
                    "coingecko", pair(), new BigDecimal("59000.3123456789"), Instant.ofEpochSecond(1_763_935_170));
        }

        @Override
        String withBid(String price) {
            return good().replace("59000.312345678905", price);
        }

        @Override
        String requestLine() {
            return "/api/v3/simple/price?ids=bitcoin&vs_currencies=eur,usd&include_last_updated_at=true&precision=full";
        }

        @Override
        Duration interval() {
            return Duration.ofSeconds(60);
        }

        @Override
        MockResponse unknownPair() {
            return answer(200, good().replace("\"eur\"", "\"gbp\""));
        }

        @Override
        String unknownPairReason() {
            return "sent a ticker that can't be used: bitcoin.eur is missing";
        }

        @Override
        boolean unknownMeansLater() {
            return false;
        }

        @Override
        MockResponse errorInSuccess() {
            return answer(200, file("coingecko/rate-limit.json").replace("429", "10002"));
        }

        @Override
        String errorReason() {
            return "answered HTTP 200: You've exceeded the Rate Limit. Please visit"
                    + " https://www.coingecko.com/en/api/pricing to subscribe to our API plans for higher rate limits.";
        }

        @Test
        void one_question_serves_all_pairs() {
            assertThat(ask(answer(200, good()))).isEmpty();
            assertThat(fetch(Wires.USD))
                    .isEqualTo(new TickerAnswer.Received(Ticker.index(
                            "coingecko", Wires.USD, new BigDecimal("64000.12"), Instant.ofEpochSecond(1_763_935_170))));
            assertThat(server.getRequestCount()).isEqualTo(1);
        }

        @Test
        void a_rate_limit_is_obeyed_whatever_the_status() {
            assertThat(ask(answer(200, file("coingecko/rate-limit.json"))).orElseThrow())
                    .startsWith("asks us to slow down: You've exceeded the Rate Limit.");
            clock.advance(interval());
            assertThat(ask(answer(200, good())).orElseThrow()).startsWith("is left alone since ");
        }

        @Test
        void a_price_without_its_time_prices_nothing() {
            assertThat(ask(answer(200, good().replace("last_updated_at", "updated")))
                            .orElseThrow())
                    .endsWith("bitcoin.last_updated_at is missing or no time, so that the price has no age");
            clock.advance(interval());
            assertThat(ask(answer(200, good().replace("1763935170", "4763935170")))
                            .orElseThrow())
                    .endsWith("bitcoin.last_updated_at is in the future");
        }
    }

    @Nested
    class MempoolSpace extends TickerContract {

        @Override
        VenueSources sources() {
            return venue(Venue.MEMPOOL_SPACE);
        }

        @Override
        CurrencyPair pair() {
            return Wires.EUR;
        }

        @Override
        String good() {
            return file("mempool-space/prices.json");
        }

        @Override
        Ticker ticker() {
            return Ticker.index("mempool-space", pair(), new BigDecimal("59000"), Instant.ofEpochSecond(1_763_935_204));
        }

        @Override
        String withBid(String price) {
            return good().replace("59000", price);
        }

        @Override
        String requestLine() {
            return "/api/v1/prices";
        }

        @Override
        Duration interval() {
            return Duration.ofSeconds(60);
        }

        @Override
        MockResponse unknownPair() {
            return answer(200, file("mempool-space/prices-without-fiat.json"));
        }

        @Override
        String unknownPairReason() {
            return "sent a ticker that can't be used: EUR is not positive, which means that it has no price in it";
        }

        @Override
        boolean unknownMeansLater() {
            return false;
        }

        @Override
        MockResponse errorInSuccess() {
            return answer(200, "{\"error\":\"Prices are temporarily unavailable.\"}");
        }

        @Override
        String errorReason() {
            return "sent a ticker that can't be used: time is missing or no time, so that the price has no age";
        }

        @Test
        void one_question_serves_all_pairs() {
            assertThat(ask(answer(200, good()))).isEmpty();
            assertThat(fetch(Wires.USD)).isInstanceOf(TickerAnswer.Received.class);
            assertThat(server.getRequestCount()).isEqualTo(1);
        }

        @Test
        void a_currency_that_it_never_has_is_not_asked_for() {
            assertThat(fetch(Wires.SEK)).isEqualTo(new TickerAnswer.Failed("mempool-space", "has no price in SEK"));
            assertThat(server.getRequestCount()).isZero();
        }
    }
}
