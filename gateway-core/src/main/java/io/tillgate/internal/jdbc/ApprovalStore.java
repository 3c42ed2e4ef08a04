package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code approval}: inserted once, and decided once. */
public final class ApprovalStore {

    static final String COLUMNS = """
            id, kind, order_id, currency, amount, terms, summary, requested_by, reason, requested_at, expires_at, state,
            decided_by, decision_reason, decided_at, outcome
            """;

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.approval (
                id, kind, order_id, subject, currency, amount, terms, summary, requested_by, reason, requested_at, expires_at,
                state)
            VALUES (
                :id, :kind, :order_id, :subject, :currency, :amount, :terms, :summary, :requested_by, :reason, :requested_at,
                :expires_at, 'WAITING')
            ON CONFLICT (subject, kind) WHERE state = 'WAITING' DO NOTHING
            """);

    /** Requests that somebody decides about right now are left to them. */
    private static final Sql EXPIRE = Sql.of("""
            UPDATE tillgate.approval a
            SET state = 'EXPIRED',
                outcome = 'nobody decided in time'
            FROM (
                SELECT id
                FROM tillgate.approval
                WHERE state = 'WAITING'
                  AND expires_at <= :now
                FOR NO KEY UPDATE SKIP LOCKED) AS over
            WHERE a.id = over.id
            """);

    private static final Sql BY_ID = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.approval
            WHERE id = :id
            """);

    private static final Sql LOCK = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.approval
            WHERE id = :id
            FOR NO KEY UPDATE
            """);

    private static final Sql WAITING = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.approval
            WHERE state = 'WAITING'
              AND expires_at > :now
            ORDER BY requested_at, id
            LIMIT :approvals_max
            """);

    private static final Sql WAITING_FOR = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.approval
            WHERE state = 'WAITING'
              AND expires_at > :now
              AND kind = :kind
              AND subject = :subject
            """);

    private static final Sql OF_ORDER = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.approval
            WHERE order_id = :order_id
            ORDER BY id DESC
            LIMIT :approvals_max
            """);

    private static final Sql DECIDE = Sql.of("""
            UPDATE tillgate.approval
            SET state = :state,
                decided_by = :decided_by,
                decision_reason = :decision_reason,
                decided_at = :decided_at,
                outcome = :outcome
            WHERE id = :id
              AND state = 'WAITING'
            """);

    private ApprovalStore() {}

    /** Stores a request; false when another one of its kind waits for the same subject. */
    public static boolean insert(Connection connection, Approval approval, String subject) throws SQLException {
        OrderId order = approval.order();
        return INSERT.on(connection)
                        .set("id", approval.id())
                        .set("kind", approval.kind())
                        .set("order_id", order == null ? null : order.value())
                        .set("subject", subject)
                        .set("currency", approval.amount().currency().code())
                        .set("amount", approval.amount().minorUnits())
                        .set("terms", approval.terms())
                        .set("summary", approval.summary())
                        .set("requested_by", approval.requestedBy())
                        .set("reason", approval.reason())
                        .set("requested_at", approval.requestedAt())
                        .set("expires_at", approval.expiresAt())
                        .update()
                == 1;
    }

    /** Ends what nobody decided about in time. */
    public static void expire(Connection connection, Instant now) throws SQLException {
        EXPIRE.on(connection).set("now", now).update();
    }

    public static Optional<Approval> find(Connection connection, UUID id) throws SQLException {
        return BY_ID.on(connection).set("id", id).first(ApprovalStore::map);
    }

    public static Optional<Approval> lock(Connection connection, UUID id) throws SQLException {
        return LOCK.on(connection).set("id", id).first(ApprovalStore::map);
    }

    public static List<Approval> waiting(Connection connection, Instant now, int approvalsMax) throws SQLException {
        return WAITING.on(connection)
                .set("now", now)
                .set("approvals_max", approvalsMax)
                .rows(ApprovalStore::map);
    }

    /** The request of a kind that waits for a subject. */
    public static Optional<Approval> waiting(Connection connection, ActKind kind, String subject, Instant now)
            throws SQLException {
        return WAITING_FOR
                .on(connection)
                .set("now", now)
                .set("kind", kind)
                .set("subject", subject)
                .first(ApprovalStore::map);
    }

    public static List<Approval> of(Connection connection, OrderId order, int approvalsMax) throws SQLException {
        return OF_ORDER.on(connection)
                .set("order_id", order.value())
                .set("approvals_max", approvalsMax)
                .rows(ApprovalStore::map);
    }

    /** Stores the decision about a request that this transaction holds locked. */
    public static void decide(Connection connection, UUID id, Approval.State state, Approval.Decision decision)
            throws SQLException {
        DECIDE.on(connection)
                .set("id", id)
                .set("state", state)
                .set("decided_by", decision.by())
                .set("decision_reason", decision.reason())
                .set("decided_at", decision.at())
                .set("outcome", decision.outcome())
                .updateExactly(1);
    }

    static Approval map(Sql.Row row) throws SQLException {
        UUID order = row.uuidOrNull("order_id");
        String decidedBy = row.textOrNull("decided_by");
        return new Approval(
                row.uuid("id"),
                row.constant("kind", ActKind.class),
                order == null ? null : new OrderId(order),
                new Money(Currency.of(row.text("currency")), row.number("amount")),
                row.text("terms"),
                row.text("summary"),
                row.text("requested_by"),
                row.text("reason"),
                row.instant("requested_at"),
                row.instant("expires_at"),
                row.constant("state", Approval.State.class),
                decidedBy == null
                        ? null
                        : new Approval.Decision(
                                decidedBy,
                                row.text("decision_reason"),
                                row.instant("decided_at"),
                                row.text("outcome")));
    }
}
