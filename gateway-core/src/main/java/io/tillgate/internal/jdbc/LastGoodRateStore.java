package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of {@code last_good_rate}: what stands in for fresh prices on a node that was just started. */
public final class LastGoodRateStore {

    private static final Sql PUT = Sql.of("""
            INSERT INTO tillgate.last_good_rate AS known (currency, as_of, evidence)
            VALUES (:currency, :as_of, :evidence::jsonb)
            ON CONFLICT (currency) DO UPDATE
               SET as_of = excluded.as_of,
                   evidence = excluded.evidence
             WHERE known.as_of < excluded.as_of
            """);

    private static final Sql ALL = Sql.of("""
            SELECT currency, evidence
            FROM tillgate.last_good_rate
            """);

    private LastGoodRateStore() {}

    /** Keeps a rate unless a newer one is there. */
    public static void put(Connection connection, RateAnswer.Rate rate) throws SQLException {
        PUT.on(connection)
                .set("currency", rate.pair().quote().code())
                .set("as_of", rate.asOf())
                .set("evidence", RateEvidence.write(rate))
                .update();
    }

    public static List<RateAnswer.Rate> all(Connection connection) throws SQLException {
        return ALL.on(connection).rows(row -> {
            CurrencyPair pair = CurrencyPair.btc(Currency.of(row.text("currency")));
            return RateEvidence.read(pair, MarketJson.parse(row.text("evidence"), "the last good rate of " + pair));
        });
    }
}
