package io.tillgate.internal.loop;

import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderListener;
import io.tillgate.event.TransactionalOrderListener;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.GuardedConnection;
import io.tillgate.internal.jdbc.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** Somebody who gets each event. */
public interface Consumer {

    /** Names the consumer in the outbox; must stay the same over restarts. */
    String name();

    /**
     * Returns once the event is handed over; an exception means that it must come again.
     *
     * @return whether the delivery is noted already, with what the listener wrote; the caller notes it otherwise
     */
    boolean deliver(OrderEvent event) throws Exception;

    /** A listener without a transaction: handed over first, noted then, so that a crash between repeats it. */
    static Consumer atLeastOnce(String name, OrderListener listener) {
        return new Consumer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean deliver(OrderEvent event) throws Exception {
                listener.onEvent(event);
                return false;
            }
        };
    }

    /** A listener that writes with the very transaction that notes the delivery. */
    static Consumer exactlyOnce(
            String name, TransactionalOrderListener listener, Database database, InstantSource clock) {
        return new Consumer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean deliver(OrderEvent event) throws Exception {
                database.inTransaction(connection -> {
                    // Taking the row's lock first keeps another node, whose lease began after ours ended, out.
                    return OutboxStore.delivered(connection, event.id(), clock.instant())
                            && handOver(event, connection);
                });
                return true;
            }

            private boolean handOver(OrderEvent event, Connection connection) throws SQLException {
                try {
                    listener.onEvent(event, GuardedConnection.of(connection));
                    return true;
                } catch (SQLException | RuntimeException refused) {
                    throw refused;
                } catch (Exception refused) {
                    throw new SQLException("the transactional listener refused the event", refused);
                }
            }
        };
    }
}
