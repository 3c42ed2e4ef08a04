package io.tillgate.internal.ticker;

import io.tillgate.internal.ticker.Fetched.Fault;
import io.tillgate.internal.ticker.Fetched.Kind;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBookAnswer;
import io.tillgate.rate.OrderBookSource;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The order books of one venue, by asking. Gives the last answer again to who asks more often than is polite: a full
 * depth is asked for five times an hour, however many orders need one.
 */
final class VenueBooks implements OrderBookSource {

    private final String name;
    private final BookWire wire;
    private final VenueClient client;
    private final Bounds bounds;
    private final Duration politeInterval;
    private final Recent<CurrencyPair, OrderBookAnswer> recent;

    VenueBooks(String name, BookWire wire, VenueClient client, Bounds bounds, InstantSource clock) {
        this.name = name;
        this.wire = wire;
        this.client = client;
        this.bounds = bounds;
        this.politeInterval = Jitter.above(wire.bookInterval());
        this.recent = new Recent<>(clock);
    }

    @Override
    public String name() {
        return name;
    }

    /** A little longer than the venue's limit, differently in each process, so that shops don't ask in step. */
    @Override
    public Duration politeBookInterval() {
        return politeInterval;
    }

    @Override
    public OrderBookAnswer fetchBook(CurrencyPair pair) {
        return recent.find(pair).orElseGet(() -> ask(pair));
    }

    private OrderBookAnswer ask(CurrencyPair pair) {
        Fetched fetched = client.fetch(wire.bookUrl(client.root(), pair), bounds);
        if (fetched instanceof Fault fault) {
            OrderBookAnswer answer = failed(fault.reason());
            if (fault.kind() == Kind.NO_SUCH_MARKET) {
                recent.hold(pair, answer, VenueTickers.NO_MARKET_PAUSE);
            } else if (fault.kind() == Kind.TRANSIENT) {
                recent.hold(pair, answer, wire.bookInterval());
            }
            return answer;
        }
        OrderBookAnswer answer = read(pair, (Fetched.Payload) fetched);
        recent.hold(pair, answer, wire.bookInterval());
        return answer;
    }

    private OrderBookAnswer read(CurrencyPair pair, Fetched.Payload payload) {
        try {
            return new OrderBookAnswer.Received(wire.book(payload.json(), name, pair, payload.receivedAt()));
        } catch (IllegalArgumentException unusable) {
            return failed("sent an order book that can't be used: " + unusable.getMessage());
        }
    }

    private OrderBookAnswer failed(String reason) {
        return new OrderBookAnswer.Failed(name, reason);
    }
}
