package io.tillgate.internal.ticker;

import io.tillgate.internal.mtgox.MtGoxHttp;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBookSource;
import io.tillgate.rate.TickerSource;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one venue tells: its tickers, and its order books where it shows them. Opens no connection and starts no thread.
 * Closing the tickers closes both.
 */
public final class VenueSources {

    private final VenueTickers tickers;
    private final Optional<OrderBookSource> books;

    private VenueSources(VenueTickers tickers, Optional<OrderBookSource> books) {
        this.tickers = tickers;
        this.books = books;
    }

    /**
     * A public venue.
     *
     * @param pairs what the shop prices in, so that a venue that tells all at once is asked once
     */
    public static VenueSources of(VenueSettings settings, Collection<CurrencyPair> pairs, InstantSource clock) {
        Wire wire = wire(settings.venue(), pairs);
        return of(settings, wire, clock, new Pace(wire.limits().gap()), Bounds.TICKER.timeout());
    }

    /** The venue that a Mt. Gox processor brings; named after the settings' id. */
    public static VenueSources of(MtGoxSettings settings, InstantSource clock) {
        Wire wire = new MtGoxWire(settings.marketData());
        return of(settings, wire, clock, new Pace(wire.limits().gap()), Bounds.TICKER.timeout());
    }

    static VenueSources of(VenueSettings settings, Wire wire, InstantSource clock, Pace pace, Duration timeout) {
        String name = settings.venue().sourceName();
        VenueClient.Address address =
                new VenueClient.Address("venue." + name + ".baseUrl", settings.baseUrl(), settings.userAgent());
        return of(name, address, wire, clock, pace, timeout);
    }

    static VenueSources of(MtGoxSettings settings, Wire wire, InstantSource clock, Pace pace, Duration timeout) {
        VenueClient.Address address =
                new VenueClient.Address(MtGoxHttp.ADDRESS_SETTING, settings.baseUrl(), settings.userAgent());
        return of(settings.id(), address, wire, clock, pace, timeout);
    }

    /** How to talk to a public venue. */
    static Wire wire(Venue venue, Collection<CurrencyPair> pairs) {
        return switch (venue) {
            case KRAKEN -> new KrakenWire();
            case COINBASE -> new CoinbaseWire();
            case BITSTAMP -> new BitstampWire();
            case BINANCE -> new BinanceWire();
            case COINGECKO -> new CoinGeckoWire(pairs);
            case MEMPOOL_SPACE -> new MempoolSpaceWire();
        };
    }

    public TickerSource tickers() {
        return tickers;
    }

    public Optional<OrderBookSource> books() {
        return books;
    }

    private static VenueSources of(
            String name, VenueClient.Address address, Wire wire, InstantSource clock, Pace pace, Duration timeout) {
        Breaker breaker =
                new Breaker(clock, bound -> ThreadLocalRandom.current().nextLong(bound));
        VenueClient client = new VenueClient(wire, address, breaker, pace, clock);
        VenueTickers tickers = new VenueTickers(name, client, Bounds.TICKER.within(timeout), clock);
        Optional<OrderBookSource> books = wire instanceof BookWire bookWire
                ? Optional.of(new VenueBooks(name, bookWire, client, Bounds.BOOK.within(timeout), clock))
                : Optional.empty();
        return new VenueSources(tickers, books);
    }
}
