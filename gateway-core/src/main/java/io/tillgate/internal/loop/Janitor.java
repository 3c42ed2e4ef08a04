package io.tillgate.internal.loop;

import io.tillgate.internal.intake.ParkedMatcher;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTransitions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Resolves what is overdue: open orders whose time is over, notifications whose order appeared. */
public final class Janitor {

    private static final int ORDERS_MAX = 200;

    private final Database database;
    private final OrderTransitions transitions;
    private final OrderLedger ledger;
    private final ParkedMatcher parked;
    private final InstantSource clock;

    public Janitor(
            Database database,
            OrderTransitions transitions,
            OrderLedger ledger,
            ParkedMatcher parked,
            InstantSource clock) {
        this.database = database;
        this.transitions = transitions;
        this.ledger = ledger;
        this.parked = parked;
        this.clock = clock;
    }

    /** One bounded piece of each kind of work. */
    public Loop.Next round() throws SQLException {
        int expired = expireOverdue();
        int matched = parked.matchAll();
        return expired == ORDERS_MAX || matched > 0 ? Loop.Next.AT_ONCE : Loop.Next.AFTER_PAUSE;
    }

    private int expireOverdue() throws SQLException {
        return database.inTransaction(connection -> {
            Instant now = clock.instant();
            List<OrderId> overdue = OrderLedger.lockOverdue(connection, now, ORDERS_MAX);
            if (overdue.isEmpty()) {
                return 0;
            }
            Collection<OrderDraft> drafts =
                    OrderLedger.lock(connection, overdue).values();
            for (OrderDraft draft : drafts) {
                draft.derive(transitions, now, OrderDraft.Cause.of("the time to pay is over", "janitor"));
            }
            ledger.write(connection, drafts, now);
            return overdue.size();
        });
    }
}
