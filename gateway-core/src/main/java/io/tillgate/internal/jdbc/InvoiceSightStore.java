package io.tillgate.internal.jdbc;

import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.InvoiceState;
import io.tillgate.order.OrderId;
import io.tillgate.processor.InvoiceProgress;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.SeenInvoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code invoice} as the processor showed them when it was asked. Whoever writes here holds the order locked, and
 * hands the new standing to the order's draft.
 */
public final class InvoiceSightStore {

    private static final Sql SEE = Sql.of("""
            UPDATE tillgate.invoice
            SET state = :state,
                detail = :detail,
                payment_url = coalesce(payment_url, nullif(:payment_url, '')),
                processor_status = :processor_status
            WHERE processor = :processor
              AND processor_invoice_id = :processor_invoice_id
              AND order_id = :order_id
            """);

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.invoice (
                id, order_id, processor, processor_invoice_id, state, detail, payment_url, processor_status,
                requested_at, answered_at, next_check_at)
            VALUES (
                :id, :order_id, :processor, :processor_invoice_id, :state, :detail, :payment_url, :processor_status,
                :now, :now, 'infinity')
            """);

    private static final Sql KNOWN_IDS = Sql.of("""
            SELECT processor_invoice_id
            FROM tillgate.invoice
            WHERE order_id = :order_id
              AND processor = :processor
              AND processor_invoice_id IS NOT NULL
            """);

    private InvoiceSightStore() {}

    /** The processor's ids of an order's invoices, as far as they are known. */
    public static Set<String> knownIds(Connection connection, OrderId order, ProcessorId processor)
            throws SQLException {
        return new HashSet<>(KNOWN_IDS
                .on(connection)
                .set("order_id", order.value())
                .set("processor", processor.value())
                .rows(row -> row.text("processor_invoice_id")));
    }

    /** Notes how an invoice looks now that is known already. */
    public static void see(Connection connection, OrderId order, ProcessorId processor, SeenInvoice seen)
            throws SQLException {
        SEE.on(connection)
                .set("processor", processor.value())
                .set("processor_invoice_id", seen.invoice().invoiceId())
                .set("order_id", order.value())
                .set("state", state(seen))
                .set("detail", detail(seen))
                .set("payment_url", seen.invoice().paymentUrl())
                .set("processor_status", seen.word())
                .updateExactly(1);
    }

    /** Notes an invoice of which no answer ever told. It is looked at along with the order's others. */
    public static void insert(
            Connection connection, UUID id, OrderId order, ProcessorId processor, SeenInvoice seen, Instant now)
            throws SQLException {
        INSERT.on(connection)
                .set("id", id)
                .set("order_id", order.value())
                .set("processor", processor.value())
                .set("processor_invoice_id", seen.invoice().invoiceId())
                .set("state", state(seen))
                .set("detail", detail(seen))
                .set("payment_url", seen.invoice().paymentUrl())
                .set("processor_status", seen.word())
                .set("now", now)
                .updateExactly(1);
    }

    /** What the order's invoices amount to now. */
    public static InvoiceStanding standing(Connection connection, OrderId order) throws SQLException {
        return InvoiceStore.standing(connection, order);
    }

    private static InvoiceState state(SeenInvoice seen) {
        if (!seen.isOurs()) {
            return InvoiceState.MISMATCHED;
        }
        return seen.progress() == InvoiceProgress.WITHDRAWN ? InvoiceState.WITHDRAWN : InvoiceState.CREATED;
    }

    private static @Nullable String detail(SeenInvoice seen) {
        return seen.isOurs() && seen.progress() == InvoiceProgress.WITHDRAWN ? seen.word() : seen.mismatch();
    }
}
