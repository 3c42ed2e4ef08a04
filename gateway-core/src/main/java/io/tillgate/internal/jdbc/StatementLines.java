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

    /** Lines of one key, counted by their content. Few: the key of a line without an index is its time and its content. */
    private static final Sql REPEATED = Sql.of("""
            CREATE TEMPORARY TABLE repeated ON COMMIT DROP AS
            SELECT n, row_number() OVER (PARTITION BY line_key, content_hash ORDER BY n) AS occurrence
            FROM pg_temp.line
            WHERE :may_repeat
              AND line_key IN (
                SELECT line_key
                FROM pg_temp.line
                GROUP BY line_key
                HAVING count(*) > 1)
            """);

    /** The same line under the same index. */
    private static final Sql FORGET_REPEATED = Sql.of("""
            WITH forgotten AS (
                DELETE FROM pg_temp.line l
                USING pg_temp.repeated r
                WHERE r.n = l.n
                  AND r.occurrence > 1
                  AND l.line_index IS NOT NULL
                RETURNING l.currency, l.amount)
            SELECT currency, count(*) AS lines, sum(greatest(amount, 0)) AS credited, -sum(least(amount, 0)) AS debited
            FROM forgotten
            GROUP BY currency
            """);

    /**
     * A line is known by its index, or by what it says and how many equal ones come before it in its file, so that the same
     * file and one that overlaps it add nothing twice.
     */
    private static final Sql KEY_REPEATED = Sql.of("""
            UPDATE pg_temp.line l
            SET line_key = encode(substring(uuid_send(l.line_key) FOR 6) || substring(
                    sha256(convert_to(l.content_hash || ':' || r.occurrence, 'UTF8')) FOR 10), 'hex')::uuid
            FROM pg_temp.repeated r
            WHERE r.n = l.n
              AND r.occurrence > 1
              AND l.line_index IS NULL
            """);

    private static final Sql KNOWN = Sql.of("""
            CREATE TEMPORARY TABLE known ON COMMIT DROP AS
            SELECT l.n, k.content_hash <> l.content_hash AS contradicts, l.status <> coalesce(k.status, 'confirmed') AS retold
            FROM pg_temp.line l
            JOIN tillgate.statement_line k ON k.line_key = l.line_key
            WHERE k.line_key BETWEEN :least::uuid AND :greatest::uuid
            """);

    /** A statement that changes its story is no statement. */
    private static final Sql CONTRADICTIONS = Sql.of("""
            SELECT l.row_number, l.line_index, 'was imported before with another amount or balance' AS fault
            FROM pg_temp.known k
            JOIN pg_temp.line l ON l.n = k.n
            WHERE k.contradicts
            UNION ALL
            SELECT max(l.row_number), min(l.line_index), 'is in the file twice, with other values'
            FROM pg_temp.repeated r
            JOIN pg_temp.line l ON l.n = r.n
            WHERE l.line_index IS NOT NULL
            GROUP BY l.line_key
            HAVING count(*) > 1
            ORDER BY row_number
            LIMIT :problems_max
            """);

    /** What was pending under its index may be confirmed by now; whatever else it says stays. */
    private static final Sql RETELL_STATUS = Sql.of("""
            UPDATE tillgate.statement_line s
            SET status = l.status
            FROM pg_temp.known k
            JOIN pg_temp.line l ON l.n = k.n
            WHERE k.retold
              AND s.line_key = l.line_key
            """);

    private static final Sql FORGET_KNOWN = Sql.of("""
            DELETE FROM pg_temp.line l
            USING pg_temp.known k
            WHERE k.n = l.n
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

    private static final Sql CONTENTS = Sql.of("""
            SELECT count(*) FILTER (WHERE NOT is_fee) AS to_match,
                   count(*) FILTER (WHERE n < 0) AS left_over,
                   coalesce(bool_or(reference IS NOT NULL), false) AS references,
                   coalesce(bool_or(payment_id IS NOT NULL), false) AS payment_ids,
                   coalesce(bool_or(transaction_id IS NOT NULL), false) AS transactions,
                   min(line_id) FILTER (WHERE n >= 0) AS first_line,
                   max(line_id) FILTER (WHERE n >= 0) AS last_line
            FROM pg_temp.line
            """);

    private static final Sql STORE = Sql.of("""
            INSERT INTO tillgate.statement_line (
                id, run_id, processor, currency, line_key, content_hash, line_index, at, type, amount, balance, reference,
                payment_id, transaction_id, status, info, fee_at, matched_by, order_id, entry_id)
            OVERRIDING SYSTEM VALUE
            SELECT l.line_id, :run::uuid, :processor, l.currency, l.line_key, l.content_hash, l.line_index, l.at, l.type, l.amount,
                   l.balance, l.reference, l.payment_id, l.transaction_id, l.status, l.info,
                   CASE WHEN l.is_fee THEN greatest(l.at, :open_from::timestamptz) END,
                   CASE WHEN l.is_fee THEN 'FEE' ELSE coalesce(c.matched_by, 'NOTHING') END,
                   c.order_id, c.entry_id
            FROM pg_temp.line l
            LEFT JOIN pg_temp.claim c ON c.line = l.n
            WHERE l.n >= 0
            """);

    private static final Sql UPDATE_LEFT_OVER = Sql.of("""
            UPDATE tillgate.statement_line s
            SET matched_by = c.matched_by,
                order_id = c.order_id,
                entry_id = c.entry_id
            FROM pg_temp.line l
            JOIN pg_temp.claim c ON c.line = l.n
            WHERE l.n < 0
              AND s.id = l.line_id
              AND s.matched_by IN ('NOTHING', 'AMBIGUOUS')
            """);

    /** What a leftover line was called before may not hold any more: an ambiguous one may fit nothing now. */
    private static final Sql CLEAR_LEFT_OVER = Sql.of("""
            UPDATE tillgate.statement_line s
            SET matched_by = 'NOTHING'
            FROM pg_temp.line l
            WHERE l.n < 0
              AND s.id = l.line_id
              AND s.matched_by = 'AMBIGUOUS'
              AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)
            """);

    private StatementLines() {}

    /**
     * What there is to match, and by what it can be.
     *
     * @param leftOver how many were left over by earlier runs
     * @param firstLine the id of the first one that is new; null where none is
     */
    record Contents(
            int toMatch,
            int leftOver,
            boolean references,
            boolean paymentIds,
            boolean transactions,
            @Nullable Long firstLine,
            @Nullable Long lastLine) {}

    /** Finds the lines that are known; gives what is wrong with the statement as a whole. */
    static List<Problem> sift(Connection connection, StatementStage stage) throws SQLException {
        List<Problem> problems = new ArrayList<>(stage.tally().problems());
        ANALYZE.on(connection).update();
        if (REPEATED.on(connection).set("may_repeat", stage.mayRepeat()).update() > 0) {
            forgetRepeated(connection, stage.tally());
            KEY_REPEATED.on(connection).update();
        }
        stage.tally()
                .know(KNOWN.on(connection)
                        .set("least", stage.leastKey())
                        .set("greatest", stage.greatestKey())
                        .update());
        problems.addAll(CONTRADICTIONS
                .on(connection)
                .set("problems_max", PROBLEMS_MAX)
                .rows(row -> new Problem(
                        "row " + row.smallNumber("row_number") + ", index " + row.textOrNull("line_index"),
                        row.text("fault"),
                        "get the statement again; if it stays so, ask the processor which one is true")));
        return problems;
    }

    private static void forgetRepeated(Connection connection, StatementTally tally) throws SQLException {
        FORGET_REPEATED.on(connection).rows(row -> {
            tally.takeBack(
                    row.text("currency"), row.smallNumber("lines"), row.number("credited"), row.number("debited"));
            return row;
        });
    }

    /** Leaves out the lines that are known, adds those that were left over, and tells what there is to match. */
    static Contents toMatch(Connection connection, String processor, Instant from, Instant to) throws SQLException {
        RETELL_STATUS.on(connection).update();
        int known = FORGET_KNOWN.on(connection).update();
        int leftOver = ADD_LEFT_OVER
                .on(connection)
                .set("processor", processor)
                .set("from", from)
                .set("to", to)
                .update();
        if (known + leftOver > 0) {
            ANALYZE.on(connection).update();
        }
        return CONTENTS.on(connection)
                .first(row -> new Contents(
                        row.smallNumber("to_match"),
                        row.smallNumber("left_over"),
                        row.flag("references"),
                        row.flag("payment_ids"),
                        row.flag("transactions"),
                        row.numberOrNull("first_line"),
                        row.numberOrNull("last_line")))
                .orElseThrow();
    }

    /**
     * Stores the new lines with what they were matched with.
     *
     * @param openFrom the start of the first day that is not closed
     */
    static void store(Connection connection, UUID run, String processor, Instant openFrom) throws SQLException {
        STORE.on(connection)
                .set("run", run)
                .set("processor", processor)
                .set("open_from", openFrom)
                .update();
    }

    /** Stores what became of those left over. */
    static void storeLeftOver(Connection connection) throws SQLException {
        UPDATE_LEFT_OVER.on(connection).update();
        CLEAR_LEFT_OVER.on(connection).update();
    }
}
