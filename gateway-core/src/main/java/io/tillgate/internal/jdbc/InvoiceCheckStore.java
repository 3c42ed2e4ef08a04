package io.tillgate.internal.jdbc;

import io.tillgate.order.InvoiceState;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.SweepAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When invoices are looked at again: those without an answer, and those of processors that can be asked. One node at a time
 * looks at an order's invoices, and a hint that comes meanwhile is not forgotten: another look follows.
 */
public final class InvoiceCheckStore {

    /**
     * An invoice that this node may look at until its lease ends.
     *
     * @param requests how many invoices the order has
     * @param cause what made it due
     * @param leasedUntil when other nodes may look at it; with all digits that Postgres keeps
     */
    public record Due(
            UUID id,
            OrderId order,
            InvoiceState state,
            ProcessorId processor,
            int requests,
            Cause cause,
            Instant leasedUntil) {}

    /** Why an invoice is looked at. */
    public enum Cause {
        THE_CLOCK,
        A_HINT
    }

    /** Whether the processor said anything when it was asked. */
    public enum Look {
        ANSWERED,
        UNANSWERED
    }

    private static final Sql CLAIM = Sql.of("""
            UPDATE tillgate.invoice i
            SET next_check_at = :leased_until,
                lease_until = :leased_until
            FROM (
                SELECT id
                FROM tillgate.invoice candidate
                WHERE next_check_at <= :now
                  AND processor = :processor
                  AND NOT EXISTS (
                    SELECT 1
                    FROM tillgate.invoice same
                    WHERE same.order_id = candidate.order_id
                      AND same.lease_until > :now)
                ORDER BY next_check_at
                LIMIT 1
                FOR NO KEY UPDATE SKIP LOCKED) AS due
            WHERE i.id = due.id
            RETURNING i.id, i.order_id, i.state, i.processor, i.hinted_at IS NOT NULL AS hinted, i.lease_until,
                (SELECT count(*) FROM tillgate.invoice same WHERE same.order_id = i.order_id) AS requests
            """);

    private static final Sql LOOKED_AT = Sql.of("""
            UPDATE tillgate.invoice
            SET next_check_at = CASE WHEN next_check_at = :leased_until
                    THEN coalesce(:next_check_at, 'infinity'::timestamptz) ELSE next_check_at END,
                hinted_at = CASE WHEN next_check_at = :leased_until AND :answered THEN NULL ELSE hinted_at END,
                lease_until = NULL,
                state = CASE WHEN state = 'REQUESTED' AND cast(:next_check_at AS timestamptz) IS NULL
                    THEN 'UNKNOWN' ELSE state END
            WHERE id = :id
            """);

    private static final Sql HINTED = Sql.of("""
            UPDATE tillgate.invoice
            SET next_check_at = CASE state WHEN 'REQUESTED' THEN next_check_at ELSE :now END,
                hinted_at = :now
            WHERE order_id = ANY (:order_ids)
              AND processor = :processor
            """);

    private static final Sql CHANGED = Sql.of("""
            UPDATE tillgate.invoice i
            SET next_check_at = :now
            FROM unnest(:invoice_ids::text[], :words::text[]) AS listed (invoice_id, word)
            WHERE i.processor = :processor
              AND i.processor_invoice_id = listed.invoice_id
              AND i.processor_status IS DISTINCT FROM listed.word
              AND i.next_check_at > :now
              AND i.lease_until IS NULL
            """);

    private static final Sql ABANDONED = Sql.of("""
            SELECT DISTINCT processor
            FROM tillgate.invoice
            WHERE next_check_at <= :now
              AND processor <> ALL (:configured)
            """);

    private InvoiceCheckStore() {}

    /** Takes the invoice of a processor whose time for another look came first; empty when there is none. */
    public static List<Due> claim(Connection connection, ProcessorId processor, Instant now, Instant leasedUntil)
            throws SQLException {
        return CLAIM.on(connection)
                .set("processor", processor.value())
                .set("now", now)
                .set("leased_until", leasedUntil)
                .rows(row -> new Due(
                        row.uuid("id"),
                        new OrderId(row.uuid("order_id")),
                        row.constant("state", InvoiceState.class),
                        new ProcessorId(row.text("processor")),
                        row.smallNumber("requests"),
                        row.flag("hinted") ? Cause.A_HINT : Cause.THE_CLOCK,
                        row.instant("lease_until")));
    }

    /**
     * Ends a look and its lease. When a hint came meanwhile the invoice stays due at once.
     *
     * @param nextCheck when to look again; null for never, and one that never had an answer is UNKNOWN from then on
     */
    public static void lookedAt(Connection connection, Due due, Look look, @Nullable Instant nextCheck)
            throws SQLException {
        LOOKED_AT
                .on(connection)
                .set("id", due.id())
                .set("leased_until", due.leasedUntil())
                .set("answered", look == Look.ANSWERED)
                .set("next_check_at", nextCheck)
                .updateExactly(1);
    }

    /** Notes that the processor wants us to look at the invoices of these orders; after the answer, where one is awaited. */
    public static void hinted(Connection connection, ProcessorId processor, Collection<OrderId> orders, Instant now)
            throws SQLException {
        UUID[] ids = orders.stream().map(OrderId::value).toArray(UUID[]::new);
        HINTED.on(connection)
                .set("processor", processor.value())
                .setArray("order_ids", "uuid", ids)
                .set("now", now)
                .update();
    }

    /** Makes those due whose status is listed otherwise than it was last seen; gives how many. */
    public static int changed(Connection connection, ProcessorId processor, List<SweepAnswer.Line> lines, Instant now)
            throws SQLException {
        return CHANGED.on(connection)
                .set("processor", processor.value())
                .setArray(
                        "invoice_ids",
                        "text",
                        lines.stream().map(SweepAnswer.Line::invoiceId).toArray())
                .setArray(
                        "words",
                        "text",
                        lines.stream().map(SweepAnswer.Line::word).toArray())
                .set("now", now)
                .update();
    }

    /** Processors that are not configured any more and have invoices that are due. */
    public static List<String> abandoned(Connection connection, List<ProcessorId> configured, Instant now)
            throws SQLException {
        return ABANDONED
                .on(connection)
                .setArray(
                        "configured",
                        "text",
                        configured.stream().map(ProcessorId::value).toArray())
                .set("now", now)
                .rows(row -> row.text("processor"));
    }
}
