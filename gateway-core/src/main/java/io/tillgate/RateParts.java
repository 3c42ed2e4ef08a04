package io.tillgate;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.loop.BookPoller;
import io.tillgate.internal.loop.ForexPoller;
import io.tillgate.internal.loop.Leases;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.loop.MarketBoard;
import io.tillgate.internal.loop.RateSampler;
import io.tillgate.internal.loop.TickerPoller;
import io.tillgate.internal.loop.VenueDuty;
import io.tillgate.internal.loop.VenueStreams;
import io.tillgate.rate.ForexSource;
import io.tillgate.rate.OrderBookSource;
import io.tillgate.rate.RateService;
import io.tillgate.rate.TickerSource;
import io.tillgate.rate.TickerStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What keeps the rates of all nodes fed: one node asks each venue, tells the others, and writes the history down. */
final class RateParts {

    /** How soon other nodes know, and how many writes the fastest stream comes to. */
    private static final Duration SHARE_PAUSE = Duration.ofSeconds(1);

    /**
     * Who is asked.
     *
     * @param streams makers of streams by the name of their venue
     */
    record Sources(
            List<TickerSource> tickers,
            List<OrderBookSource> books,
            List<ForexSource> forex,
            Map<String, Supplier<TickerStream>> streams) {

        Set<String> names() {
            Set<String> names = new HashSet<>(streams.keySet());
            tickers.forEach(source -> names.add(source.name()));
            books.forEach(source -> names.add(source.name()));
            forex.forEach(source -> names.add(source.name()));
            return names;
        }
    }

    final List<Loop> loops = new ArrayList<>();

    /** What is closed once the loops are. */
    final List<AutoCloseable> clients = new ArrayList<>();

    private final MarketBoard board;
    private final Loop share;

    RateParts(RateService rates, Sources sources, Database database, UUID node, InstantSource clock) {
        Set<String> names = sources.names();
        board = new MarketBoard(rates, database, names, node, clock);
        sources.tickers().forEach(source -> rates.expect(source.name()));
        Leases leases = new Leases(database, node, leaseNames(names));
        VenueStreams streams = new VenueStreams(sources.streams(), rates.watchedPairs(), board);
        VenueDuty duty = new VenueDuty(leases, board, streams, clock);
        share = new Loop("rates", SHARE_PAUSE, duty::round);
        RateSampler sampler = new RateSampler(rates, database, leases, clock);

        for (TickerSource source : sources.tickers()) {
            loops.add(new TickerPoller(source, rates.watchedPairs(), duty, streams, board).loop());
        }
        if (rates.policy().depth().isPresent()) {
            for (OrderBookSource source : sources.books()) {
                loops.add(new BookPoller(source, rates.watchedPairs(), duty, board).loop());
            }
        }
        for (ForexSource source : sources.forex()) {
            loops.add(new ForexPoller(source, rates.policy().crosses(), duty, board).loop());
        }
        loops.add(new Loop("rate-history", RateSampler.PAUSE, sampler::round));
        loops.add(share);
        clients.add(streams);
        clients.add(leases);
    }

    /** Runs when another node told something. */
    void announced() {
        board.announced();
        share.wake();
    }

    private static Set<String> leaseNames(Set<String> venues) {
        Set<String> names = venues.stream().map(VenueDuty::lease).collect(Collectors.toCollection(HashSet::new));
        names.add(RateSampler.LEASE);
        return names;
    }
}
