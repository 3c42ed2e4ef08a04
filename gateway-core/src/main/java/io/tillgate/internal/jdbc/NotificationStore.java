package io.tillgate.internal.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code notification}: the raw bytes as they came, and what came of them. */
public final class NotificationStore {

    /**
     * A notification to store.
     *
     * @param orderId the order it concerns; null when it matches none
     * @param invoiceId the processor's id of the invoice it names
     * @param status the processor's word
     * @param signature what is needed to verify a parked one again, null for others
     */
    public record NewNotification(
            UUID id,
            ProcessorId processor,
            @Nullable OrderId orderId,
            @Nullable String invoiceId,
            String status,
            NotificationOutcome outcome,
            @Nullable String detail,
            @Nullable String signature,
            RawBody body,
            Instant receivedAt) {}

    /** Raw bytes with the hash that finds a repetition. */
    public static final class RawBody {
        private final byte[] bytes;
        private final UUID hash;

        /** A body whose repetitions are the same bytes. */
        public RawBody(byte[] bytes) {
            this(bytes, null);
        }

        /**
         * A body whose repetitions may differ.
         *
         * @param deliveryId what they have in common; null where that is all of their bytes
         */
        public RawBody(byte[] bytes, @Nullable String deliveryId) {
            this.bytes = bytes;
            this.hash = Hash.of(deliveryId == null ? bytes : ("delivery " + deliveryId).getBytes(UTF_8));
        }
    }

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.notification (
                id, processor, order_id, processor_invoice_id, status, outcome, detail, signature, body_hash, body,
                received_at)
            SELECT id, processor, order_id, processor_invoice_id, status, outcome, detail, signature, body_hash, body,
                   received_at
            FROM unnest(
                :ids::uuid[], :processors::text[], :order_ids::uuid[], :invoice_ids::text[], :statuses::text[],
                :outcomes::text[], :details::text[], :signatures::text[], :hashes::uuid[], :bodies::bytea[],
                :received_at::timestamptz[])
              AS new (id, processor, order_id, processor_invoice_id, status, outcome, detail, signature, body_hash, body,
                      received_at)
            ON CONFLICT DO NOTHING
            """);

    private NotificationStore() {}

    public static void insert(Connection connection, List<NewNotification> rows) throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        insert(pipeline, rows);
        pipeline.run();
    }

    /** Stores notifications; those whose bytes are known for their order already are passed over. */
    static void insert(Pipeline pipeline, List<NewNotification> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        new Columns<>(INSERT, pipeline.connection(), rows)
                .uuids("ids", NewNotification::id)
                .texts("processors", row -> row.processor().value())
                .uuids(
                        "order_ids",
                        row -> row.orderId() == null ? null : row.orderId().value())
                .texts("invoice_ids", NewNotification::invoiceId)
                .texts("statuses", NewNotification::status)
                .texts("outcomes", row -> row.outcome().name())
                .texts("details", NewNotification::detail)
                .texts("signatures", NewNotification::signature)
                .uuids("hashes", row -> row.body().hash)
                .bytes("bodies", row -> row.body().bytes)
                .times("received_at", NewNotification::receivedAt)
                .addTo(pipeline);
    }
}
