package io.tillgate.internal.jdbc;

import io.tillgate.failure.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a run: which of the staged ones are new, and those of earlier runs that found nothing yet. All statements work
 * on whole sets, in tables of the transaction's own.
 */
final class StatementLines {

    private static final int PROBLEMS_MAX = 12;

    /**
     * A line is known by its index, or by what it says and how many equal ones come before it in its file, so that the same
     * file and one that overlaps it add nothing twice.
     */
    private static final Sql FRESH = Sql.of("""
            CREATE TEMPORARY TABLE line ON COMMIT DROP AS
            SELECT keyed.n, NULL::bigint AS line_id, keyed.row_number, keyed.line_key, keyed.content_hash,
                   keyed.line_index, keyed.at, keyed.currency, keyed.type, keyed.is_fee, keyed.amount, keyed.balance,
                   keyed.reference, keyed.payment_id, keyed.transaction_id, keyed.status, keyed.info,
                   known.content_hash AS known_hash
            FROM (
                SELECT numbered.*,
                       CASE WHEN index_key IS NOT NULL THEN index_key
                            WHEN occurrence = 1 THEN content_hash
                            ELSE encode(substring(sha256(convert_to(content_hash || ':' || occurrence, 'UTF8')) FOR 16),
                                'hex')::uuid
                       END AS line_key
                FROM (
                    SELECT stage_line.*, row_number() OVER (PARTITION BY content_hash ORDER BY n) AS occurrence
                    FROM pg_temp.stage_line) numbered
                WHERE index_key IS NULL
                   OR occurrence = 1) keyed
            LEFT JOIN tillgate.statement_line known ON known.line_key = keyed.line_key
            """);

    /** A statement that changes its story is no statement. */
    private static final Sql CONTRADICTIONS = Sql.of("""
            SELECT row_number, line_index, 'was imported before with another amount or balance' AS fault
            FROM pg_temp.line
            WHERE known_hash <> content_hash
            UNION ALL
            SELECT max(row_number), min(line_index), 'is in the file twice, with other values'
            FROM pg_temp.line
            WHERE line_index IS NOT NULL
            GROUP BY line_key
            HAVING count(*) > 1
            ORDER BY row_number
            LIMIT :problems_max
            """);

    private static final Sql SUMS = Sql.of("""
            INSERT INTO tillgate.reconcile_run_sum (run_id, currency, credited_amount, debited_amount)
            SELECT :run::uuid, currency, coalesce(sum(amount) FILTER (WHERE amount > 0), 0),
                   -coalesce(sum(amount) FILTER (WHERE amount < 0), 0)
            FROM pg_temp.line
            GROUP BY currency
            """);

    private static final Sql PERIOD = Sql.of("""
            SELECT min(at) AS first, max(at) AS last, count(*) AS lines, count(*) FILTER (WHERE known_hash IS NULL) AS fresh,
                   coalesce(bool_or(reference IS NOT NULL), false) AS references,
                   coalesce(bool_or(payment_id IS NOT NULL), false) AS payment_ids,
                   coalesce(bool_or(transaction_id IS NOT NULL), false) AS transactions
            FROM pg_temp.line
            """);

    private static final Sql FORGET_KNOWN = Sql.of("""
            DELETE FROM pg_temp.line
            WHERE known_hash IS NOT NULL
            """);

    /** Whatever an earlier run left over may have found its order since. */
    private static final Sql ADD_LEFT_OVER = Sql.of("""
            INSERT INTO pg_temp.line (
                n, line_id, row_number, line_key, content_hash, line_index, at, currency, type, is_fee, amount, balance,
                reference, payment_id, transaction_id, status, info)
            SELECT -row_number() OVER (ORDER BY id), id, 0, line_key, content_hash, line_index, at, currency, type, false,
                   amount, balance, reference, payment_id, transaction_id, status, info
            FROM tillgate.statement_line
            WHERE processor = :processor
              AND matched_by IN ('NOTHING', 'AMBIGUOUS')
              AND at BETWEEN :from AND :to
            """);

    private static final Sql ANALYZE = Sql.of("ANALYZE pg_temp.line");

    private static final Sql LAST_ID = Sql.of("""
            SELECT coalesce(max(id), 0) AS last
            FROM tillgate.statement_line
            """);

    private static final Sql STORE = Sql.of("""
            INSERT INTO tillgate.statement_line (
                run_id, processor, currency, line_key, content_hash, line_index, at, type, amount, balance, reference,
                payment_id, transaction_id, status, info, fee_at, matched_by, order_id, entry_id)
            SELECT :run::uuid, :processor, l.currency, l.line_key, l.content_hash, l.line_index, l.at, l.type, l.amount,
                   l.balance, l.reference, l.payment_id, l.transaction_id, l.status, l.info,
                   CASE WHEN l.is_fee THEN greatest(l.at, :open_from::timestamptz) END,
                   CASE WHEN l.is_fee THEN 'FEE' ELSE coalesce(c.matched_by, 'NOTHING') END,
                   e.order_id, e.entry_id
            FROM pg_temp.line l
            LEFT JOIN pg_temp.claim c ON c.line = l.n
            LEFT JOIN pg_temp.entry e ON e.n = c.entry
            WHERE l.line_id IS NULL
            ORDER BY l.at, l.n
            """);

    private static final Sql UPDATE_LEFT_OVER = Sql.of("""
            UPDATE tillgate.statement_line s
            SET matched_by = c.matched_by,
                order_id = e.order_id,
                entry_id = e.entry_id
            FROM pg_temp.line l
            JOIN pg_temp.claim c ON c.line = l.n
            LEFT JOIN pg_temp.entry e ON e.n = c.entry
            WHERE s.id = l.line_id
              AND s.matched_by IN ('NOTHING', 'AMBIGUOUS')
            """);

    /** What a leftover line was called before may not hold any more: an ambiguous one may fit nothing now. */
    private static final Sql CLEAR_LEFT_OVER = Sql.of("""
            UPDATE tillgate.statement_line s
            SET matched_by = 'NOTHING'
            FROM pg_temp.line l
            WHERE s.id = l.line_id
              AND s.matched_by = 'AMBIGUOUS'
              AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)
            """);

    private StatementLines() {}

    /** What a run reads: its times, and what its lines can be matched by. */
    record Period(
            @Nullable Instant first,
            @Nullable Instant last,
            int lines,
            int fresh,
            boolean references,
            boolean paymentIds,
            boolean transactions) {}

    /** Makes the table of lines; gives what is wrong with them as a whole. */
    static List<Problem> sift(Connection connection) throws SQLException {
        FRESH.on(connection).update();
        return new ArrayList<>(CONTRADICTIONS
                .on(connection)
                .set("problems_max", PROBLEMS_MAX)
                .rows(row -> new Problem(
                        "row " + row.smallNumber("row_number") + ", index " + row.text("line_index"),
                        row.text("fault"),
                        "get the statement again; if it stays so, ask the processor which one is true")));
    }

    static Period period(Connection connection) throws SQLException {
        return PERIOD.on(connection)
                .first(row -> new Period(
                        row.instantOrNull("first"),
                        row.instantOrNull("last"),
                        row.smallNumber("lines"),
                        row.smallNumber("fresh"),
                        row.flag("references"),
                        row.flag("payment_ids"),
                        row.flag("transactions")))
                .orElseThrow();
    }

    static void storeSums(Connection connection, UUID run) throws SQLException {
        SUMS.on(connection).set("run", run).update();
    }

    /** Leaves out the lines that are known, adds those that were left over, and tells how many these are. */
    static int joinLeftOver(Connection connection, String processor, Instant from, Instant to) throws SQLException {
        FORGET_KNOWN.on(connection).update();
        int leftOver = ADD_LEFT_OVER
                .on(connection)
                .set("processor", processor)
                .set("from", from)
                .set("to", to)
                .update();
        ANALYZE.on(connection).update();
        return leftOver;
    }

    /**
     * Stores the new lines with what they were matched with.
     *
     * @param openFrom the start of the first day that is not closed
     * @return the id of the last line before them
     */
    static long store(Connection connection, UUID run, String processor, Instant openFrom) throws SQLException {
        long before = LAST_ID.on(connection).first(row -> row.number("last")).orElseThrow();
        STORE.on(connection)
                .set("run", run)
                .set("processor", processor)
                .set("open_from", openFrom)
                .update();
        return before;
    }

    /** Stores what became of those left over. */
    static void storeLeftOver(Connection connection) throws SQLException {
        UPDATE_LEFT_OVER.on(connection).update();
        CLEAR_LEFT_OVER.on(connection).update();
    }
}
