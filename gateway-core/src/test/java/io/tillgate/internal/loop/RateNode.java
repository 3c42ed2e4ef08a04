package io.tillgate.internal.loop;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateService;
import io.tillgate.rate.TickerSource;
import io.tillgate.rate.TickerStream;
import io.tillgate.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What keeps the rates of one node fed, moved by hand. */
final class RateNode {

    static final Duration LEASE = Duration.ofMillis(600);
    static final Duration CHECK_EVERY = Duration.ofMillis(400);

    final RateService rates;
    final Leases leases;
    final VenueDuty duty;
    final RateSampler sampler;

    private final MarketBoard board;
    private final VenueStreams streams;
    private final TickerPoller poller;

    RateNode(
            TestPostgres postgres,
            CurrencyPair pair,
            TickerSource source,
            Map<String, Supplier<TickerStream>> streamMakers,
            InstantSource clock) {
        Database database = new Database(postgres.dataSource());
        UUID id = new Uuid7(clock).next();
        rates = new RateService(Set.of(pair), RatePolicy.DEFAULT, clock);
        board = new MarketBoard(rates, database, Set.of(source.name()), id, clock);
        leases = new Leases(database, id, Set.of(VenueDuty.lease(source.name()), RateSampler.LEASE), LEASE);
        streams = new VenueStreams(streamMakers, rates.watchedPairs(), board);
        duty = new VenueDuty(leases, board, streams, clock);
        poller = new TickerPoller(source, rates.watchedPairs(), duty, streams, board, CHECK_EVERY);
        sampler = new RateSampler(rates, database, leases, clock);
    }

    /** Shares and leases, then asks where it is this node's turn. */
    void round() throws SQLException {
        board.announced();
        duty.round();
        poller.round();
    }

    void stop() {
        streams.close();
        leases.close();
    }
}
