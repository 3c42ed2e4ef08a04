package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of a version 1 ticker. {@code buy} is the bid and {@code sell} the ask (protocol/mtgox.md 5.1).
 */
final class MtGoxTicker {

    /** How far the venue's clock may be ahead of ours. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    /** More characters than any sane price has; bounds the work of reading one. */
    static final int PRICE_CHARS_MAX = 40;

    /** Microseconds of Unix time have 16 until the year 2286; 18 can't overflow. */
    private static final int NOW_CHARS_MAX = 18;

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
        BigDecimal last = payload.path("last").isMissingNode() ? null : price(payload, "last", pair);
        return Ticker.market(source, pair, bid, ask, last, asOf(payload.path("now"), receivedAt));
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
        if (value == null || !isPlainDecimal(value)) {
            throw new IllegalArgumentException(field + ".value is not a decimal number in a string");
        }
        return new BigDecimal(value);
    }

    /** Digits and at most one point among them; no exponent, which would be a number of any size. */
    private static boolean isPlainDecimal(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && points <= 1 && text.length() <= PRICE_CHARS_MAX;
    }

    private static Instant asOf(JsonNode now, Instant receivedAt) {
        Instant told = instant(now.isIntegralNumber() ? now.asText() : now.textValue());
        return told == null || told.isAfter(receivedAt.plus(AHEAD_MAX)) ? receivedAt : told;
    }

    private static @Nullable Instant instant(@Nullable String micros) {
        if (micros == null || micros.isEmpty() || micros.length() > NOW_CHARS_MAX) {
            return null;
        }
        for (int i = 0; i < micros.length(); i++) {
            if (micros.charAt(i) < '0' || micros.charAt(i) > '9') {
                return null;
            }
        }
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
