package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of a ticker of version 1 or 2, fast or not. {@code buy} is the bid and {@code sell} the ask (protocol/mtgox.md 5.1).
 */
final class MtGoxTicker {

    private MtGoxTicker() {}

    /**
     * The ticker in a payload.
     *
     * @param receivedAt stands in for a {@code now} that is absent, unreadable or in the future
     * @throws IllegalArgumentException with the field and its fault when there is no sane ticker in it
     */
    static Ticker read(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        BigDecimal bid = price(payload, "buy", pair);
        BigDecimal ask = price(payload, "sell", pair);
        return new Ticker(
                source,
                pair,
                TickerKind.MARKET,
                bid,
                ask,
                optional(payload, "last", pair),
                optional(payload, "vwap", pair),
                volume(payload),
                WireTime.orReceived(WireTime.micros(payload.path("now")), receivedAt));
    }

    private static @Nullable BigDecimal optional(JsonNode payload, String field, CurrencyPair pair) {
        BigDecimal price = payload.path(field).isMissingNode() ? null : price(payload, field, pair);
        return price == null || price.signum() == 0 ? null : price;
    }

    private static @Nullable Long volume(JsonNode payload) {
        JsonNode volume = payload.path("vol");
        return "BTC".equals(volume.path("currency").textValue())
                ? WireNumbers.optionalSatoshi(volume.path("value"), "vol.value")
                : null;
    }

    /** Reads {@code value}: {@code display} is rounded, and the scale of {@code value_int} changed over the years. */
    private static BigDecimal price(JsonNode payload, String field, CurrencyPair pair) {
        JsonNode object = payload.path(field);
        if (!object.isObject()) {
            throw new IllegalArgumentException(field + " is missing or not an object");
        }
        if (!pair.quote().code().equals(object.path("currency").textValue())) {
            throw new IllegalArgumentException(field + ".currency is not " + pair.quote());
        }
        String value = object.path("value").textValue();
        if (value == null || !WireNumbers.isPlainDecimal(value)) {
            throw new IllegalArgumentException(field + ".value is not a decimal number in a string");
        }
        return new BigDecimal(value);
    }
}
