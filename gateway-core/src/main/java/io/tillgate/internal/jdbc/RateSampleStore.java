package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateHistory;
import io.tillgate.rate.RateSample;
import io.tillgate.rate.TickerKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code rate_sample}: the history of the price. */
public final class RateSampleStore implements RateHistory {

    /** So long each minute is kept, and after that the first of each quarter of an hour. */
    public static final Duration MINUTES_KEPT = Duration.ofDays(1);

    /** So long each quarter of an hour is kept, and after that the first of each day. */
    public static final Duration QUARTERS_KEPT = Duration.ofDays(31);

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.rate_sample (
                currency, at, price, median, spread_basis_points, standing, sources)
            VALUES (
                :currency, :at, :price, :median, :spread_basis_points, :standing, :sources::jsonb)
            ON CONFLICT (currency, at) DO NOTHING
            """);

    /** Of each step of time the first sample, so that a chart has no more points than it can show. */
    private static final Sql SAMPLES = Sql.of("""
            SELECT DISTINCT ON (step) *
            FROM (
                SELECT date_bin(:step::interval, at, :from) AS step,
                       currency, at, price, median, spread_basis_points, standing, sources
                FROM tillgate.rate_sample
                WHERE currency = :currency
                  AND at >= :from
                  AND at < :to) AS stepped
            ORDER BY step, at
            """);

    /** Of each step of time the first sample stays. */
    private static final Sql THIN = Sql.of("""
            DELETE FROM tillgate.rate_sample s
            USING (
                SELECT currency, at,
                       row_number() OVER (
                           PARTITION BY currency,
                                        date_bin(:step::interval, at, '1970-01-01 00:00:00+00'::timestamptz)
                           ORDER BY at) AS place
                FROM tillgate.rate_sample
                WHERE at < :older_than) AS old
            WHERE s.currency = old.currency
              AND s.at = old.at
              AND old.place > 1
            """);

    private final Database database;

    public RateSampleStore(Database database) {
        this.database = database;
    }

    @Override
    public List<RateSample> samples(CurrencyPair pair, Instant from, Instant to, int pointsMax) {
        if (pointsMax < 1 || pointsMax > POINTS_MAX) {
            throw new IllegalArgumentException("pointsMax is " + pointsMax + ": use 1 to " + POINTS_MAX);
        }
        if (!from.isBefore(to)) {
            return List.of();
        }
        long step = Duration.between(from, to).toSeconds() / pointsMax + 1;
        return database.orThrow(
                "read the history of " + pair,
                connection -> SAMPLES.on(connection)
                        .set("currency", pair.quote().code())
                        .set("from", from)
                        .set("to", to)
                        .set("step", step + " seconds")
                        .rows(RateSampleStore::map));
    }

    /** Stores a sample; false when its minute has one. */
    public static boolean insert(Connection connection, RateSample sample) throws SQLException {
        return INSERT.on(connection)
                        .set("currency", sample.pair().quote().code())
                        .set("at", sample.at())
                        .set("price", sample.price())
                        .set("median", sample.median())
                        .set("spread_basis_points", sample.spreadBasisPoints())
                        .set("standing", sample.standing())
                        .set("sources", sources(sample.sources()))
                        .update()
                == 1;
    }

    /** Deletes what is too old to be kept so closely; gives how many rows. */
    public static int thin(Connection connection, Instant now) throws SQLException {
        int minutes = thin(connection, now.minus(MINUTES_KEPT), "15 minutes");
        return minutes + thin(connection, now.minus(QUARTERS_KEPT), "1 day");
    }

    private static int thin(Connection connection, Instant olderThan, String step) throws SQLException {
        return THIN.on(connection)
                .set("older_than", olderThan)
                .set("step", step)
                .update();
    }

    private static RateSample map(Sql.Row row) throws SQLException {
        CurrencyPair pair = CurrencyPair.btc(Currency.of(row.text("currency")));
        Instant at = row.instant("at");
        return new RateSample(
                pair,
                at,
                row.decimalOrNull("price"),
                row.decimalOrNull("median"),
                row.smallNumber("spread_basis_points"),
                row.constant("standing", RateSample.Standing.class),
                sources(MarketJson.parse(row.text("sources"), "the sample of " + pair + " at " + at)));
    }

    private static String sources(List<RateSample.Source> sources) {
        ArrayNode array = MarketJson.object().putArray("sources");
        for (RateSample.Source source : sources) {
            ObjectNode one = array.addObject();
            one.put("source", source.source());
            one.put("kind", source.kind().name());
            MarketJson.put(one, "bid", source.bid());
            MarketJson.put(one, "ask", source.ask());
            one.put("as_of", source.asOf().toString());
            if (source.cutReason() != null) {
                one.put("cut", source.cutReason());
            }
        }
        return array.toString();
    }

    private static List<RateSample.Source> sources(JsonNode array) {
        List<RateSample.Source> sources = new ArrayList<>();
        for (JsonNode one : array) {
            sources.add(new RateSample.Source(
                    one.path("source").asText(),
                    TickerKind.valueOf(one.path("kind").asText()),
                    MarketJson.decimal(one, "bid"),
                    MarketJson.decimal(one, "ask"),
                    MarketJson.instant(one, "as_of"),
                    one.hasNonNull("cut") ? one.path("cut").asText() : null));
        }
        return sources;
    }
}
