package io.tillgate.internal.jdbc;

import io.tillgate.order.InvoiceState;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** When invoices are looked at again: those without an answer, and those of processors that can be asked. */
public final class InvoiceCheckStore {

    /**
     * An invoice that this node may look at until its lease ends.
     *
     * @param requests how many invoices the order has
     */
    public record Due(UUID id, OrderId order, InvoiceState state, ProcessorId processor, int requests) {}

    private static final Sql CLAIM = Sql.of("""
            UPDATE tillgate.invoice i
            SET next_check_at = :leased_until
            FROM (
                SELECT id
                FROM tillgate.invoice
                WHERE next_check_at <= :now
                ORDER BY next_check_at
                LIMIT :invoices_max
                FOR NO KEY UPDATE SKIP LOCKED) AS due
            WHERE i.id = due.id
            RETURNING i.id, i.order_id, i.state, i.processor,
                (SELECT count(*) FROM tillgate.invoice same WHERE same.order_id = i.order_id) AS requests
            """);

    private static final Sql CHECK_AGAIN = Sql.of("""
            UPDATE tillgate.invoice
            SET next_check_at = :next_check_at
            WHERE id = :id
            """);

    private static final Sql CHECK_NEVER = Sql.of("""
            UPDATE tillgate.invoice
            SET next_check_at = 'infinity',
                state = CASE state WHEN 'REQUESTED' THEN 'UNKNOWN' ELSE state END
            WHERE id = :id
            """);

    private InvoiceCheckStore() {}

    /** Takes invoices whose time for another look has come; their next look serves as the lease. */
    public static List<Due> claim(Connection connection, Instant now, Instant leasedUntil, int invoicesMax)
            throws SQLException {
        return CLAIM.on(connection)
                .set("now", now)
                .set("leased_until", leasedUntil)
                .set("invoices_max", invoicesMax)
                .rows(row -> new Due(
                        row.uuid("id"),
                        new OrderId(row.uuid("order_id")),
                        row.constant("state", InvoiceState.class),
                        new ProcessorId(row.text("processor")),
                        row.smallNumber("requests")));
    }

    public static void checkAgain(Connection connection, UUID id, Instant at) throws SQLException {
        CHECK_AGAIN.on(connection).set("id", id).set("next_check_at", at).updateExactly(1);
    }

    /** Ends the looking. One that never had an answer is UNKNOWN from now on, and its order stays watched. */
    public static void checkNever(Connection connection, UUID id) throws SQLException {
        CHECK_NEVER.on(connection).set("id", id).updateExactly(1);
    }
}
