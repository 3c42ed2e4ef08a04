package io.tillgate.internal.jdbc;

import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code refund_send} and {@code refund_line}: calls that may have moved coins, and the lines that tell. */
public final class RefundSendStore {

    /** How one call ended. */
    public enum Outcome {
        SENT,
        REFUSED,
        NOT_SENT,
        UNKNOWN
    }

    /** A call; no outcome while none came. */
    public record Send(int attempt, long lineIndex, Instant calledAt, Optional<Outcome> outcome) {}

    private static final Sql ANY_DUE = Sql.of("""
            SELECT id
            FROM tillgate.refund
            WHERE processor = :processor
              AND next_check_at <= :now
            LIMIT 1
            """);

    /** The time of the next look serves as the lease of the node that looks. */
    private static final Sql CLAIM = Sql.of("""
            UPDATE tillgate.refund
            SET next_check_at = :leased_until
            WHERE id = (
                SELECT due.id
                FROM tillgate.refund due
                WHERE due.processor = :processor
                  AND due.next_check_at <= :now
                  AND due.state IN ('SENDING', 'UNKNOWN')
                ORDER BY due.next_check_at, due.id
                LIMIT 1
                FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id
            """);

    private static final Sql SENDS = Sql.of("""
            SELECT attempt, line_index, called_at, outcome
            FROM tillgate.refund_send
            WHERE refund_id = :id
            ORDER BY attempt
            """);

    private static final Sql CALL = Sql.of("""
            INSERT INTO tillgate.refund_send (refund_id, attempt, line_index, called_at)
            VALUES (:id, :attempt, :line_index, :now)
            """);

    private static final Sql ENDED = Sql.of("""
            UPDATE tillgate.refund_send
            SET outcome = :outcome
            WHERE refund_id = :id
              AND attempt = :attempt
              AND outcome IS NULL
            """);

    private static final Sql RECEIVED = Sql.of("""
            SELECT o.received_amount >= r.received AS still_there
            FROM tillgate.refund r
            JOIN tillgate.merchant_order o ON o.id = r.order_id
            WHERE r.id = :id
            """);

    private static final Sql CLAIM_LINE = Sql.of("""
            INSERT INTO tillgate.refund_line (processor, line_index, refund_id)
            VALUES (:processor, :line_index, :id)
            ON CONFLICT DO NOTHING
            """);

    private static final Sql TAKEN = Sql.of("""
            SELECT line_index
            FROM tillgate.refund_line
            WHERE processor = :processor
              AND line_index = ANY (:indexes)
              AND refund_id <> :id
            """);

    private static final Sql OTHERS = Sql.of("""
            SELECT transaction_id
            FROM tillgate.refund
            WHERE transaction_id = ANY (:transactions)
              AND id <> :id
            """);

    private static final Sql CLAIMABLE = Sql.of("""
            UPDATE tillgate.refund
            SET processor_refund_id = :refund_id,
                claim_url = :claim_url
            WHERE id = :id
            """);

    private static final Sql INVOICE = Sql.of("""
            SELECT processor_invoice_id
            FROM tillgate.invoice
            WHERE order_id = :order_id
              AND processor = :processor
              AND processor_invoice_id IS NOT NULL
            ORDER BY state = 'CREATED' DESC, id DESC
            LIMIT 1
            """);

    private RefundSendStore() {}

    /** The processor's id of the invoice that an order was paid by. */
    public static Optional<String> paidInvoice(Connection connection, OrderId order, ProcessorId processor)
            throws SQLException {
        return INVOICE.on(connection)
                .set("order_id", order.value())
                .set("processor", processor.value())
                .first(row -> row.text("processor_invoice_id"));
    }

    public static boolean anyDue(Connection connection, ProcessorId processor, Instant now) throws SQLException {
        return ANY_DUE.on(connection)
                .set("processor", processor.value())
                .set("now", now)
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    /** Takes the refund that waited longest; it comes again after the lease. */
    public static Optional<Refund> claim(Connection connection, ProcessorId processor, Instant now, Instant leasedUntil)
            throws SQLException {
        Optional<UUID> id = CLAIM.on(connection)
                .set("processor", processor.value())
                .set("now", now)
                .set("leased_until", leasedUntil)
                .first(row -> row.uuid("id"));
        return id.isEmpty() ? Optional.empty() : RefundStore.find(connection, id.get());
    }

    public static List<Send> sends(Connection connection, UUID id) throws SQLException {
        return SENDS.on(connection)
                .set("id", id)
                .rows(row -> new Send(
                        row.smallNumber("attempt"),
                        row.number("line_index"),
                        row.instant("called_at"),
                        Optional.ofNullable(row.textOrNull("outcome")).map(Outcome::valueOf)));
    }

    /** Whether the order still has what it had when the refund was asked for. */
    public static boolean isCovered(Connection connection, UUID id) throws SQLException {
        return RECEIVED.on(connection)
                .set("id", id)
                .first(row -> row.flag("still_there"))
                .orElse(false);
    }

    /**
     * Writes down that the processor is about to be asked; the caller commits before it asks. False when a person decided
     * otherwise meanwhile. Two nodes can't both write the same attempt.
     */
    public static boolean call(Connection connection, UUID id, Send send, Instant leasedUntil) throws SQLException {
        boolean open = RefundStore.move(
                connection,
                id,
                Set.of(RefundState.SENDING, RefundState.UNKNOWN),
                RefundStore.Move.to(RefundState.SENDING, "", leasedUntil),
                new RefundBy("tillgate", "asks the processor, attempt " + send.attempt()),
                send.calledAt());
        if (open) {
            CALL.on(connection)
                    .set("id", id)
                    .set("attempt", send.attempt())
                    .set("line_index", send.lineIndex())
                    .set("now", send.calledAt())
                    .updateExactly(1);
        }
        return open;
    }

    public static void ended(Connection connection, UUID id, int attempt, Outcome outcome) throws SQLException {
        ENDED.on(connection)
                .set("id", id)
                .set("attempt", attempt)
                .set("outcome", outcome)
                .update();
    }

    /** Makes a line of the account's history this refund's; false when it is another one's. */
    public static boolean claimLine(Connection connection, ProcessorId processor, long index, UUID id)
            throws SQLException {
        return CLAIM_LINE
                        .on(connection)
                        .set("processor", processor.value())
                        .set("line_index", index)
                        .set("id", id)
                        .update()
                == 1;
    }

    /** Which of these lines belong to other refunds. */
    public static Set<Long> taken(Connection connection, ProcessorId processor, Collection<Long> indexes, UUID id)
            throws SQLException {
        return Set.copyOf(TAKEN.on(connection)
                .set("processor", processor.value())
                .setArray("indexes", "bigint", indexes.toArray())
                .set("id", id)
                .rows(row -> row.number("line_index")));
    }

    /** Which of these transactions are those of other refunds. */
    public static Set<String> othersTransactions(Connection connection, Collection<String> transactions, UUID id)
            throws SQLException {
        return Set.copyOf(OTHERS.on(connection)
                .setArray("transactions", "text", transactions.toArray())
                .set("id", id)
                .rows(row -> row.text("transaction_id")));
    }

    /** Keeps where the buyer claims the coins. */
    public static void claimable(Connection connection, UUID id, String processorRefundId, String claimUrl)
            throws SQLException {
        CLAIMABLE
                .on(connection)
                .set("id", id)
                .set("refund_id", processorRefundId)
                .set("claim_url", claimUrl)
                .updateExactly(1);
    }
}
