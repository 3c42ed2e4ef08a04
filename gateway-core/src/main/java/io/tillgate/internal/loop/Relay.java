package io.tillgate.internal.loop;

import io.tillgate.event.OrderListener;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OutboxStore;
import io.tillgate.internal.jdbc.OutboxStore.Claimed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the outbox to the shop's listener: at least once, in order per order, whichever node gets to it. A delivery
 * that fails comes again after a pause that doubles, with jitter, up to an hour.
 */
public final class Relay {

    private static final int EVENTS_MAX = 50;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Database database;
    private final OrderListener listener;
    private final InstantSource clock;

    public Relay(Database database, OrderListener listener, InstantSource clock) {
        this.database = database;
        this.listener = listener;
        this.clock = clock;
    }

    /** Delivers what is due. */
    public Loop.Next round() throws SQLException {
        List<Claimed> claimed =
                database.inTransaction(connection -> OutboxStore.claim(connection, clock.instant(), LEASE, EVENTS_MAX));
        for (Claimed one : claimed) {
            deliver(one);
        }
        // An order's next event becomes due once its first is delivered.
        return claimed.isEmpty() ? Loop.Next.AFTER_PAUSE : Loop.Next.AT_ONCE;
    }

    private void deliver(Claimed claimed) throws SQLException {
        long id = claimed.event().id();
        try {
            listener.onEvent(claimed.event());
        } catch (Exception refused) {
            Instant next = clock.instant().plus(pause(claimed.attempts()));
            LOG.warn(
                    "the listener refused event {} of order {} (attempt {}), it comes again at {}",
                    id,
                    claimed.event().orderId(),
                    claimed.attempts(),
                    next,
                    refused);
            String error = refused.getClass().getName() + ": " + refused.getMessage();
            database.inTransaction(connection -> {
                OutboxStore.failed(connection, id, next, error);
                return id;
            });
            return;
        }
        database.inTransaction(connection -> OutboxStore.delivered(connection, id, clock.instant()));
    }

    private static Duration pause(int attempts) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 20);
        long bounded = Math.min(doubled, PAUSE_MAX.toMillis());
        return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }
}
