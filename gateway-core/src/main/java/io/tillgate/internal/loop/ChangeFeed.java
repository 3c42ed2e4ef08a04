package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.MarketAnswerStore;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes on every node: holds one connection that LISTENs. Only wakes somebody earlier; whoever is woken reads
 * the truth from the tables, and whoever is not woken looks there by the clock.
 */
public final class ChangeFeed implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** A listener only reads, so it would never notice that the other end is gone: it has to ask. */
    private static final Duration PROOF_OF_LIFE_EVERY = Duration.ofSeconds(5);

    private static final Duration PROOF_OF_LIFE_WAIT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    private final DataSource dataSource;
    private final OrderWatch watch;
    private final Runnable marketListener;
    private final Loop loop;
    private volatile boolean running = true;

    /** @param marketListener runs when a node told what a venue said */
    public ChangeFeed(DataSource dataSource, OrderWatch watch, Runnable marketListener) {
        this.dataSource = dataSource;
        this.watch = watch;
        this.marketListener = marketListener;
        this.loop = new Loop("change-feed", PAUSE_AFTER_FAILURE, this::listen);
    }

    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        running = false;
        loop.close();
    }

    private Loop.Next listen() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            int waitOfTheHost = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) PROOF_OF_LIFE_WAIT.toMillis());
            PGConnection postgres = connection.unwrap(PGConnection.class);
            execute(connection, "LISTEN " + OrderLedger.CHANNEL + "; LISTEN " + MarketAnswerStore.CHANNEL);
            // Whatever happened before this moment was not announced to us.
            watch.anyMayHaveChanged();
            marketListener.run();
            try {
                long proven = System.nanoTime();
                while (running) {
                    PGNotification[] heard = postgres.getNotifications((int) WAIT.toMillis());
                    for (PGNotification one : heard) {
                        if (one.getName().equals(MarketAnswerStore.CHANNEL)) {
                            marketListener.run();
                        } else {
                            tell(one.getParameter());
                        }
                    }
                    if (System.nanoTime() - proven > PROOF_OF_LIFE_EVERY.toNanos()) {
                        execute(connection, "SELECT 1");
                        proven = System.nanoTime();
                    }
                }
            } finally {
                if (!connection.isClosed()) {
                    execute(connection, "UNLISTEN " + OrderLedger.CHANNEL + "; UNLISTEN " + MarketAnswerStore.CHANNEL);
                    connection.setNetworkTimeout(Runnable::run, waitOfTheHost);
                }
            }
        } catch (SQLException failure) {
            if (running) {
                LOG.warn("listening for changes failed, it is tried again: {}", failure.getMessage());
            }
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void tell(String payload) {
        if (payload.equals("*")) {
            watch.anyMayHaveChanged();
            return;
        }
        List<OrderId> ids = new ArrayList<>();
        for (String id : payload.split(",", -1)) {
            try {
                ids.add(new OrderId(UUID.fromString(id)));
            } catch (IllegalArgumentException notOurs) {
                LOG.warn("heard an announcement that is not ours on {}", OrderLedger.CHANNEL);
                return;
            }
        }
        watch.changed(ids);
    }
}
