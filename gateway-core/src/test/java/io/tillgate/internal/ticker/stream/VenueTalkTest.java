package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.BOTH;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.rate.Ticker;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VenueTalkTest {

    private final DrivenTime time = new DrivenTime(Instant.parse("2026-03-09T12:00:00Z"));
    private final HeardLine line = new HeardLine();

    @Test
    void kraken_tells_vwap_and_volume() {
        talk(Venue.KRAKEN).heard(frame("kraken-ticker.json"));
        Ticker ticker = line.tickers.get(0);
        assertThat(ticker.vwap()).isEqualByComparingTo("63950.4");
        assertThat(ticker.volume()).isEqualTo(123_456_789_012L);
    }

    @Test
    void kraken_in_maintenance_prices_nothing_until_it_is_online() {
        Conversation talk = talk(Venue.KRAKEN);
        talk.heard(frame("kraken-maintenance.json"));
        talk.heard(frame("kraken-ticker.json"));
        assertThat(line.tickers).isEmpty();
        assertThat(line.refusals)
                .containsExactly(
                        "BTC-EUR says that its system is in maintenance",
                        "BTC-USD says that its system is in maintenance");
        talk.heard(frame("kraken-status.json"));
        talk.heard(frame("kraken-ticker.json"));
        assertThat(line.tickers).hasSize(1);
    }

    @Test
    void kraken_may_send_numbers_as_strings() {
        talk(Venue.KRAKEN).heard(frame("kraken-ticker.json").replace("64000.9", "\"64000.90\""));
        assertThat(line.tickers.get(0).bid()).isEqualByComparingTo("64000.9");
    }

    @Test
    void coinbase_tickers_that_were_overtaken_are_left_out() {
        Conversation talk = talk(Venue.COINBASE);
        String ticker = frame("coinbase-ticker.json");
        talk.heard(ticker);
        talk.heard(ticker);
        talk.heard(ticker.replace("37475248783", "37475248782").replace("64000.0", "63000.0"));
        assertThat(line.tickers).hasSize(1);
        talk.heard(ticker.replace("37475248783", "37475248785"));
        talk.heard(frame("coinbase-ticker-eur.json"));
        assertThat(line.tickers).hasSize(3);
        assertThat(line.refusals).isEmpty();
    }

    @Test
    void coinbase_refuses_one_product_and_tells_the_other() {
        Conversation talk = talk(Venue.COINBASE);
        talk.heard(frame("coinbase-subscriptions.json"));
        talk.heard(frame("coinbase-heartbeat.json"));
        talk.heard(frame("coinbase-error.json"));
        assertThat(line.refusals).containsExactly("BTC-EUR refuses: BTC-EUR is not a valid product");
    }

    @Test
    void bitstamp_refuses_without_saying_what() {
        Conversation talk = talk(Venue.BITSTAMP);
        talk.heard(frame("bitstamp-order-book.json"));
        talk.heard(frame("bitstamp-error.json"));
        assertThat(line.refusals).containsExactly("BTC-EUR refuses: Bad subscription string.");
    }

    @Test
    void a_book_with_one_side_empty_has_no_price() {
        talk(Venue.BITSTAMP)
                .heard(
                        "{\"event\":\"data\",\"channel\":\"order_book_btcusd\",\"data\":{\"bids\":[],\"asks\":[[\"1\",\"1\"]]}}");
        assertThat(line.tickers).isEmpty();
        assertThat(line.refusals)
                .containsExactly("BTC-USD sent a ticker that can't be used: the first of the bids is missing");
    }

    @Test
    void a_time_far_ahead_gives_way_to_ours() {
        talk(Venue.COINBASE).heard(frame("coinbase-ticker.json").replace("2026-03-09", "2027-03-09"));
        assertThat(line.tickers.get(0).asOf()).isEqualTo(time.instant());
    }

    private Conversation talk(Venue venue) {
        return StreamMakers.feed(VenueSettings.of(venue)).converse(BOTH, line, time);
    }
}
