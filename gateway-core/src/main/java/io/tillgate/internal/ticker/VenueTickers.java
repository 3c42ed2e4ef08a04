package io.tillgate.internal.ticker;

import io.tillgate.internal.ticker.Fetched.Fault;
import io.tillgate.internal.ticker.Fetched.Kind;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.HttpUrl;

/**
 * The tickers of one venue, by asking. Gives the last answer again to who asks more often than is polite, and to all
 * pairs that share one.
 */
final class VenueTickers implements TickerSource {

    /** Until a market is asked for again that did not exist. */
    static final Duration NO_MARKET_PAUSE = Duration.ofHours(1);

    private final String name;
    private final VenueClient client;
    private final Bounds bounds;
    private final Duration politeInterval;
    private final Recent<HttpUrl, Fetched> recent;

    VenueTickers(String name, VenueClient client, Bounds bounds, InstantSource clock) {
        this.name = name;
        this.client = client;
        this.bounds = bounds;
        this.politeInterval = Jitter.above(client.wire().limits().ticker());
        this.recent = new Recent<>(clock);
    }

    @Override
    public String name() {
        return name;
    }

    /** A little longer than the venue's limit, differently in each process, so that shops don't ask in step. */
    @Override
    public Duration politeInterval() {
        return politeInterval;
    }

    @Override
    public TickerAnswer fetch(CurrencyPair pair) {
        Wire wire = client.wire();
        HttpUrl url = wire.tickerUrl(client.root(), pair);
        if (url == null) {
            return failed(wire.noMarketReason(pair));
        }
        Fetched fetched = recent.find(url).orElseGet(() -> ask(url));
        if (fetched instanceof Fault fault) {
            return failed(fault.reason());
        }
        Fetched.Payload payload = (Fetched.Payload) fetched;
        try {
            return new TickerAnswer.Received(wire.ticker(payload.json(), name, pair, payload.receivedAt()));
        } catch (IllegalArgumentException unusable) {
            return failed("sent a ticker that can't be used: " + unusable.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Fetched ask(HttpUrl url) {
        Fetched fetched = client.fetch(url, bounds);
        if (fetched instanceof Fault fault && fault.kind() != Kind.TRANSIENT) {
            if (fault.kind() == Kind.NO_SUCH_MARKET) {
                recent.hold(url, fetched, NO_MARKET_PAUSE);
            }
            return fetched;
        }
        recent.hold(url, fetched, client.wire().limits().ticker());
        return fetched;
    }

    private TickerAnswer failed(String reason) {
        return new TickerAnswer.Failed(name, reason);
    }
}
