package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.LeaseStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node does for all nodes. Renewed every few seconds; the leases of a node that died pass on, and a node that lost
 * Postgres knows by its own clock when it must stop. Safe for use by many threads.
 */
public final class Leases implements AutoCloseable {

    static final Duration LENGTH = Duration.ofSeconds(20);

    /** So many times a lease is renewed before it ends. */
    private static final int RENEWALS = 4;

    /** A holder stops a tenth of the length before Postgres lets others begin. */
    private static final int MARGIN_PART = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Database database;
    private final UUID node;
    private final Set<String> names;
    private final Duration length;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Held held;

    public Leases(Database database, UUID node, Set<String> names) {
        this(database, node, names, LENGTH);
    }

    Leases(Database database, UUID node, Set<String> names, Duration length) {
        this.database = database;
        this.node = node;
        this.names = Set.copyOf(names);
        this.length = length;
    }

    /** Runs after leases were won or lost, on the thread of the renewal. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether this node is the one to do it, right now. */
    boolean holds(String name) {
        Held now = held;
        return now != null
                && now.names().contains(name)
                && now.sinceNanos(System.nanoTime())
                        < length.minus(length.dividedBy(MARGIN_PART)).toNanos();
    }

    /** Renews what is held and takes what is free, where it is time to. */
    void round() throws SQLException {
        Held before = held;
        long asked = System.nanoTime();
        boolean renewed = before != null
                && before.sinceNanos(asked) < length.dividedBy(RENEWALS).toNanos();
        if (names.isEmpty() || renewed) {
            return;
        }
        Set<String> now = database.inTransaction(connection -> LeaseStore.take(connection, names, node, length));
        held = new Held(now, asked);
        Set<String> then = before == null ? Set.of() : before.names();
        if (!now.equals(then)) {
            tell(then, now);
            listeners.forEach(Runnable::run);
        }
    }

    /** Gives everything up, so that another node goes on at once. */
    @Override
    public void close() {
        Held before = held;
        if (before == null || before.names().isEmpty()) {
            return;
        }
        held = null;
        try {
            database.inTransaction(connection -> LeaseStore.release(connection, node));
        } catch (SQLException failure) {
            LOG.info("leases of this node were not given up, they end in {}: {}", length, failure.getMessage());
        }
    }

    private static void tell(Set<String> before, Set<String> now) {
        Set<String> lost = new HashSet<>(before);
        lost.removeAll(now);
        Set<String> won = new HashSet<>(now);
        won.removeAll(before);
        LOG.info("this node does {} for all nodes; new {}, lost {}", now, won, lost);
    }

    /** What was held when it was last asked for. */
    private record Held(Set<String> names, long askedNanos) {
        long sinceNanos(long now) {
            return now - askedNanos;
        }
    }
}
