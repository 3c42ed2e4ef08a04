package io.tillgate.rate;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One venue's snapshot of a pair. Only a sane one can exist: prices are positive and bounded, and the bid is not above
 * the ask; the constructor throws {@link IllegalArgumentException} with the reason otherwise.
 *
 * @param source name of the venue, such as {@code mtgox}
 * @param kind whether coins really trade at these prices, or somebody computed them
 * @param bid highest price somebody pays for a bitcoin
 * @param ask lowest price somebody sells a bitcoin for
 * @param last price of the last trade, where the venue tells
 * @param vwap average price of the last day's trades weighted by their volume, where the venue tells
 * @param volume satoshis traded in the last day, where the venue tells
 * @param asOf when the venue took the snapshot, or when we received it where the venue does not tell
 */
public record Ticker(
        String source,
        CurrencyPair pair,
        TickerKind kind,
        BigDecimal bid,
        BigDecimal ask,
        @Nullable BigDecimal last,
        @Nullable BigDecimal vwap,
        @Nullable Long volume,
        Instant asOf) {

    /** No bitcoin price in any currency of ISO 4217 is near this; more is a fault of the source. */
    public static final BigDecimal PRICE_MAX = new BigDecimal("1000000000000");

    /** No digit behind the tenth matters to a price, and unbounded ones cost memory. */
    public static final int PRICE_SCALE_MAX = 10;

    public Ticker {
        requireNonNull(source, "source");
        requireNonNull(pair, "pair");
        requireNonNull(kind, "kind");
        requireNonNull(asOf, "asOf");
        requireSane("bid", bid);
        requireSane("ask", ask);
        if (last != null) {
            requireSane("last", last);
        }
        if (vwap != null) {
            requireSane("vwap", vwap);
        }
        if (volume != null && volume < 0) {
            throw new IllegalArgumentException("volume is negative");
        }
        if (bid.compareTo(ask) > 0) {
            throw new IllegalArgumentException(
                    "crossed: bid " + bid.toPlainString() + " is above ask " + ask.toPlainString());
        }
    }

    /** A market's ticker of which no more is known than bid, ask and the last trade. */
    public static Ticker market(
            String source, CurrencyPair pair, BigDecimal bid, BigDecimal ask, @Nullable BigDecimal last, Instant asOf) {
        return new Ticker(source, pair, TickerKind.MARKET, bid, ask, last, null, null, asOf);
    }

    /** The one price of an aggregator: bid and ask at once. */
    public static Ticker index(String source, CurrencyPair pair, BigDecimal price, Instant asOf) {
        return new Ticker(source, pair, TickerKind.INDEX, price, price, null, null, null, asOf);
    }

    /** The price on one side, null where the venue does not tell it; MID is halfway between bid and ask, exactly. */
    public @Nullable BigDecimal price(PriceSide side) {
        return switch (side) {
            case BID -> bid;
            case ASK -> ask;
            case MID -> bid.add(ask).multiply(new BigDecimal("0.5"));
            case LAST -> last;
            case VWAP -> vwap;
        };
    }

    static void requireSane(String name, BigDecimal price) {
        requireNonNull(price, name);
        if (price.signum() <= 0) {
            throw new IllegalArgumentException(name + " is not positive");
        }
        if (price.precision() > 40 || price.scale() > PRICE_SCALE_MAX || price.scale() < -12) {
            throw new IllegalArgumentException(name + " has an absurd number of digits");
        }
        if (price.compareTo(PRICE_MAX) > 0) {
            throw new IllegalArgumentException(name + " is absurdly high");
        }
    }
}
