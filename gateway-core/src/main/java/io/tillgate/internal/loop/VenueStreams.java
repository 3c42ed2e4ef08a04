package io.tillgate.internal.loop;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.TickerStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps the streams of those venues open that this node listens to for all nodes. */
public final class VenueStreams implements AutoCloseable {

    private final Map<String, Supplier<TickerStream>> makers;
    private final Set<CurrencyPair> pairs;
    private final MarketBoard board;
    private final Map<String, TickerStream> open = new ConcurrentHashMap<>();

    /** @param makers by the name of the venue; each makes a new stream, since a closed one stays closed */
    public VenueStreams(Map<String, Supplier<TickerStream>> makers, Set<CurrencyPair> pairs, MarketBoard board) {
        this.makers = Map.copyOf(makers);
        this.pairs = Set.copyOf(pairs);
        this.board = board;
    }

    /** Whether the venue tells of the pair by itself, so that nobody need ask. */
    boolean live(String venue, CurrencyPair pair) {
        TickerStream stream = open.get(venue);
        return stream != null && stream.live(pair);
    }

    /** Opens and closes streams as the leases say. */
    void follow(Leases leases) {
        makers.forEach((venue, maker) -> {
            boolean ours = leases.holds(VenueDuty.lease(venue));
            TickerStream stream = open.get(venue);
            if (ours && stream == null) {
                TickerStream opened = maker.get();
                open.put(venue, opened);
                opened.open(pairs, (pair, answer) -> board.heard(pair, venue, answer));
            } else if (!ours && stream != null) {
                open.remove(venue);
                stream.close();
            }
        });
    }

    @Override
    public void close() {
        open.values().forEach(TickerStream::close);
        open.clear();
    }
}
