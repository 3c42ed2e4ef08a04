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

/** The ticker of Bitstamp. */
class BitstampTickersIT extends TickerContract.OfMarket {

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
