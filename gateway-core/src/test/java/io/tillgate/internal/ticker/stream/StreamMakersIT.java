package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.BOTH;
import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.TickerStream;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StreamMakersIT {

    private static final InstantSource CLOCK = InstantSource.system();

    @Test
    void a_stream_runs_by_the_clock_until_it_is_closed() throws Exception {
        HeardAnswers answers = new HeardAnswers();
        try (VenuePeer peer = new VenuePeer()) {
            VenueSettings settings = VenueSettings.of(Venue.KRAKEN)
                    .withStreamUrl(peer.url("/v2").toString().replace("http:", "ws:"));
            TickerStream stream = StreamMakers.of(settings, PriceSide.BID, CLOCK)
                    .orElseThrow()
                    .get();
            stream.open(BOTH, answers);
            peer.session().say(frame("kraken-ticker.json"));
            answers.awaitTicker(USD, 1);
            peer.cut();
            // The pulse alone brings this connection about.
            peer.session().say(frame("kraken-ticker.json"));
            answers.awaitTicker(USD, 2);
            assertThat(stream.live(USD)).isTrue();
            stream.close();
            assertThat(stream.live(USD)).isFalse();
            await().until(() -> peer.threadsOf("kraken").isEmpty());
        }
    }

    @Test
    void a_stream_that_does_not_tell_the_side_of_the_policy_is_none() {
        assertThat(of(Venue.KRAKEN, PriceSide.VWAP)).isPresent();
        assertThat(of(Venue.COINBASE, PriceSide.VWAP)).isEmpty();
        assertThat(of(Venue.COINBASE, PriceSide.LAST)).isPresent();
        assertThat(of(Venue.BITSTAMP, PriceSide.LAST)).isEmpty();
        assertThat(of(Venue.BITSTAMP, PriceSide.MID)).isPresent();
    }

    @Test
    void a_venue_without_a_stream_or_with_it_switched_off_has_none() {
        assertThat(of(Venue.BINANCE, PriceSide.BID)).isEmpty();
        assertThat(StreamMakers.of(VenueSettings.of(Venue.KRAKEN).withoutStreaming(), PriceSide.BID, CLOCK))
                .isEmpty();
        assertThat(StreamMakers.of(MtGoxSettings.builder().build(), CLOCK)).isEmpty();
    }

    @Test
    void a_processor_names_its_stream() {
        MtGoxSettings settings = MtGoxSettings.builder()
                .id("gox")
                .streamUrl("wss://127.0.0.1/mtgox")
                .build();
        assertThat(StreamMakers.of(settings, CLOCK))
                .map(maker -> maker.get().name())
                .contains("gox");
    }

    private static Optional<Supplier<TickerStream>> of(Venue venue, PriceSide side) {
        return StreamMakers.of(VenueSettings.of(venue), side, CLOCK);
    }
}
