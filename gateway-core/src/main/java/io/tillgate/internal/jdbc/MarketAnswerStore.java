package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.SourceState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market_answer}: one node asks the venues, and all nodes know. */
public final class MarketAnswerStore {

    /** Announced after each change; without content, since a listener reads what is new. */
    public static final String CHANNEL = "tillgate_market";

    /** The levels of a book that other nodes get to know; no walk takes more. */
    static final int LEVELS_MAX = 1_000;

    /** The longest reason that other nodes get to know, in characters. */
    static final int REASON_CHARS_MAX = 500;

    /** Who told last, and when. */
    public record Head(MarketAnswer.Key key, Instant toldAt, UUID toldBy) {}

    private static final Sql PUT = Sql.of("""
            INSERT INTO tillgate.market_answer (kind, source, pair, answer, told_at, told_by)
            SELECT told.kind, told.source, told.pair, told.answer::jsonb, :told_at, :told_by
            FROM unnest(:kinds::text[], :sources::text[], :pairs::text[], :answers::text[])
                AS told (kind, source, pair, answer)
            ORDER BY told.kind, told.source, told.pair
            ON CONFLICT (kind, source, pair) DO UPDATE
               SET answer = excluded.answer,
                   told_at = excluded.told_at,
                   told_by = excluded.told_by
            """);

    private static final Sql ANNOUNCE = Sql.of("""
            SELECT pg_notify(:channel, '') IS NULL AS announced
            """);

    private static final Sql HEADS = Sql.of("""
            SELECT kind, source, pair, told_at, told_by
            FROM tillgate.market_answer
            """);

    private static final Sql READ = Sql.of("""
            SELECT a.kind, a.source, a.pair, a.answer
            FROM tillgate.market_answer a
            JOIN unnest(:kinds::text[], :sources::text[], :pairs::text[]) AS wanted (kind, source, pair)
              USING (kind, source, pair)
            """);

    private MarketAnswerStore() {}

    /** Stores the last word of some sources and announces it. */
    public static void put(Connection connection, Collection<MarketAnswer> answers, Instant toldAt, UUID toldBy)
            throws SQLException {
        keys(PUT.on(connection), answers.stream().map(MarketAnswer::key).toList())
                .setArray(
                        "answers",
                        "text",
                        answers.stream().map(MarketAnswerStore::json).toArray())
                .set("told_at", toldAt)
                .set("told_by", toldBy)
                .updateExactly(answers.size());
        ANNOUNCE.on(connection).set("channel", CHANNEL).first(row -> row.text("announced"));
    }

    public static List<Head> heads(Connection connection) throws SQLException {
        return HEADS.on(connection)
                .rows(row -> new Head(
                        new MarketAnswer.Key(
                                row.constant("kind", MarketAnswer.Kind.class), row.text("source"), row.text("pair")),
                        row.instant("told_at"),
                        row.uuid("told_by")));
    }

    public static List<MarketAnswer> read(Connection connection, Collection<MarketAnswer.Key> keys)
            throws SQLException {
        return keys(READ.on(connection), keys).rows(MarketAnswerStore::map);
    }

    private static Sql.Call keys(Sql.Call call, Collection<MarketAnswer.Key> keys) throws SQLException {
        return call.setArray(
                        "kinds",
                        "text",
                        keys.stream().map(key -> key.kind().name()).toArray())
                .setArray(
                        "sources",
                        "text",
                        keys.stream().map(MarketAnswer.Key::source).toArray())
                .setArray(
                        "pairs",
                        "text",
                        keys.stream().map(MarketAnswer.Key::pair).toArray());
    }

    private static String json(MarketAnswer answer) {
        ObjectNode json = MarketJson.object();
        if (answer instanceof MarketAnswer.OfTicker told) {
            SourceState state = told.state();
            if (state.lastTicker() != null) {
                MarketJson.write(state.lastTicker(), json.putObject("ticker"));
            }
            if (state.failingSince() != null) {
                json.put("failing_since", state.failingSince().toString());
                json.put("reason", storable(state.reason()));
                json.put("failures", state.failures());
            }
            if (state.checkReason() != null) {
                json.put("check", storable(state.checkReason()));
            }
        } else if (answer instanceof MarketAnswer.OfBook told) {
            json.put("as_of", told.book().asOf().toString());
            MarketJson.write(best(told.book().bids()), json.putArray("bids"));
            MarketJson.write(best(told.book().asks()), json.putArray("asks"));
        } else {
            MarketJson.write(((MarketAnswer.OfForex) answer).rate(), json);
        }
        return json.toString();
    }

    /** A reason may quote a venue: what jsonb refuses in it would keep the words of all others from being stored. */
    private static @Nullable String storable(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        reason.codePoints()
                .limit(REASON_CHARS_MAX)
                .map(c -> c < ' ' || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static List<OrderBook.Level> best(List<OrderBook.Level> levels) {
        return levels.size() > LEVELS_MAX ? levels.subList(0, LEVELS_MAX) : levels;
    }

    private static MarketAnswer map(Sql.Row row) throws SQLException {
        String source = row.text("source");
        JsonNode json = MarketJson.parse(row.text("answer"), "what " + source + " said");
        MarketAnswer.Kind kind = row.constant("kind", MarketAnswer.Kind.class);
        if (kind == MarketAnswer.Kind.FOREX) {
            return new MarketAnswer.OfForex(MarketJson.forex(json));
        }
        CurrencyPair pair = pair(row.text("pair"));
        if (kind == MarketAnswer.Kind.ORDER_BOOK) {
            return new MarketAnswer.OfBook(new OrderBook(
                    source,
                    pair,
                    MarketJson.levels(json.path("bids")),
                    MarketJson.levels(json.path("asks")),
                    MarketJson.instant(json, "as_of")));
        }
        return new MarketAnswer.OfTicker(new SourceState(
                source,
                pair,
                json.has("ticker") ? MarketJson.ticker(pair, json.path("ticker")) : null,
                json.has("failing_since") ? MarketJson.instant(json, "failing_since") : null,
                json.hasNonNull("reason") ? json.path("reason").asText() : null,
                json.path("failures").asInt(),
                json.hasNonNull("check") ? json.path("check").asText() : null));
    }

    private static CurrencyPair pair(String text) {
        return CurrencyPair.btc(Currency.of(text.substring("BTC-".length())));
    }
}
