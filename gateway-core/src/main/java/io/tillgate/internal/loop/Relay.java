package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OutboxStore;
import io.tillgate.internal.jdbc.OutboxStore.Claim;
import io.tillgate.internal.jdbc.OutboxStore.Claimed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one consumer: in order per order, whichever node gets to it. A delivery that fails comes again
 * after a pause that doubles, with jitter, up to an hour; after too many it is parked for a person.
 */
public final class Relay {

    /** Refusals until an event is parked; with the doubling pause this takes about two and a half hours. */
    public static final int ATTEMPTS_MAX = 14;

    private static final int EVENTS_MAX = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Database database;
    private final Consumer consumer;
    private final Claim claim;
    private final InstantSource clock;

    public Relay(Database database, Consumer consumer, Duration confirmationHold, InstantSource clock) {
        this.database = database;
        this.consumer = consumer;
        this.claim = new Claim(consumer.name(), LEASE, EVENTS_MAX, confirmationHold);
        this.clock = clock;
    }

    /** Delivers what is due. */
    public Loop.Next round() throws SQLException {
        List<Claimed> claimed =
                database.inTransaction(connection -> OutboxStore.claim(connection, claim, clock.instant()));
        for (Claimed one : claimed) {
            deliver(one);
        }
        // An order's next event becomes due once its first is delivered.
        return claimed.isEmpty() ? Loop.Next.AFTER_PAUSE : Loop.Next.AT_ONCE;
    }

    private void deliver(Claimed claimed) throws SQLException {
        try {
            consumer.deliver(claimed.event());
        } catch (Exception refused) {
            noteRefusal(claimed, refused);
        }
    }

    private void noteRefusal(Claimed claimed, Exception refused) throws SQLException {
        long id = claimed.event().id();
        Instant now = clock.instant();
        Instant next = now.plus(pause(claimed.attempts()));
        @Nullable Instant parkedAt = claimed.attempts() >= ATTEMPTS_MAX ? now : null;
        LOG.warn(
                "{} refused event {} of order {} (attempt {}), {}",
                consumer.name(),
                id,
                claimed.event().orderId(),
                claimed.attempts(),
                parkedAt == null ? "it comes again at " + next : "it is parked",
                refused);
        String error = refused.getClass().getName() + ": " + refused.getMessage();
        database.inTransaction(connection -> {
            OutboxStore.failed(connection, id, next, parkedAt, error);
            return id;
        });
    }

    private static Duration pause(int attempts) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 20);
        long bounded = Math.min(doubled, PAUSE_MAX.toMillis());
        return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }
}
