package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.DiscrepancyKind;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.reconcile.StatementLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code discrepancy} and {@code resolution}. */
final class DiscrepancyStore {

    private static final int COUNTED_MAX = 1000;

    private static final String COLUMNS = """
            SELECT id, processor, currency, kind, line_id, order_id, entry_id, here_amount, there_amount, booked_amount,
                   detail, at, state, opened_at, run_id
            FROM tillgate.discrepancy
            """;

    private static final Sql LIST = Sql.of(COLUMNS + """
            WHERE (:state::text IS NULL OR state = :state)
              AND (:kind::text IS NULL OR kind = :kind)
              AND (:run::uuid IS NULL OR run_id = :run)
              AND (:older_than::bigint IS NULL OR id < :older_than)
            ORDER BY id DESC
            LIMIT :rows_max
            """);

    private static final Sql FIND = Sql.of(COLUMNS + """
            WHERE id = :id
            """);

    private static final Sql OF_LINE = Sql.of(COLUMNS + """
            WHERE line_id = :line
              AND processor = :processor
              AND currency = :currency
              AND subject = 'line:' || :line
            """);

    private static final Sql LOCK = Sql.of("""
            SELECT state
            FROM tillgate.discrepancy
            WHERE id = :id
            FOR UPDATE
            """);

    private static final Sql COUNT_OPEN = Sql.of("""
            SELECT count(*) AS open
            FROM (SELECT 1 FROM tillgate.discrepancy WHERE state = 'OPEN' LIMIT :counted_max) some
            """);

    /** Of a line that fits several entries: it was no discrepancy, and becomes one whose decision is kept. */
    private static final Sql INSERT_AMBIGUOUS = Sql.of("""
            INSERT INTO tillgate.discrepancy (
                processor, currency, kind, subject, line_id, here_amount, there_amount, detail, at, state, opened_at, run_id)
            SELECT processor, currency, 'MISSING_HERE', 'line:' || id, id, 0, amount, 'several payments fit the line', at,
                   'OPEN', :now, run_id
            FROM tillgate.statement_line
            WHERE id = :line
            RETURNING id
            """);

    private static final Sql RESOLVE = Sql.of("""
            UPDATE tillgate.discrepancy
            SET state = 'RESOLVED',
                booked_amount = booked_amount + :booked
            WHERE id = :id
            """);

    private static final Sql LOG = Sql.of("""
            INSERT INTO tillgate.resolution (discrepancy_id, kind, here_amount, there_amount, actor, reason, at)
            VALUES (:id, :kind, :here, :there, :actor, :reason, :now)
            """);

    private static final Sql RESOLUTIONS = Sql.of("""
            SELECT r.discrepancy_id, d.currency, r.kind, r.here_amount, r.there_amount, r.actor, r.reason, r.at
            FROM tillgate.resolution r
            JOIN tillgate.discrepancy d ON d.id = r.discrepancy_id
            WHERE r.discrepancy_id = ANY (:ids)
            ORDER BY r.discrepancy_id, r.id
            """);

    private DiscrepancyStore() {}

    /**
     * How a person resolved one.
     *
     * @param booked what was put into the books for it just now
     */
    record Resolved(ResolutionKind kind, Signed by, long booked) {
        static Resolved by(Decision decision) {
            return new Resolved(decision.kind(), new Signed(decision.actor(), decision.reason()), 0);
        }
    }

    static List<Discrepancy> list(Connection connection, DiscrepancyFilter filter) throws SQLException {
        return withResolutions(
                connection,
                LIST.on(connection)
                        .set("state", filter.state())
                        .set("kind", filter.kind())
                        .set("run", filter.runId())
                        .set("older_than", filter.olderThan())
                        .set("rows_max", StatementDesk.PAGE_ROWS)
                        .rows(DiscrepancyStore::map));
    }

    static Optional<Discrepancy> find(Connection connection, long id) throws SQLException {
        return withResolutions(connection, FIND.on(connection).set("id", id).rows(DiscrepancyStore::map)).stream()
                .findFirst();
    }

    static Optional<Discrepancy> ofLine(Connection connection, String processor, String currency, long line)
            throws SQLException {
        return OF_LINE.on(connection)
                .set("processor", processor)
                .set("currency", currency)
                .set("line", line)
                .first(DiscrepancyStore::map);
    }

    /** Opens one for a line that fits several entries. */
    static Discrepancy ambiguous(Connection connection, StatementLine line, Instant now) throws SQLException {
        long id = INSERT_AMBIGUOUS
                .on(connection)
                .set("line", line.id())
                .set("now", now)
                .first(row -> row.number("id"))
                .orElseThrow();
        return find(connection, id).orElseThrow();
    }

    /** Locks it, so that two people who decide at once do so one after the other. */
    static Optional<Discrepancy> lock(Connection connection, long id) throws SQLException {
        LOCK.on(connection).set("id", id).first(row -> row.text("state"));
        return find(connection, id);
    }

    static int countOpen(Connection connection) throws SQLException {
        return COUNT_OPEN
                .on(connection)
                .set("counted_max", COUNTED_MAX)
                .first(row -> row.smallNumber("open"))
                .orElse(0);
    }

    static void resolve(Connection connection, Discrepancy discrepancy, Resolved as, Instant now) throws SQLException {
        RESOLVE.on(connection)
                .set("id", discrepancy.id())
                .set("booked", as.booked())
                .updateExactly(1);
        LOG.on(connection)
                .set("id", discrepancy.id())
                .set("kind", as.kind())
                .set("here", discrepancy.here().minorUnits())
                .set("there", discrepancy.there().minorUnits())
                .set("actor", as.by().actor())
                .set("reason", as.by().because())
                .set("now", now)
                .updateExactly(1);
    }

    private static List<Discrepancy> withResolutions(Connection connection, List<Discrepancy> bare)
            throws SQLException {
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Long, List<Discrepancy.Resolution>> resolutions = new HashMap<>();
        RESOLUTIONS
                .on(connection)
                .setArray("ids", "bigint", bare.stream().map(Discrepancy::id).toArray())
                .rows(row -> resolutions
                        .computeIfAbsent(row.number("discrepancy_id"), id -> new ArrayList<>())
                        .add(resolution(row)));
        return bare.stream()
                .map(one -> with(one, resolutions.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Discrepancy.Resolution resolution(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("currency"));
        return new Discrepancy.Resolution(
                row.constant("kind", ResolutionKind.class),
                new Money(currency, row.number("here_amount")),
                new Money(currency, row.number("there_amount")),
                row.text("actor"),
                row.text("reason"),
                row.instant("at"));
    }

    private static Discrepancy with(Discrepancy one, List<Discrepancy.Resolution> resolutions) {
        return new Discrepancy(
                one.id(),
                one.processor(),
                one.kind(),
                one.here(),
                one.there(),
                one.booked(),
                one.lineId(),
                one.orderId(),
                one.entryId(),
                one.detail(),
                one.at(),
                one.state(),
                one.openedAt(),
                one.runId(),
                resolutions);
    }

    private static Discrepancy map(Sql.Row row) throws SQLException {
        Currency currency = Currency.of(row.text("currency"));
        UUID order = row.uuidOrNull("order_id");
        return new Discrepancy(
                row.number("id"),
                row.text("processor"),
                row.constant("kind", DiscrepancyKind.class),
                new Money(currency, row.number("here_amount")),
                new Money(currency, row.number("there_amount")),
                new Money(currency, row.number("booked_amount")),
                row.numberOrNull("line_id"),
                order == null ? null : new OrderId(order),
                row.textOrNull("entry_id"),
                row.text("detail"),
                row.instant("at"),
                row.constant("state", DiscrepancyState.class),
                row.instant("opened_at"),
                row.uuid("run_id"),
                List.of());
    }
}
