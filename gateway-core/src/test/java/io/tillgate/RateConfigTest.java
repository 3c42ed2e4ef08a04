package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.TickerStream;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RateConfigTest {

    @Test
    void currencies_that_nobody_can_price_are_a_problem_among_others() {
        ConfigurationException refused = Configurations.refused(Gateway.builder()
                .dataSource(Configurations.unused())
                .publicBaseUrl("https://shop.example/pay")
                .processor(new Configurations.OwnProcessor("till"))
                .currencies("EUR"));

        assertThat(refused.problems()).extracting(Problem::field).containsExactly("secretKey", "currencies");
        assertThat(refused.getMessage()).contains("currencies can't be priced: add venues, a tickerSource");
    }

    @Test
    void bitcoin_alone_needs_nobody_to_price_it() {
        Gateway.builder()
                .dataSource(Configurations.unused())
                .publicBaseUrl("https://shop.example/pay")
                .secretKey(Configurations.KEY)
                .processor(new Configurations.OwnProcessor("till"))
                .currencies("BTC")
                .build()
                .close();
    }

    @Test
    void a_venue_prices_a_currency() {
        Configurations.minimal()
                .processor(new Configurations.OwnProcessor("till"))
                .currencies("EUR")
                .venues(Venue.KRAKEN, Venue.BITSTAMP)
                .build()
                .close();
    }

    @Test
    void two_sources_of_one_name_are_refused() {
        assertThat(Configurations.refused(Configurations.complete().venues(Venue.KRAKEN, Venue.KRAKEN))
                        .getMessage())
                .contains("sources of prices hold two named 'kraken'");
        assertThat(Configurations.refused(Configurations.complete()
                                .venues(Venue.KRAKEN)
                                .mtGox(Configurations.mtGox(b -> b.id("kraken"))))
                        .getMessage())
                .contains("sources of prices hold two named 'kraken'");
    }

    @Test
    void a_venue_that_no_call_can_reach_is_found_at_start() {
        VenueSettings plain = VenueSettings.of(Venue.MEMPOOL_SPACE).withBaseUrl("http://mempool.example");
        assertThat(Configurations.refused(Configurations.complete().venue(plain))
                        .problems())
                .extracting(Problem::field)
                .containsExactly("venue.mempool-space.baseUrl");
    }

    @Test
    void a_rate_policy_that_can_never_work_is_refused() {
        Currency sek = Currency.of("SEK");
        RatePolicy crossing = RatePolicy.DEFAULT.withCross(sek, Currency.of("EUR"));
        assertThat(Configurations.refused(
                                Configurations.complete().currencies("EUR").ratePolicy(crossing))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("ratePolicy has a cross for SEK, in which nothing is sold");
        assertThat(Configurations.refused(Configurations.complete().tickerStream("nobody", () -> null))
                        .problems())
                .singleElement()
                .asString()
                .contains("hold 'nobody', which nobody can ask while it is down");
    }

    @Test
    void venues_bring_their_streams_and_a_stream_of_the_shop_takes_the_place_of_one() {
        GatewayConfig config = new GatewayConfig();
        config.venues.add(VenueSettings.of(Venue.KRAKEN));
        config.venues.add(VenueSettings.of(Venue.COINBASE).withoutStreaming());
        config.mtGoxes.add(Configurations.mtGox(gox -> gox.id("gox").streamUrl("wss://mtgox.example/mtgox")));
        assertThat(config.streamMakers()).containsOnlyKeys("kraken", "gox");
        Supplier<TickerStream> own = () -> {
            throw new AssertionError("a stream was made before anybody listens");
        };
        config.tickerStreams.put("kraken", own);
        assertThat(config.streamMakers()).containsEntry("kraken", own);
    }

    @Test
    void the_stream_of_a_processor_is_an_address_for_streams() {
        MtGoxSettings wrong = Configurations.mtGox(gox -> gox.streamUrl("ftp://mtgox.example/mtgox"));
        assertThat(wrong.problems()).extracting(Problem::field).containsExactly("mtgox.streamUrl");
        for (String right : List.of("wss://mtgox.example/mtgox", "https://mtgox.example/socket.io/1", "")) {
            assertThat(Configurations.mtGox(gox -> gox.streamUrl(right)).problems())
                    .isEmpty();
        }
    }
}
