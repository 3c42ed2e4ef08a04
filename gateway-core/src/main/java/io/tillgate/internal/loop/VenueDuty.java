package io.tillgate.internal.loop;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether it is this node's turn to ask a venue. One node asks for all; a node that can't reach Postgres loses its leases by
 * its own clock and stops, so that a venue never meets two askers. Nothing can be sold while Postgres is away, and the last
 * good price bridges some minutes on the shop's pages.
 */
public final class VenueDuty {

    private final Leases leases;
    private final MarketBoard board;
    private final VenueStreams streams;
    private final InstantSource clock;

    public VenueDuty(Leases leases, MarketBoard board, VenueStreams streams, InstantSource clock) {
        this.leases = leases;
        this.board = board;
        this.streams = streams;
        this.clock = clock;
    }

    /** The name of the lease on a venue: on asking it for tickers and books, and on listening to its stream. */
    public static String lease(String venue) {
        return "venue " + venue;
    }

    /** Shares what is known, then takes on what nobody does. */
    public Loop.Next round() throws SQLException {
        board.round();
        leases.round();
        streams.follow(leases);
        return Loop.Next.AFTER_PAUSE;
    }

    /** Runs when this node's duties changed. */
    public void onChange(Runnable listener) {
        leases.onChange(listener);
    }

    /** Whether to ask the venue now: not while another node asked it less than an interval ago. */
    boolean isOurs(String venue, Duration politeInterval) {
        if (!leases.holds(lease(venue))) {
            return false;
        }
        Instant heard = board.lastHeardElsewhere(venue);
        return heard.equals(Instant.MIN) || !heard.plus(politeInterval).isAfter(clock.instant());
    }
}
