package io.tillgate.internal.ticker.stream;

import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.TickerStream;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makers of streams, each of which makes a new one whenever this node becomes the one to listen. A stream opens no
 * connection and starts no thread before {@link TickerStream#open}.
 */
public final class StreamMakers {

    private StreamMakers() {}

    /**
     * For a public venue; nothing when it has no stream, when that is switched off, or when its frames don't tell the side
     * that prices are taken from: then it is asked instead.
     */
    public static Optional<Supplier<TickerStream>> of(VenueSettings settings, PriceSide side, InstantSource clock) {
        if (!settings.streams()) {
            return Optional.empty();
        }
        Feed feed = feed(settings);
        return feed.sides().contains(side) ? Optional.of(() -> new FeedStream(feed, clock)) : Optional.empty();
    }

    /** For a processor that speaks the Mt. Gox wire; nothing when its settings name no stream. */
    public static Optional<Supplier<TickerStream>> of(MtGoxSettings settings, InstantSource clock) {
        if (settings.streamUrl().isEmpty()) {
            return Optional.empty();
        }
        Feed feed = new MtGoxFeed(settings.id(), settings.streamUrl(), settings.userAgent());
        return Optional.of(() -> new FeedStream(feed, clock));
    }

    static Feed feed(VenueSettings settings) {
        Venue venue = settings.venue();
        return switch (venue) {
            case KRAKEN -> new KrakenFeed(settings);
            case COINBASE -> new CoinbaseFeed(settings);
            case BITSTAMP -> new BitstampFeed(settings);
            case BINANCE, COINGECKO, MEMPOOL_SPACE ->
                throw new IllegalArgumentException(venue + " has no stream that Tillgate reads");
        };
    }
}
