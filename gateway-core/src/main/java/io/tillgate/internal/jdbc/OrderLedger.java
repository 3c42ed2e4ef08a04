package io.tillgate.internal.jdbc;

import io.tillgate.internal.jdbc.NotificationStore.NewNotification;
import io.tillgate.internal.jdbc.OrderStore.LockedOrder;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.PaymentState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one place that writes what became of orders: payments, state, journal and outbox, for any number of orders with one
 * statement each. Lock with {@link #lock}, change the drafts in memory, then {@link #write}, all in one transaction.
 */
public final class OrderLedger {

    /** The channel on which every change is announced; the payload lists order ids, or is "*" for very many. */
    public static final String CHANNEL = "tillgate_order";

    /**
     * One look into the index for each order. With {@code = ANY}, a plan made while the table was small reads all of it, and
     * a connection keeps such a plan until the table is analyzed; OFFSET 0 keeps the planner from turning this into that.
     */
    private static final Sql PAYMENTS = Sql.of("""
            SELECT p.order_id, p.payment_id, p.sequence, p.state, p.currency, p.confirmed_amount, p.pending_amount,
                   p.occurred_at
            FROM unnest(:ids::uuid[]) AS wanted (id)
            CROSS JOIN LATERAL (SELECT * FROM tillgate.payment WHERE order_id = wanted.id OFFSET 0) AS p
            """);

    /**
     * For the rest of the transaction, whose statements look up single rows by their keys: Postgres would plan them anew
     * each time, since a plan for few rows looks cheaper than the one it keeps, and that takes longer than to run them. A
     * kept plan must fit a table that grew since, so it uses the indexes however small the table was.
     */
    private static final Sql KEEP_PLANS = Sql.of("""
            SELECT set_config('plan_cache_mode', 'force_generic_plan', true)
                || set_config('enable_seqscan', 'off', true) AS kept
            """);

    private final DraftWriter writer;

    /** Writes each event once for each of these consumers of events. */
    public OrderLedger(List<String> consumers) {
        this.writer = new DraftWriter(consumers);
    }

    /**
     * Locks the orders in id order and loads their facts. Ids that do not exist are left out; other attempts of the same
     * references are locked along, since money on one concerns all.
     */
    public static Map<OrderId, OrderDraft> lock(Connection connection, Collection<OrderId> ids) throws SQLException {
        Locked locked = lockAndRead(connection, ids);
        if (locked.orders().stream().anyMatch(LockedOrder::hasOtherAttempts)) {
            // Rare. Locking more, out of order, can end in a deadlock: Postgres resolves it, and the work is done
            // again.
            locked = lockAndRead(connection, OrderStore.withOtherAttempts(connection, ids));
        }
        Map<OrderId, List<PaymentFact>> facts = new HashMap<>();
        locked.payments()
                .forEach(payment -> facts.computeIfAbsent(payment.order(), id -> new ArrayList<>())
                        .add(payment.fact()));
        Map<OrderId, OrderDraft> drafts = new HashMap<>();
        for (LockedOrder row : locked.orders()) {
            OrderId id = row.order().id();
            drafts.put(id, new OrderDraft(row, facts.getOrDefault(id, List.of())));
        }
        introduceAttempts(drafts.values());
        return drafts;
    }

    /**
     * In one trip, though not in one statement: that would read the facts as they were before it waited for the locks,
     * and so miss those of the transaction that it waited for.
     */
    private static Locked lockAndRead(Connection connection, Collection<OrderId> ids) throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        pipeline.add(KEEP_PLANS.on(connection));
        List<LockedOrder> orders = OrderStore.lock(pipeline, ids);
        List<OwnedFact> payments = pipeline.query(payments(connection, ids), OwnedFact::new);
        pipeline.run();
        return new Locked(orders, payments);
    }

    private static void introduceAttempts(Collection<OrderDraft> drafts) {
        Map<String, List<OrderDraft>> byReference = new HashMap<>();
        for (OrderDraft draft : drafts) {
            byReference
                    .computeIfAbsent(draft.stored().reference(), reference -> new ArrayList<>(1))
                    .add(draft);
        }
        for (List<OrderDraft> attempts : byReference.values()) {
            for (OrderDraft draft : attempts) {
                draft.otherAttempts(
                        attempts.stream().filter(other -> other != draft).toList());
            }
        }
    }

    /** Open orders whose time is over, oldest first, that no other node works on; locked until the transaction ends. */
    public static List<OrderId> lockOverdue(Connection connection, Instant now, int ordersMax) throws SQLException {
        return OrderStore.lockOverdue(connection, now, ordersMax);
    }

    private static Sql.Call payments(Connection connection, Collection<OrderId> ids) throws SQLException {
        return PAYMENTS.on(connection).setArray("ids", "uuid", OrderStore.values(ids));
    }

    /** Stores what the drafts collected, and announces it with the commit. Drafts without a change cost nothing. */
    public void write(Connection connection, Collection<OrderDraft> drafts, Instant now) throws SQLException {
        write(connection, drafts, List.of(), now);
    }

    /** The same, along with the notifications that caused it, in one trip to the database. */
    public void write(
            Connection connection, Collection<OrderDraft> drafts, List<NewNotification> notifications, Instant now)
            throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        writer.add(pipeline, drafts, now);
        NotificationStore.insert(pipeline, notifications);
        pipeline.run();
    }

    private record Locked(List<LockedOrder> orders, List<OwnedFact> payments) {}

    private record OwnedFact(OrderId order, PaymentFact fact) {
        OwnedFact(Sql.Row row) throws SQLException {
            this(new OrderId(row.uuid("order_id")), OrderLedger.fact(row));
        }
    }

    static PaymentFact fact(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("currency"));
        return new PaymentFact(
                row.text("payment_id"),
                row.constant("state", PaymentState.class),
                new Money(currency, row.number("confirmed_amount")),
                new Money(currency, row.number("pending_amount")),
                row.number("sequence"),
                row.instant("occurred_at"));
    }
}
