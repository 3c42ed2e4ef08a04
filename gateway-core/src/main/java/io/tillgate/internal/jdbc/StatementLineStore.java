package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.reconcile.StatementLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code statement_line}, read; and claimed by hand. */
final class StatementLineStore {

    private static final int PAYMENTS_LOOKED_AT_MAX = 100_000;

    private static final String COLUMNS = """
            s.id, s.processor, s.currency, s.line_index, s.at, s.type, s.amount, s.balance, s.reference, s.payment_id,
            s.transaction_id, s.status, s.info, s.matched_by, s.order_id, s.entry_id
            """;

    /** The run is asked first: joined with it, the lines of all earlier runs would be looked through. */
    private static final Sql OF_RUN = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.statement_line s
            WHERE s.run_id = :run
              AND s.id > :after
              AND s.id >= (SELECT first_line FROM tillgate.reconcile_run WHERE id = :run)
              AND s.id <= (SELECT last_line FROM tillgate.reconcile_run WHERE id = :run)
              AND (:matched_by::text IS NULL OR s.matched_by = :matched_by)
            ORDER BY s.id
            LIMIT :rows_max
            """);

    private static final Sql FIND = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.statement_line s
            WHERE s.id = :id
            """);

    private static final Sql AMBIGUOUS = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.statement_line s
            WHERE s.matched_by = 'AMBIGUOUS'
            ORDER BY s.id DESC
            LIMIT :rows_max
            """);

    /**
     * Those of its amount among the payments that were recorded from shortly before it on, in the order in which they are
     * stored; not more of them than a page may wait for.
     */
    private static final Sql CANDIDATES = Sql.of("""
            SELECT p.order_id, o.reference, p.payment_id, min(p.occurred_at) AS at
            FROM tillgate.statement_line s
            CROSS JOIN LATERAL (
                SELECT *
                FROM tillgate.payment
                WHERE recorded_at BETWEEN s.at - :around::interval AND s.at + :slack::interval
                LIMIT :payments_max) p
            JOIN tillgate.merchant_order o ON o.id = p.order_id AND o.processor = s.processor
            WHERE s.id = :id
              AND p.currency = s.currency
              AND p.confirmed_amount = s.amount
              AND p.state <> 'REVERSED'
              AND p.occurred_at BETWEEN s.at - :around::interval AND s.at + :around::interval
              AND NOT EXISTS (
                SELECT 1
                FROM tillgate.statement_line other
                WHERE other.order_id = p.order_id
                  AND other.entry_id = p.payment_id)
            GROUP BY p.order_id, o.reference, p.payment_id
            ORDER BY at, p.order_id
            LIMIT :rows_max
            """);

    /** Only a line that is nobody's yet: of two people who match it at once, one is too late. */
    private static final Sql CLAIM = Sql.of("""
            UPDATE tillgate.statement_line
            SET matched_by = :matched_by,
                order_id = :order_id::uuid,
                entry_id = :entry_id
            WHERE id = :id
              AND matched_by IN ('NOTHING', 'AMBIGUOUS')
            """);

    private StatementLineStore() {}

    static List<StatementLine> ofRun(Connection connection, UUID run, @Nullable MatchedBy matchedBy, long after)
            throws SQLException {
        return OF_RUN.on(connection)
                .set("run", run)
                .set("matched_by", matchedBy)
                .set("after", after)
                .set("rows_max", StatementDesk.PAGE_ROWS)
                .rows(StatementLineStore::map);
    }

    static Optional<StatementLine> find(Connection connection, long id) throws SQLException {
        return FIND.on(connection).set("id", id).first(StatementLineStore::map);
    }

    static List<StatementLine> ambiguous(Connection connection) throws SQLException {
        return AMBIGUOUS.on(connection).set("rows_max", StatementDesk.PAGE_ROWS).rows(StatementLineStore::map);
    }

    static List<StatementDesk.Candidate> candidates(Connection connection, long id, Duration around, Duration slack)
            throws SQLException {
        return CANDIDATES
                .on(connection)
                .set("id", id)
                .set("around", around.toMillis() + " milliseconds")
                .set("slack", slack.toMillis() + " milliseconds")
                .set("payments_max", PAYMENTS_LOOKED_AT_MAX)
                .set("rows_max", StatementDesk.PAGE_ROWS)
                .rows(row -> new StatementDesk.Candidate(
                        new OrderId(row.uuid("order_id")),
                        row.text("reference"),
                        row.text("payment_id"),
                        row.instant("at")));
    }

    /** False when somebody or something claimed it before. */
    static boolean claim(Connection connection, long id, MatchedBy by, @Nullable UUID order, @Nullable String entry)
            throws SQLException {
        return CLAIM.on(connection)
                        .set("id", id)
                        .set("matched_by", by)
                        .set("order_id", order)
                        .set("entry_id", entry)
                        .update()
                == 1;
    }

    private static StatementLine map(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("currency"));
        Long balance = row.numberOrNull("balance");
        UUID order = row.uuidOrNull("order_id");
        return new StatementLine(
                row.number("id"),
                row.text("processor"),
                row.textOrNull("line_index"),
                row.instant("at"),
                row.text("type"),
                new Money(currency, row.number("amount")),
                balance == null ? null : new Money(currency, balance),
                row.textOrNull("reference"),
                row.textOrNull("payment_id"),
                row.textOrNull("transaction_id"),
                row.textOrNull("status"),
                row.textOrNull("info"),
                row.constant("matched_by", MatchedBy.class),
                order == null ? null : new OrderId(order),
                row.textOrNull("entry_id"));
    }
}
