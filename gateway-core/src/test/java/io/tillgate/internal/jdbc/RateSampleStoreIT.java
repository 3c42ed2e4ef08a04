package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateHistory;
import io.tillgate.rate.RateSample;
import io.tillgate.rate.TickerKind;
import io.tillgate.testing.TestPostgres;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateSampleStoreIT {

    private static final CurrencyPair PAIR = CurrencyPair.btc(Currency.of("EUR"));
    private static final Instant NOW = Instant.parse("2012-06-30T00:00:00Z");

    private final TestPostgres postgres = TestPostgres.fresh();
    private final Database database = new Database(postgres.dataSource());
    private final RateSampleStore store = new RateSampleStore(database);

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void a_sample_comes_back_with_its_sources_and_what_was_cut() throws SQLException {
        RateSample sample = new RateSample(
                PAIR,
                NOW,
                new BigDecimal("99.50"),
                new BigDecimal("100"),
                50,
                RateSample.Standing.FRESH,
                List.of(source("one", null), source("two", "its price of 9 is far")));
        assertThat(insert(sample)).isTrue();

        assertThat(store.samples(PAIR, NOW, NOW.plusSeconds(1), 10)).containsExactly(sample);
    }

    @Test
    void a_minute_without_a_price_is_kept_as_such() throws SQLException {
        RateSample none = new RateSample(PAIR, NOW, null, null, 0, RateSample.Standing.NONE, List.of());
        insert(none);

        assertThat(store.samples(PAIR, NOW, NOW.plusSeconds(1), 10)).containsExactly(none);
    }

    @Test
    void a_minute_has_one_sample_whoever_comes_first() throws SQLException {
        RateSample none = new RateSample(PAIR, NOW, null, null, 0, RateSample.Standing.NONE, List.of());

        assertThat(insert(none)).isTrue();
        assertThat(insert(none)).isFalse();
    }

    @Test
    void history_is_thinned_with_age_and_bounded() throws SQLException {
        minutes(Duration.ofDays(40));

        thin();

        // A day by the minute, thirty by the quarter of an hour, nine by the day.
        assertThat(count("at >= '2012-06-29 00:00+00'")).isEqualTo(1440);
        assertThat(count("at < '2012-06-29 00:00+00' AND at >= '2012-05-30 00:00+00'"))
                .isEqualTo(30 * 96);
        assertThat(count("at < '2012-05-30 00:00+00'")).isEqualTo(9);
        assertThat(thin()).isZero();
    }

    @Test
    void where_the_quarter_itself_is_missing_its_first_minute_stays() throws SQLException {
        minutes(Duration.ofDays(2));
        postgres.run("DELETE FROM tillgate.rate_sample WHERE at = '2012-06-28 10:15+00'");

        thin();

        assertThat(count("at >= '2012-06-28 10:15+00' AND at < '2012-06-28 10:30+00'"))
                .isEqualTo(1);
    }

    @Test
    void a_chart_gets_no_more_points_than_it_asks_for_the_oldest_first() {
        minutes(Duration.ofHours(10));

        List<RateSample> samples = store.samples(PAIR, NOW.minus(Duration.ofHours(10)), NOW, 100);

        assertThat(samples).hasSizeBetween(90, 100).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(samples.get(0).at()).isEqualTo(NOW.minus(Duration.ofHours(10)));
        assertThat(store.samples(CurrencyPair.btc(Currency.of("SEK")), NOW.minusSeconds(900), NOW, 100))
                .isEmpty();
        assertThat(store.samples(PAIR, NOW, NOW, 100)).isEmpty();
        assertThatThrownBy(() -> store.samples(PAIR, NOW.minusSeconds(1), NOW, RateHistory.POINTS_MAX + 1))
                .hasMessageContaining("use 1 to 2000");
    }

    private void minutes(Duration before) {
        postgres.run("INSERT INTO tillgate.rate_sample (currency, at, price, median, spread_basis_points, standing,"
                + " sources) SELECT 'EUR', at, 100, 100, 0, 'FRESH', '[]' FROM generate_series('"
                + NOW.minus(before) + "'::timestamptz, '" + NOW.minusSeconds(60)
                + "'::timestamptz, '1 minute') AS at");
    }

    private long count(String where) {
        return Long.parseLong(postgres.text("SELECT count(*) FROM tillgate.rate_sample WHERE " + where));
    }

    private int thin() throws SQLException {
        return database.inTransaction(connection -> RateSampleStore.thin(connection, NOW));
    }

    private boolean insert(RateSample sample) throws SQLException {
        return database.inTransaction(connection -> RateSampleStore.insert(connection, sample));
    }

    private static RateSample.Source source(String name, String cutReason) {
        return new RateSample.Source(
                name,
                TickerKind.MARKET,
                new BigDecimal("100"),
                new BigDecimal("100.10"),
                NOW.minusSeconds(3),
                cutReason);
    }
}
