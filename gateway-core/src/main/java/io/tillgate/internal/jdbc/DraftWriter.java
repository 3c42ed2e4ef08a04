package io.tillgate.internal.jdbc;

import io.tillgate.internal.jdbc.OrderDraft.NewEvent;
import io.tillgate.internal.jdbc.OrderDraft.NewJournalEntry;
import io.tillgate.internal.jdbc.OrderDraft.NewPayment;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements that store what {@link OrderDraft}s collected, for any number of orders with one each. */
final class DraftWriter {

    /** More ids than this do not fit into a payload of 8000 bytes. */
    static final int ANNOUNCED_ORDERS_MAX = 200;

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
                decisions = string_to_array(new.decisions, ','),
                odd_at = new.odd_at,
                looked_at = new.looked_at,
                updated_at = :now
            FROM unnest(
                :ids::uuid[], :statuses::text[], :anomalies::text[], :reviews::text[], :received::bigint[],
                :pending::bigint[], :standings::text[], :payment_urls::text[], :late_drifts::integer[], :waived::bigint[],
                :decisions::text[], :odd_at::timestamptz[], :looked_at::timestamptz[])
              AS new (id, status, anomaly, review, received, pending, standing, payment_url, late_drift, waived,
                      decisions, odd_at, looked_at)
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

    static final Sql ANNOUNCE = Sql.of("""
            SELECT pg_notify(:channel, :payload) IS NULL AS announced
            """);

    private final List<String> consumers;

    DraftWriter(List<String> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    /** Adds what has to be written. Drafts without a change add nothing. */
    void add(Pipeline pipeline, Collection<OrderDraft> drafts, Instant now) throws SQLException {
        List<OrderDraft> changed = drafts.stream().filter(OrderDraft::isChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        insertPayments(pipeline, changed, now);
        updateOrders(pipeline, changed.stream().filter(OrderDraft::needsUpdate).toList(), now);
        insertJournal(pipeline, changed, now);
        insertEvents(pipeline, changed, now);
        announce(pipeline, changed);
    }

    private static void insertPayments(Pipeline pipeline, List<OrderDraft> drafts, Instant now) throws SQLException {
        List<Of<NewPayment>> rows = collect(drafts, OrderDraft::newPayments);
        if (rows.isEmpty()) {
            return;
        }
        new Columns<>(INSERT_PAYMENTS, pipeline.connection(), rows)
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
                .addAllTo(pipeline);
    }

    private static void updateOrders(Pipeline pipeline, List<OrderDraft> drafts, Instant now) throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        new Columns<>(UPDATE_ORDERS, pipeline.connection(), drafts)
                .set("now", now)
                .uuids("ids", draft -> draft.stored().id().value())
                .texts("statuses", draft -> draft.state().status().name())
                .texts("anomalies", draft -> draft.state().anomaly().name())
                .texts("reviews", draft -> names(draft.state().review()))
                .numbers("received", draft -> draft.state().received().minorUnits())
                .numbers("pending", draft -> draft.state().pending().minorUnits())
                .texts("standings", draft -> draft.standing().name())
                .texts("payment_urls", OrderDraft::paymentUrl)
                .smallNumbers("late_drifts", OrderDraft::lateDrift)
                .numbers("waived", draft -> draft.byHand().waived())
                .texts("decisions", draft -> names(draft.byHand().decisions()))
                .times("odd_at", OrderDraft::oddAt)
                .times("looked_at", OrderDraft::lookedAt)
                .addAllTo(pipeline);
    }

    private static void insertJournal(Pipeline pipeline, List<OrderDraft> drafts, Instant now) throws SQLException {
        List<Of<NewJournalEntry>> rows = collect(drafts, OrderDraft::newJournalEntries);
        if (rows.isEmpty()) {
            return;
        }
        new Columns<>(INSERT_JOURNAL, pipeline.connection(), rows)
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
                .addAllTo(pipeline);
    }

    private void insertEvents(Pipeline pipeline, List<OrderDraft> drafts, Instant now) throws SQLException {
        List<Of<NewEvent>> rows = collect(drafts, OrderDraft::newEvents);
        if (rows.isEmpty() || consumers.isEmpty()) {
            return;
        }
        new Columns<>(INSERT_EVENTS, pipeline.connection(), rows)
                .set("now", now)
                .set("consumers", pipeline.connection().createArrayOf("text", consumers.toArray()))
                .uuids("order_ids", Of::orderId)
                .texts("types", row -> row.item().type().name())
                .texts("statuses", row -> row.item().state().status().name())
                .texts("anomalies", row -> row.item().state().anomaly().name())
                .numbers("received", row -> row.item().state().received().minorUnits())
                .addExactlyTo(pipeline, rows.size() * consumers.size());
    }

    private static void announce(Pipeline pipeline, List<OrderDraft> drafts) {
        String payload = drafts.size() > ANNOUNCED_ORDERS_MAX
                ? "*"
                : drafts.stream().map(draft -> draft.stored().id().toString()).collect(Collectors.joining(","));
        pipeline.add(ANNOUNCE.on(pipeline.connection())
                .set("channel", OrderLedger.CHANNEL)
                .set("payload", payload));
    }

    private static String names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static <T> List<Of<T>> collect(List<OrderDraft> drafts, Function<OrderDraft, List<T>> items) {
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
