package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Quote;
import io.tillgate.rate.RateAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code quote}: the proof of a price. The evidence keeps decimals as text, to the last digit. */
public final class QuoteStore {

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
                .set("evidence", RateEvidence.write(quote.rate()))
                .set("quoted_at", quote.quotedAt())
                .set("expires_at", quote.expiresAt())
                .updateExactly(1);
    }

    public static Optional<Quote> find(Connection connection, UUID id) throws SQLException {
        return BY_ID.on(connection).set("id", id).first(QuoteStore::map);
    }

    private static Quote map(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("price_currency"));
        CurrencyPair pair = CurrencyPair.btc(currency);
        JsonNode evidence = MarketJson.parse(row.text("evidence"), "the evidence of quote " + row.uuid("id"));
        RateAnswer.Rate rate = RateEvidence.isCurrent(evidence)
                ? RateEvidence.read(pair, evidence)
                : FirstEvidence.read(pair, row.decimal("rate"), row.instant("rate_as_of"), evidence);
        return new Quote(
                row.uuid("id"),
                new Money(currency, row.number("price_amount")),
                Money.satoshi(row.number("due_amount")),
                rate,
                row.instant("quoted_at"),
                row.instant("expires_at"));
    }
}
