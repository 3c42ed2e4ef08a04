package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.Quote;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code quote}: the proof of a price. The evidence keeps decimals as text, to the last digit. */
public final class QuoteStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.quote (
                id, price_currency, price_amount, due_amount, rate, rate_as_of, evidence, quoted_at, expires_at)
            VALUES (
                :id, :price_currency, :price_amount, :due_amount, :rate, :rate_as_of, :evidence::jsonb, :quoted_at,
                :expires_at)
            """);

    private static final Sql BY_ID = Sql.of("""
            SELECT id, price_currency, price_amount, due_amount, rate, rate_as_of, evidence, quoted_at, expires_at
            FROM tillgate.quote
            WHERE id = :id
            """);

    private QuoteStore() {}

    public static void insert(Connection connection, Quote quote) throws SQLException {
        INSERT.on(connection)
                .set("id", quote.id())
                .set("price_currency", quote.price().currency().code())
                .set("price_amount", quote.price().minorUnits())
                .set("due_amount", quote.due().minorUnits())
                .set("rate", quote.rate().price())
                .set("rate_as_of", quote.rate().asOf())
                .set("evidence", evidence(quote.rate()))
                .set("quoted_at", quote.quotedAt())
                .set("expires_at", quote.expiresAt())
                .updateExactly(1);
    }

    public static Optional<Quote> find(Connection connection, UUID id) throws SQLException {
        return BY_ID.on(connection).set("id", id).first(QuoteStore::map);
    }

    private static Quote map(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("price_currency"));
        JsonNode evidence;
        try {
            evidence = JSON.readTree(row.text("evidence"));
        } catch (JsonProcessingException broken) {
            throw new SQLException("the evidence of quote " + row.uuid("id") + " can't be read", broken);
        }
        RatePolicy policy = RatePolicy.DEFAULT
                .withSide(PriceSide.valueOf(evidence.path("side").asText()))
                .withAgeMax(Duration.parse(evidence.path("age_max").asText()));
        CurrencyPair pair = CurrencyPair.btc(currency);
        RateAnswer.Rate rate = new RateAnswer.Rate(
                pair, row.decimal("rate"), row.instant("rate_as_of"), policy, tickers(pair, evidence.path("tickers")));
        return new Quote(
                row.uuid("id"),
                new Money(currency, row.number("price_amount")),
                Money.satoshi(row.number("due_amount")),
                rate,
                row.instant("quoted_at"),
                row.instant("expires_at"));
    }

    private static String evidence(RateAnswer.Rate rate) {
        ObjectNode evidence = JSON.createObjectNode();
        evidence.put("side", rate.policy().side().name());
        evidence.put("age_max", rate.policy().ageMax().toString());
        evidence.put("rounding", "UP");
        ArrayNode tickers = evidence.putArray("tickers");
        for (Ticker ticker : rate.tickers()) {
            ObjectNode node = tickers.addObject();
            node.put("source", ticker.source());
            node.put("kind", ticker.kind().name());
            node.put("bid", ticker.bid().toPlainString());
            node.put("ask", ticker.ask().toPlainString());
            if (ticker.last() != null) {
                node.put("last", ticker.last().toPlainString());
            }
            if (ticker.vwap() != null) {
                node.put("vwap", ticker.vwap().toPlainString());
            }
            node.put("as_of", ticker.asOf().toString());
        }
        return evidence.toString();
    }

    private static List<Ticker> tickers(CurrencyPair pair, JsonNode nodes) {
        List<Ticker> tickers = new ArrayList<>();
        for (JsonNode node : nodes) {
            tickers.add(new Ticker(
                    node.path("source").asText(),
                    pair,
                    TickerKind.valueOf(node.path("kind").asText(TickerKind.MARKET.name())),
                    new BigDecimal(node.path("bid").asText()),
                    new BigDecimal(node.path("ask").asText()),
                    decimalOrNull(node.get("last")),
                    decimalOrNull(node.get("vwap")),
                    null,
                    Instant.parse(node.path("as_of").asText())));
        }
        return tickers;
    }

    private static @Nullable BigDecimal decimalOrNull(@Nullable JsonNode node) {
        return node == null ? null : new BigDecimal(node.asText());
    }
}
