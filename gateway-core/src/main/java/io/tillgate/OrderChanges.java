package io.tillgate;

import io.tillgate.internal.jdbc.MetricStore;
import io.tillgate.internal.metric.MetricText;
import io.tillgate.order.OrderStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts the changes of status of all nodes since this one was made, from the journal: each scrape reads what came since the
 * last one. Safe for use by many threads.
 */
final class OrderChanges {

    /** No transaction that writes to the journal takes this long, so that none is overlooked. */
    static final Duration SETTLE = Duration.ofMinutes(1);

    /** After a long pause it catches up in steps, so that no scrape is slow. */
    static final Duration STEP_MAX = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
    private Instant readUpTo;

    OrderChanges(InstantSource clock) {
        this.clock = clock;
        this.readUpTo = clock.instant();
    }

    /** Reads on and appends the counts. */
    synchronized void writeTo(MetricText text, Connection connection) throws SQLException {
        Instant to = clock.instant().minus(SETTLE);
        Instant step = readUpTo.plus(STEP_MAX);
        Instant until = to.isBefore(step) ? to : step;
        if (until.isAfter(readUpTo)) {
            MetricStore.changes(connection, readUpTo, until)
                    .forEach((status, changes) -> counts.merge(OrderStatus.valueOf(status), changes, Long::sum));
            readUpTo = until;
        }
        text.counter(
                "tillgate_order_changes_total",
                "Changes of orders to a status on all nodes, a minute late, since this node started: take the maximum over"
                        + " nodes, not the sum.");
        for (OrderStatus status : OrderStatus.values()) {
            text.value(Map.of("status", status.name()), counts.getOrDefault(status, 0L));
        }
    }
}
