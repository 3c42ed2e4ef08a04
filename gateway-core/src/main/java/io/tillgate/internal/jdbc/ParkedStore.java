package io.tillgate.internal.jdbc;

import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code notification} that wait for their order. */
public final class ParkedStore {

    /** A stored notification that waits. */
    public static final class Parked {
        private final UUID id;
        private final ProcessorId processor;
        private final String signature;
        private final byte[] body;
        private final Instant receivedAt;

        private Parked(Sql.Row row) throws SQLException {
            this.id = row.uuid("id");
            this.processor = new ProcessorId(row.text("processor"));
            this.signature = row.text("signature");
            this.body = row.bytes("body");
            this.receivedAt = row.instant("received_at");
        }

        public UUID id() {
            return id;
        }

        public ProcessorId processor() {
            return processor;
        }

        public String signature() {
            return signature;
        }

        public byte[] body() {
            return body;
        }

        public Instant receivedAt() {
            return receivedAt;
        }
    }

    private static final Sql LOCK_BY_INVOICE = Sql.of("""
            SELECT id, processor, signature, body, received_at
            FROM tillgate.notification
            WHERE outcome = 'PARKED'
              AND processor = :processor
              AND processor_invoice_id = :processor_invoice_id
            ORDER BY received_at
            LIMIT :parked_max
            FOR NO KEY UPDATE
            """);

    private static final Sql LOCK_MATCHABLE = Sql.of("""
            SELECT n.id, n.processor, n.signature, n.body, n.received_at
            FROM tillgate.notification n
            WHERE n.outcome = 'PARKED'
              AND EXISTS (
                SELECT 1
                FROM tillgate.invoice i
                WHERE i.processor = n.processor
                  AND i.processor_invoice_id = n.processor_invoice_id)
            ORDER BY n.received_at
            LIMIT :parked_max
            FOR NO KEY UPDATE OF n SKIP LOCKED
            """);

    private static final Sql LOCK_BY_ID = Sql.of("""
            SELECT id, processor, signature, body, received_at
            FROM tillgate.notification
            WHERE id = :id
              AND outcome IN ('PARKED', 'REVIEW')
            FOR NO KEY UPDATE
            """);

    private static final Sql RESOLVE = Sql.of("""
            UPDATE tillgate.notification
            SET order_id = :order_id,
                outcome = :outcome,
                detail = :detail,
                looked_at = CASE WHEN outcome = :outcome THEN looked_at END,
                signature = CASE WHEN :outcome = 'REVIEW' THEN signature END
            WHERE id = :id
              AND outcome IN ('PARKED', 'REVIEW')
            """);

    private ParkedStore() {}

    public static List<Parked> lockByInvoice(
            Connection connection, ProcessorId processor, String invoiceId, int parkedMax) throws SQLException {
        return LOCK_BY_INVOICE
                .on(connection)
                .set("processor", processor.value())
                .set("processor_invoice_id", invoiceId)
                .set("parked_max", parkedMax)
                .rows(Parked::new);
    }

    /** One that is parked or under review; nothing when it is neither. */
    public static List<Parked> lockById(Connection connection, UUID id) throws SQLException {
        return LOCK_BY_ID.on(connection).set("id", id).rows(Parked::new);
    }

    /** Those whose invoice is known by now and that no other node works on. */
    public static List<Parked> lockMatchable(Connection connection, int parkedMax) throws SQLException {
        return LOCK_MATCHABLE.on(connection).set("parked_max", parkedMax).rows(Parked::new);
    }

    public static void resolve(
            Connection connection,
            UUID id,
            @Nullable OrderId order,
            NotificationOutcome outcome,
            @Nullable String detail)
            throws SQLException {
        RESOLVE.on(connection)
                .set("id", id)
                .set("order_id", order == null ? null : order.value())
                .set("outcome", outcome)
                .set("detail", detail)
                .updateExactly(1);
    }
}
