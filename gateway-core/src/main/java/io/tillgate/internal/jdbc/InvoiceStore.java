package io.tillgate.internal.jdbc;

import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.InvoiceState;
import io.tillgate.order.OrderId;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code invoice}. Whoever changes one holds its order locked, and hands the new standing to the order's draft. */
public final class InvoiceStore {

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.invoice (
                id, order_id, processor, processor_invoice_id, state, detail, requested_at, next_check_at)
            VALUES (
                :id, :order_id, :processor, :processor_invoice_id, :state, :detail, :now,
                coalesce(:next_check_at, 'infinity'::timestamptz))
            """);

    private static final Sql ANSWER = Sql.of("""
            UPDATE tillgate.invoice
            SET state = :state,
                processor_invoice_id = :processor_invoice_id,
                payment_url = :payment_url,
                detail = :detail,
                answered_at = :now,
                -- a hint that was quicker than the answer is followed now
                next_check_at = CASE WHEN hinted_at IS NOT NULL AND lease_until IS NULL
                    THEN :now ELSE coalesce(:next_check_at, 'infinity'::timestamptz) END
            WHERE id = :id
              AND state IN ('REQUESTED', 'UNKNOWN')
            """);

    private static final Sql AT_PROCESSOR = Sql.of("""
            SELECT id, order_id
            FROM tillgate.invoice
            WHERE processor = :processor
              AND processor_invoice_id = :processor_invoice_id
            """);

    private static final Sql WITHDRAW = Sql.of("""
            UPDATE tillgate.invoice
            SET state = 'WITHDRAWN',
                detail = :word
            WHERE id = :id
              AND state <> 'WITHDRAWN'
            """);

    private static final Sql STATES = Sql.of("""
            SELECT DISTINCT state
            FROM tillgate.invoice
            WHERE order_id = :order_id
            """);

    private static final Sql ORDERS_OF = Sql.of("""
            SELECT processor_invoice_id, order_id
            FROM tillgate.invoice
            WHERE processor = :processor
              AND processor_invoice_id = ANY (:processor_invoice_ids)
            """);

    private static final Sql UNDER_WAY = Sql.of("""
            SELECT id
            FROM tillgate.invoice
            WHERE order_id = :order_id
              AND state = 'REQUESTED'
              AND requested_at > :asked_since
            LIMIT 1
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS invoices
            FROM tillgate.invoice
            WHERE order_id = :order_id
            """);

    private InvoiceStore() {}

    /**
     * Stores that the processor is about to be asked.
     *
     * @param answerWait when there is no answer after this long, its node died and the janitor goes on
     */
    public static void insertRequested(
            Connection connection, UUID id, OrderId order, ProcessorId processor, Instant now, Duration answerWait)
            throws SQLException {
        Times times = new Times(now, now.plus(answerWait));
        insert(connection, id, order, processor, null, InvoiceState.REQUESTED, null, times);
    }

    /**
     * Stores the processor's answer to a request.
     *
     * @param nextCheck when the janitor looks at the invoice again; null for never
     * @return what the order's invoices amount to now
     * @throws SQLException also when the processor gave us the id of another order's invoice
     */
    public static InvoiceStanding answer(
            Connection connection,
            UUID id,
            OrderId order,
            ProcessorId processor,
            CreateAnswer answer,
            @Nullable Instant nextCheck,
            Instant now)
            throws SQLException {
        Times times = new Times(now, nextCheck);
        if (answer instanceof CreateAnswer.Created created) {
            Known known = find(connection, processor, created.invoiceId()).orElse(null);
            if (known == null) {
                update(connection, id, InvoiceState.CREATED, created.invoiceId(), created.paymentUrl(), null, times);
            } else if (!known.order().equals(order)) {
                throw new SQLException("the processor " + processor + " gave the invoice of order " + known.order()
                        + " to order " + order);
            } else if (!known.id().equals(id)) {
                // A notification told of this invoice before the answer did, or the processor answers twice alike. Its
                // state is kept in one row alone, so that giving it up once gives it up for good.
                String same = "known as " + known.id();
                update(connection, id, InvoiceState.WITHDRAWN, null, created.paymentUrl(), same, times);
            }
        } else if (answer instanceof CreateAnswer.Declined declined) {
            update(connection, id, InvoiceState.DECLINED, null, null, declined.reason(), times);
        } else {
            update(connection, id, InvoiceState.UNKNOWN, null, null, ((CreateAnswer.Unknown) answer).reason(), times);
        }
        return standing(connection, order);
    }

    /**
     * Stores that the processor gave an invoice up; learns of the invoice where its answer was never recorded.
     *
     * @return what the order's invoices amount to now
     */
    public static InvoiceStanding withdraw(
            Connection connection,
            UUID newId,
            OrderId order,
            ProcessorId processor,
            String invoiceId,
            String word,
            Instant now)
            throws SQLException {
        Known known = find(connection, processor, invoiceId).orElse(null);
        if (known == null) {
            insert(connection, newId, order, processor, invoiceId, InvoiceState.WITHDRAWN, word, new Times(now, null));
        } else if (known.order().equals(order)) {
            WITHDRAW.on(connection).set("id", known.id()).set("word", word).update();
        }
        return standing(connection, order);
    }

    /** Finds the orders of a processor's invoices; ids that are not known are left out. */
    public static Map<String, OrderId> ordersOf(Connection connection, ProcessorId processor, Set<String> invoiceIds)
            throws SQLException {
        Map<String, OrderId> orders = new HashMap<>();
        ORDERS_OF
                .on(connection)
                .set("processor", processor.value())
                .setArray("processor_invoice_ids", "text", invoiceIds.toArray())
                .rows(row -> orders.put(row.text("processor_invoice_id"), new OrderId(row.uuid("order_id"))));
        return orders;
    }

    /** Whether a call for the order that began after a moment has no answer yet. */
    public static boolean isUnderWay(Connection connection, OrderId order, Instant askedSince) throws SQLException {
        return UNDER_WAY
                .on(connection)
                .set("order_id", order.value())
                .set("asked_since", askedSince)
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    /** How many invoices an order has. */
    public static int count(Connection connection, OrderId order) throws SQLException {
        return COUNT.on(connection)
                .set("order_id", order.value())
                .first(row -> row.smallNumber("invoices"))
                .orElse(0);
    }

    static InvoiceStanding standing(Connection connection, OrderId order) throws SQLException {
        List<InvoiceState> states = STATES.on(connection)
                .set("order_id", order.value())
                .rows(row -> row.constant("state", InvoiceState.class));
        return InvoiceStanding.of(states);
    }

    private static Optional<Known> find(Connection connection, ProcessorId processor, String invoiceId)
            throws SQLException {
        return AT_PROCESSOR
                .on(connection)
                .set("processor", processor.value())
                .set("processor_invoice_id", invoiceId)
                .first(row -> new Known(row.uuid("id"), new OrderId(row.uuid("order_id"))));
    }

    private static void insert(
            Connection connection,
            UUID id,
            OrderId order,
            ProcessorId processor,
            @Nullable String invoiceId,
            InvoiceState state,
            @Nullable String detail,
            Times times)
            throws SQLException {
        INSERT.on(connection)
                .set("id", id)
                .set("order_id", order.value())
                .set("processor", processor.value())
                .set("processor_invoice_id", invoiceId)
                .set("state", state)
                .set("detail", detail)
                .set("now", times.now())
                .set("next_check_at", times.nextCheck())
                .updateExactly(1);
    }

    private static void update(
            Connection connection,
            UUID id,
            InvoiceState state,
            @Nullable String invoiceId,
            @Nullable String paymentUrl,
            @Nullable String detail,
            Times times)
            throws SQLException {
        ANSWER.on(connection)
                .set("id", id)
                .set("state", state)
                .set("processor_invoice_id", invoiceId)
                .set("payment_url", paymentUrl)
                .set("detail", detail)
                .set("now", times.now())
                .set("next_check_at", times.nextCheck())
                .updateExactly(1);
    }

    private record Times(Instant now, @Nullable Instant nextCheck) {}

    private record Known(UUID id, OrderId order) {}
}
