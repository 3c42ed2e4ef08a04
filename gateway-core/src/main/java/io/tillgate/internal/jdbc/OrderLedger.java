package io.tillgate.internal.jdbc;

import io.tillgate.internal.jdbc.OrderDraft.NewEvent;
import io.tillgate.internal.jdbc.OrderDraft.NewJournalEntry;
import io.tillgate.internal.jdbc.OrderDraft.NewPayment;
import io.tillgate.internal.jdbc.OrderStore.LockedOrder;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
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
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The one place that writes what became of orders: payments, state, journal and outbox, for any number of orders with one
 * statement each. Lock with {@link #lock}, change the drafts in memory, then {@link #write}, all in one transaction.
 */
public final class OrderLedger {

    /** The channel on which every change is announced; the payload lists order ids, or is "*" for very many. */
    public static final String CHANNEL = "tillgate_order";

    /** More ids than this do not fit into a payload of 8000 bytes. */
    static final int ANNOUNCED_ORDERS_MAX = 200;

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

    private static final Sql INSERT_PAYMENTS = Sql.of("""
            INSERT INTO tillgate.payment (
                order_id, payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at,
                recorded_at, notification_id)
            SELECT order_id, payment_id, sequence, state, currency, confirmed, pending, occurred_at, :now, notification_id
            FROM unnest(
                :order_ids::uuid[], :payment_ids::text[], :sequences::bigint[], :states::text[], :currencies::text[],
                :confirmed::bigint[], :pending::bigint[], :occurred_at::timestamptz[], :notification_ids::uuid[])
              AS new (order_id, payment_id, sequence, state, currency, confirmed, pending, occurred_at, notification_id)
            """);

    private static final Sql UPDATE_ORDERS = Sql.of("""
            UPDATE tillgate.merchant_order o
            SET status = new.status,
                anomaly = new.anomaly,
                review = string_to_array(new.review, ','),
                received_amount = new.received,
                pending_amount = new.pending,
                invoice_standing = new.standing,
                payment_url = new.payment_url,
                late_drift = new.late_drift,
                waived_amount = new.waived,
                updated_at = :now
            FROM unnest(
                :ids::uuid[], :statuses::text[], :anomalies::text[], :reviews::text[], :received::bigint[],
                :pending::bigint[], :standings::text[], :payment_urls::text[], :late_drifts::integer[], :waived::bigint[])
              AS new (id, status, anomaly, review, received, pending, standing, payment_url, late_drift, waived)
            WHERE o.id = new.id
            """);

    private static final Sql INSERT_JOURNAL = Sql.of("""
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor,
                notification_id)
            SELECT order_id, :now, status_before, status_after, anomaly_after, received, pending, cause, actor,
                   notification_id
            FROM unnest(
                :order_ids::uuid[], :befores::text[], :afters::text[], :anomalies::text[], :received::bigint[],
                :pending::bigint[], :causes::text[], :actors::text[], :notification_ids::uuid[])
              AS new (order_id, status_before, status_after, anomaly_after, received, pending, cause, actor,
                      notification_id)
            """);

    private static final Sql INSERT_EVENTS = Sql.of("""
            INSERT INTO tillgate.outbox (
                consumer, order_id, type, status, anomaly, received_amount, at, next_attempt_at)
            SELECT consumer, order_id, type, status, anomaly, received, :now, :now
            FROM unnest(:consumers::text[]) AS consumer,
                unnest(
                :order_ids::uuid[], :types::text[], :statuses::text[], :anomalies::text[], :received::bigint[])
              AS new (order_id, type, status, anomaly, received)
            """);

    private static final Sql ANNOUNCE = Sql.of("""
            SELECT pg_notify(:channel, :payload) IS NULL AS announced
            """);

    private final List<String> consumers;

    /** Writes each event once for each of these consumers of events. */
    public OrderLedger(List<String> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    /**
     * Locks the orders in id order and loads their facts. Ids that do not exist are left out; other attempts of the same
     * references are locked along, since money on one concerns all.
     */
    public static Map<OrderId, OrderDraft> lock(Connection connection, Collection<OrderId> ids) throws SQLException {
        List<LockedOrder> locked = OrderStore.lock(connection, ids);
        if (locked.stream().anyMatch(LockedOrder::hasOtherAttempts)) {
            // Rare. Locking more, out of order, can end in a deadlock: Postgres resolves it, and the work is done
            // again.
            locked = OrderStore.lock(connection, OrderStore.withOtherAttempts(connection, ids));
        }
        if (locked.isEmpty()) {
            return Map.of();
        }
        List<OrderId> all = locked.stream().map(row -> row.order().id()).toList();
        Map<OrderId, List<PaymentFact>> facts = payments(connection, all);
        Map<OrderId, OrderDraft> drafts = new HashMap<>();
        for (LockedOrder row : locked) {
            OrderId id = row.order().id();
            drafts.put(id, new OrderDraft(row, facts.getOrDefault(id, List.of())));
        }
        introduceAttempts(drafts.values());
        return drafts;
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

    /** The payment facts of orders, unlocked. */
    static Map<OrderId, List<PaymentFact>> payments(Connection connection, Collection<OrderId> ids)
            throws SQLException {
        Map<OrderId, List<PaymentFact>> facts = new HashMap<>();
        UUID[] values = ids.stream().map(OrderId::value).toArray(UUID[]::new);
        PAYMENTS.on(connection)
                .setArray("ids", "uuid", values)
                .rows(row -> facts.computeIfAbsent(new OrderId(row.uuid("order_id")), id -> new ArrayList<>())
                        .add(fact(row)));
        return facts;
    }

    /** Stores what the drafts collected, and announces it with the commit. Drafts without a change cost nothing. */
    public void write(Connection connection, Collection<OrderDraft> drafts, Instant now) throws SQLException {
        List<OrderDraft> changed = drafts.stream().filter(OrderDraft::isChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        insertPayments(connection, changed, now);
        updateOrders(
                connection, changed.stream().filter(OrderDraft::needsUpdate).toList(), now);
        insertJournal(connection, changed, now);
        insertEvents(connection, changed, now);
        announce(connection, changed);
    }

    private static void insertPayments(Connection connection, List<OrderDraft> drafts, Instant now)
            throws SQLException {
        List<Of<NewPayment>> rows = collect(drafts, OrderDraft::newPayments);
        if (rows.isEmpty()) {
            return;
        }
        new Columns<>(INSERT_PAYMENTS, connection, rows)
                .set("now", now)
                .uuids("order_ids", Of::orderId)
                .texts("payment_ids", row -> row.item().fact().paymentId())
                .numbers("sequences", row -> row.item().fact().sequence())
                .texts("states", row -> row.item().fact().state().name())
                .texts("currencies", row -> row.item().fact().currency().code())
                .numbers("confirmed", row -> row.item().fact().confirmed().minorUnits())
                .numbers("pending", row -> row.item().fact().pending().minorUnits())
                .times("occurred_at", row -> row.item().fact().occurredAt())
                .uuids("notification_ids", row -> row.item().notificationId())
                .updateAll();
    }

    private static void updateOrders(Connection connection, List<OrderDraft> drafts, Instant now) throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        new Columns<>(UPDATE_ORDERS, connection, drafts)
                .set("now", now)
                .uuids("ids", draft -> draft.stored().id().value())
                .texts("statuses", draft -> draft.state().status().name())
                .texts("anomalies", draft -> draft.state().anomaly().name())
                .texts("reviews", draft -> review(draft.state()))
                .numbers("received", draft -> draft.state().received().minorUnits())
                .numbers("pending", draft -> draft.state().pending().minorUnits())
                .texts("standings", draft -> draft.standing().name())
                .texts("payment_urls", OrderDraft::paymentUrl)
                .smallNumbers("late_drifts", OrderDraft::lateDrift)
                .numbers("waived", OrderDraft::waived)
                .updateAll();
    }

    private static void insertJournal(Connection connection, List<OrderDraft> drafts, Instant now) throws SQLException {
        List<Of<NewJournalEntry>> rows = collect(drafts, OrderDraft::newJournalEntries);
        if (rows.isEmpty()) {
            return;
        }
        new Columns<>(INSERT_JOURNAL, connection, rows)
                .set("now", now)
                .uuids("order_ids", Of::orderId)
                .texts("befores", row -> row.item().before().status().name())
                .texts("afters", row -> row.item().after().status().name())
                .texts("anomalies", row -> row.item().after().anomaly().name())
                .numbers("received", row -> row.item().after().received().minorUnits())
                .numbers("pending", row -> row.item().after().pending().minorUnits())
                .texts("causes", row -> row.item().cause().what())
                .texts("actors", row -> row.item().cause().actor())
                .uuids("notification_ids", row -> row.item().cause().notificationId())
                .updateAll();
    }

    private void insertEvents(Connection connection, List<OrderDraft> drafts, Instant now) throws SQLException {
        List<Of<NewEvent>> rows = collect(drafts, OrderDraft::newEvents);
        if (rows.isEmpty() || consumers.isEmpty()) {
            return;
        }
        new Columns<>(INSERT_EVENTS, connection, rows)
                .set("now", now)
                .set("consumers", connection.createArrayOf("text", consumers.toArray()))
                .uuids("order_ids", Of::orderId)
                .texts("types", row -> row.item().type().name())
                .texts("statuses", row -> row.item().state().status().name())
                .texts("anomalies", row -> row.item().state().anomaly().name())
                .numbers("received", row -> row.item().state().received().minorUnits())
                .updateExactly(rows.size() * consumers.size());
    }

    private static void announce(Connection connection, List<OrderDraft> drafts) throws SQLException {
        String payload = drafts.size() > ANNOUNCED_ORDERS_MAX
                ? "*"
                : drafts.stream().map(draft -> draft.stored().id().toString()).collect(Collectors.joining(","));
        ANNOUNCE.on(connection).set("channel", CHANNEL).set("payload", payload).first(row -> row.text("announced"));
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

    private static String review(OrderState state) {
        return state.review().stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static <T> List<Of<T>> collect(
            List<OrderDraft> drafts, java.util.function.Function<OrderDraft, List<T>> items) {
        List<Of<T>> rows = new ArrayList<>(drafts.size());
        for (OrderDraft draft : drafts) {
            for (T item : items.apply(draft)) {
                rows.add(new Of<>(draft.stored().id().value(), item));
            }
        }
        return rows;
    }

    /** Something to write, and the order it belongs to. */
    private record Of<T>(UUID orderId, T item) {}
}
