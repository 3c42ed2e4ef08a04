package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OutboxStore;
import io.tillgate.internal.jdbc.OutboxStore.Claim;
import io.tillgate.internal.jdbc.OutboxStore.Claimed;
import io.tillgate.internal.jdbc.OutboxStore.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
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

    private static final int EVENTS_MAX = 50;

    /** How long the events of a node that died wait for another; a node that lives renews it. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** For how long the notes of deliveries are gathered, so that a rush costs one for many; a crash repeats these at most. */
    private static final Duration NOTES_GATHERED = Duration.ofMillis(100);

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
        this.claim = new Claim(consumer.name(), EVENTS_MAX, confirmationHold);
        this.clock = clock;
    }

    /** Delivers what is due. */
    public Loop.Next round() throws SQLException, InterruptedException {
        Lease lease = Lease.from(clock.instant(), LEASE);
        List<Claimed> claimed = database.inTransaction(connection -> OutboxStore.claim(connection, claim, lease));
        deliver(claimed, lease);
        // An order's next event becomes due once its first is delivered.
        return claimed.isEmpty() ? Loop.Next.AFTER_PAUSE : Loop.Next.AT_ONCE;
    }

    private void deliver(List<Claimed> claimed, Lease first) throws SQLException, InterruptedException {
        Deque<Claimed> rest = new ArrayDeque<>(claimed);
        List<Long> delivered = new ArrayList<>();
        Instant noted = first.since();
        Lease lease = first;
        try {
            while (!rest.isEmpty()) {
                Instant now = clock.instant();
                if (now.isAfter(noted.plus(NOTES_GATHERED))) {
                    note(delivered);
                    noted = now;
                }
                if (lease.isHalfOver(now)) {
                    lease = renew(rest, lease, Lease.from(now, LEASE));
                }
                Claimed next = rest.poll();
                if (next != null && !deliver(next)) {
                    delivered.add(next.event().id());
                }
            }
        } finally {
            note(delivered);
        }
    }

    /** Leaves only those that no other node took meanwhile. */
    private Lease renew(Deque<Claimed> rest, Lease before, Lease renewed) throws SQLException {
        List<Long> ids = rest.stream().map(one -> one.event().id()).toList();
        Set<Long> ours = database.inTransaction(connection -> OutboxStore.renew(connection, ids, before, renewed));
        rest.removeIf(one -> !ours.contains(one.event().id()));
        return renewed;
    }

    private void note(List<Long> delivered) throws SQLException {
        if (!delivered.isEmpty()) {
            database.inTransaction(connection -> OutboxStore.delivered(connection, delivered, clock.instant()));
            delivered.clear();
        }
    }

    /** Gives whether there is nothing left to note: neither a delivery nor a refusal. */
    private boolean deliver(Claimed claimed) throws SQLException, InterruptedException {
        try {
            return consumer.deliver(claimed.event());
        } catch (InterruptedException stopping) {
            noteRefusal(claimed, stopping);
            throw stopping;
        } catch (Exception | Error refused) {
            // An Error too: a listener that lacks a class of its own must not silence all others.
            noteRefusal(claimed, refused);
            return true;
        }
    }

    private void noteRefusal(Claimed claimed, Throwable refused) throws SQLException {
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
