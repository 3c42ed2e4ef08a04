package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.OrderBook.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the {@code bids} and {@code asks} of any venue: arrays of {@code [price, amount, …]}, or objects with those
 * names. Puts them in order, since some venues send a side from its far end; keeps the best ones of a longer book; drops
 * levels below one satoshi.
 */
final class WireBook {

    private static final Comparator<Level> CHEAPEST_FIRST = Comparator.comparing(Level::price);

    private WireBook() {}

    /**
     * The book in a payload.
     *
     * @throws IllegalArgumentException with the field and its fault when there is no sane book in it
     */
    static OrderBook read(JsonNode payload, String source, CurrencyPair pair, Instant asOf) {
        List<Level> bids = side(payload, "bids", CHEAPEST_FIRST.reversed());
        List<Level> asks = side(payload, "asks", CHEAPEST_FIRST);
        if (bids.isEmpty() && asks.isEmpty()) {
            throw new IllegalArgumentException("nobody offers anything in it");
        }
        return new OrderBook(source, pair, bids, asks, asOf);
    }

    private static List<Level> side(JsonNode payload, String side, Comparator<Level> bestFirst) {
        JsonNode array = payload.path(side);
        if (!array.isArray()) {
            throw new IllegalArgumentException(side + " is missing or not an array");
        }
        List<Level> levels = new ArrayList<>(array.size());
        for (JsonNode entry : array) {
            long satoshi = satoshi(entry, side);
            BigDecimal price = WireNumbers.required(entry.isArray() ? entry.path(0) : entry.path("price"), side);
            if (satoshi > 0) {
                levels.add(new Level(price, satoshi));
            }
        }
        levels.sort(bestFirst);
        return levels.size() > OrderBook.LEVELS_MAX ? levels.subList(0, OrderBook.LEVELS_MAX) : levels;
    }

    /** {@code amount_int} is satoshis and exact; {@code amount} is a JSON number. */
    private static long satoshi(JsonNode entry, String side) {
        if (entry.isArray()) {
            return WireNumbers.toSatoshi(WireNumbers.required(entry.path(1), side), side);
        }
        BigDecimal exact = WireNumbers.optional(entry.path("amount_int"), side);
        if (exact != null) {
            return WireNumbers.toSatoshi(exact.movePointLeft(Currency.BTC.minorDigits()), side);
        }
        return WireNumbers.toSatoshi(WireNumbers.required(entry.path("amount"), side), side);
    }
}
