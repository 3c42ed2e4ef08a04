package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.ForexRate;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What venues say as JSON. Decimals are text, to the last digit. */
final class MarketJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MarketJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode parse(String text, String what) throws SQLException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new SQLException(what + " can't be read", broken);
        }
    }

    static ObjectNode write(Ticker ticker, ObjectNode json) {
        json.put("source", ticker.source());
        json.put("kind", ticker.kind().name());
        put(json, "bid", ticker.bid());
        put(json, "ask", ticker.ask());
        if (ticker.last() != null) {
            put(json, "last", ticker.last());
        }
        if (ticker.vwap() != null) {
            put(json, "vwap", ticker.vwap());
        }
        if (ticker.volume() != null) {
            json.put("volume", ticker.volume());
        }
        json.put("as_of", ticker.asOf().toString());
        return json;
    }

    static Ticker ticker(CurrencyPair pair, JsonNode json) {
        return new Ticker(
                json.path("source").asText(),
                pair,
                TickerKind.valueOf(json.path("kind").asText(TickerKind.MARKET.name())),
                decimal(json, "bid"),
                decimal(json, "ask"),
                decimalOrNull(json.get("last")),
                decimalOrNull(json.get("vwap")),
                json.hasNonNull("volume") ? json.path("volume").asLong() : null,
                instant(json, "as_of"));
    }

    static ObjectNode write(ForexRate.Told rate, ObjectNode json) {
        json.put("source", rate.source());
        json.put("base", rate.base().code());
        json.put("quote", rate.quote().code());
        put(json, "bid", rate.bid());
        put(json, "ask", rate.ask());
        json.put("as_of", rate.asOf().toString());
        return json;
    }

    static ForexRate.Told forex(JsonNode json) {
        return new ForexRate.Told(
                json.path("source").asText(),
                Currency.of(json.path("base").asText()),
                Currency.of(json.path("quote").asText()),
                decimal(json, "bid"),
                decimal(json, "ask"),
                instant(json, "as_of"));
    }

    /** Levels as pairs of a price and satoshis. */
    static void write(List<OrderBook.Level> levels, ArrayNode json) {
        for (OrderBook.Level level : levels) {
            json.addArray().add(level.price().toPlainString()).add(level.satoshi());
        }
    }

    static List<OrderBook.Level> levels(JsonNode json) {
        List<OrderBook.Level> levels = new ArrayList<>(json.size());
        for (JsonNode level : json) {
            levels.add(new OrderBook.Level(
                    new BigDecimal(level.path(0).asText()), level.path(1).asLong()));
        }
        return levels;
    }

    static void put(ObjectNode json, String field, BigDecimal decimal) {
        json.put(field, decimal.toPlainString());
    }

    static BigDecimal decimal(JsonNode json, String field) {
        return new BigDecimal(json.path(field).asText());
    }

    static Instant instant(JsonNode json, String field) {
        return Instant.parse(json.path(field).asText());
    }

    private static @Nullable BigDecimal decimalOrNull(@Nullable JsonNode json) {
        return json == null ? null : new BigDecimal(json.asText());
    }
}
