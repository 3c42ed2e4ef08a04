package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.Conversion;
import io.tillgate.rate.GeneratedRates;
import io.tillgate.rate.Quote;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateBasis;
import io.tillgate.rate.Ticker;
import io.tillgate.testing.Seeded;
import io.tillgate.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuoteStoreIT {

    private static final int QUOTES = 4_000;

    private static TestPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = TestPostgres.fresh();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void thousands_of_stored_quotes_replay_to_the_satoshi() throws Exception {
        Set<Class<? extends RateBasis>> seen = new HashSet<>();
        try (Connection connection = postgres.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Seeded.forAll(QUOTES, random -> {
                GeneratedRates market = new GeneratedRates(random);
                if (market.next() instanceof RateAnswer.Rate rate) {
                    Quote quote = quote(new UUID(random.nextLong(), random.nextLong()), market, rate);
                    Quote stored = storedAndRead(connection, quote);
                    seen.add(rate.basis().getClass());

                    assertThat(stored.replay()).isEqualTo(stored.due()).isEqualTo(quote.due());
                    assertThat(stored.rate().price()).isEqualByComparingTo(rate.price());
                    assertThat(stored.rate().cut()).hasSameSizeAs(rate.cut());
                    assertThat(stored.rate().times()).isEqualTo(rate.times());
                    assertThat(stored.rate().policy()).isEqualTo(rate.policy());
                }
            });
            connection.commit();
        }
        if (System.getProperty("seed") == null) {
            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            RateBasis.Tickers.class,
                            RateBasis.LastGood.class,
                            RateBasis.Cross.class,
                            RateBasis.Depth.class);
        }
    }

    @Test
    void evidence_that_was_changed_gives_another_amount() throws Exception {
        UUID id = new UUID(7, 7);
        stored(id, "v1-quote.sql");
        postgres.run("UPDATE tillgate.quote SET evidence = jsonb_set(evidence, '{tickers,0,bid}', '\"5.51327\"')"
                + " WHERE id = '" + id + "'");
        Quote quote = find(id);

        assertThat(quote.replay()).isNotEqualTo(quote.due());
    }

    @Test
    void a_quote_of_the_first_release_is_read_and_replays() throws Exception {
        UUID id = new UUID(1, 1);
        stored(id, "v1-quote.sql");
        Quote quote = find(id);

        assertThat(quote.rate().tickers()).extracting(Ticker::source).containsExactly("mtgox");
        assertThat(quote.rate().price()).isEqualByComparingTo("5.51326");
        assertThat(quote.due()).isEqualTo(Money.satoshi(181_380_889));
        assertThat(quote.replay()).isEqualTo(quote.due());
    }

    @Test
    void a_wide_quote_of_the_first_release_replays_too() throws Exception {
        UUID id = new UUID(2, 2);
        stored(id, "v1-quote.sql");
        postgres.run("UPDATE tillgate.quote SET evidence = jsonb_set(evidence, '{tickers,0,ask}', '\"9999\"')"
                + " WHERE id = '" + id + "'");
        Quote quote = find(id);

        assertThat(quote.replay()).isEqualTo(quote.due());
    }

    @Test
    void a_node_of_the_first_release_finds_side_and_age_limit_where_it_looks() throws Exception {
        UUID id = new UUID(3, 3);
        Seeded.forAll(20, random -> {
            GeneratedRates market = new GeneratedRates(random);
            if (market.next() instanceof RateAnswer.Rate rate) {
                try (Connection connection = postgres.dataSource().getConnection()) {
                    connection.setAutoCommit(true);
                    postgres.run("DELETE FROM tillgate.quote WHERE id = '" + id + "'");
                    QuoteStore.insert(connection, quote(id, market, rate));
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
                assertThat(postgres.text("SELECT evidence ->> 'side' FROM tillgate.quote WHERE id = '" + id + "'"))
                        .isEqualTo(rate.policy().side().name());
                assertThat(postgres.text("SELECT evidence ->> 'age_max' FROM tillgate.quote WHERE id = '" + id + "'"))
                        .isEqualTo("PT1M30S");
            }
        });
    }

    @Test
    void evidence_that_this_version_does_not_know_is_told_by_its_basis() throws Exception {
        UUID id = new UUID(4, 4);
        stored(id, "v1-quote.sql");
        postgres.run("UPDATE tillgate.quote SET evidence = evidence || '{\"version\": 2, \"index_use\": \"CHECK\","
                + " \"sources_min\": 1, \"last_good\": {\"age_max\": \"PT0S\"}, \"rate\": {\"basis\": \"ORACLE\","
                + " \"price\": \"1\", \"median\": \"1\", \"as_of\": \"2012-06-01T12:00:00Z\","
                + " \"picked_at\": \"2012-06-01T12:00:00Z\", \"holds_until\": \"2012-06-01T12:00:00Z\"}}'"
                + " WHERE id = '" + id + "'");

        assertThatThrownBy(() -> find(id)).hasMessageContaining("rests on 'ORACLE'");
    }

    private static Quote quote(UUID id, GeneratedRates market, RateAnswer.Rate rate) {
        Money due = Conversion.toBitcoin(market.amount(), rate).to();
        assertThat(due.currency()).isEqualTo(Currency.BTC);
        return new Quote(
                id, market.amount(), due, rate, market.now(), market.now().plusSeconds(900));
    }

    private static Quote storedAndRead(Connection connection, Quote quote) {
        try {
            QuoteStore.insert(connection, quote);
            return QuoteStore.find(connection, quote.id()).orElseThrow();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs a fixture, which names the quote's id as {@code :id}. */
    private static void stored(UUID id, String fixture) throws IOException {
        try (InputStream in = QuoteStoreIT.class.getResourceAsStream("/quotes/" + fixture)) {
            postgres.run(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(":id", id.toString()));
        }
    }

    private static Quote find(UUID id) throws SQLException {
        return new Database(postgres.dataSource())
                .inTransaction(connection -> QuoteStore.find(connection, id))
                .orElseThrow();
    }
}
