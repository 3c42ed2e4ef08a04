package io.tillgate.internal.ticker;

import static io.tillgate.internal.ticker.Wires.answer;
import static io.tillgate.internal.ticker.Wires.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerKind;
import io.tillgate.rate.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** The ticker of Coinbase. */
class CoinbaseTickersIT extends TickerContract.OfMarket {

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
