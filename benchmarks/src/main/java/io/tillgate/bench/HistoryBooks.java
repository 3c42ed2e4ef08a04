package io.tillgate.bench;

import io.tillgate.Gateway;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.CloseAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Statements about all but the newest orders, with what did not match, the figures of each day, and closed days. The newest
 * closed days are closed by Tillgate itself; older ones are made up, since only lists read them.
 */
final class HistoryBooks {

    /** So many of the newest orders are on no statement yet: {@link BooksBench} brings a statement of theirs. */
    static final long ORDERS_NOT_STATED_MAX = 2_000_000;

    private static final ProcessorId PROCESSOR = new ProcessorId("mtgox");

    /** More than a page of the list shows. */
    private static final int DAYS_CLOSED = 35;

    /** {@link BooksBench} closes ten more. */
    private static final int DAYS_OPEN = 12;

    /** For each batch of orders: a statement of theirs. */
    static final List<String> INSERTS = List.of("""
            CREATE TEMP TABLE stated ON COMMIT DROP AS
            SELECT n, 0 AS refund, at + interval '9 minutes' AS at, 'in' AS type, due AS amount, id AS order_id, payment AS entry_id
            FROM made
            WHERE processor = 'mtgox' AND status = 'PAID' AND anomaly <> 'MARKED_BY_HAND'
              AND n <= (SELECT stated_orders FROM history.seed)
            UNION ALL
            SELECT made.n, 1, r.updated_at, 'out', -r.amount, r.order_id, r.id::text
            FROM tillgate.refund r
            JOIN made ON made.id = r.order_id
            WHERE r.processor = 'mtgox' AND r.state = 'SENT' AND made.n <= (SELECT stated_orders FROM history.seed)
            """, """
            INSERT INTO tillgate.statement_line (
                run_id, processor, currency, line_key, content_hash, line_index, at, type, amount, balance, payment_id, matched_by,
                order_id, entry_id)
            SELECT history.order_id((extract(epoch FROM last_at) * 1000)::bigint, last_n), 'mtgox', 'BTC',
                   md5('line ' || n || '.' || refund)::uuid, md5('content ' || n || '.' || refund)::uuid, (2 * n + refund)::text, at, type,
                   amount, before + sum(amount) OVER (ORDER BY at, n, refund), CASE WHEN refund = 0 THEN entry_id END, matched_by,
                   CASE WHEN matched_by = 'PAYMENT_ID' THEN order_id END, CASE WHEN matched_by = 'PAYMENT_ID' THEN entry_id END
            FROM (SELECT *, max(n) OVER () AS last_n, max(at) OVER () AS last_at,
                         CASE WHEN n % 10007 = 1 THEN 'NOTHING' WHEN n % 20011 = 2 THEN 'AMBIGUOUS' ELSE 'PAYMENT_ID' END AS matched_by,
                         coalesce((SELECT balance FROM tillgate.statement_line ORDER BY id DESC LIMIT 1), 0) AS before
                  FROM stated) AS line
            ORDER BY at, n, refund
            """, """
            INSERT INTO tillgate.reconcile_run (
                id, processor, source, file_name, file_hash, actor, at, period_from, period_to, lines_read, lines_new, lines_matched,
                lines_ambiguous, lines_unmatched, opened, gone, first_line, last_line)
            SELECT run_id, 'mtgox', 'MTGOX_CSV', 'history_BTC.csv', sha256(convert_to(run_id::text, 'UTF8')), 'staff1',
                   max(at) + interval '1 day', min(at), max(at), count(*), count(*), count(*) FILTER (WHERE matched_by = 'PAYMENT_ID'),
                   count(*) FILTER (WHERE matched_by = 'AMBIGUOUS'), count(*) FILTER (WHERE matched_by = 'NOTHING'), 3, 1, min(id), max(id)
            FROM tillgate.statement_line
            WHERE id > coalesce((SELECT max(last_line) FROM tillgate.reconcile_run), 0)
            GROUP BY run_id
            """, "DROP TABLE stated");

    /** Differences that the statements found, most of them resolved, and a run a day that only matched again. */
    private static final List<String> DISCREPANCIES = List.of("""
            INSERT INTO tillgate.discrepancy (
                processor, currency, kind, subject, line_id, order_id, entry_id, here_amount, there_amount, detail, at, state, opened_at,
                run_id)
            SELECT 'mtgox', 'BTC', kind, CASE WHEN kind = 'MISSING_HERE' THEN 'line:' || id ELSE 'payment:' || order_id || ':' || entry_id END,
                   CASE WHEN kind = 'MISSING_HERE' THEN id END, order_id, entry_id, CASE WHEN kind = 'MISSING_HERE' THEN 0 ELSE amount END,
                   CASE kind WHEN 'MISSING_THERE' THEN 0 WHEN 'AMOUNT' THEN amount - 1000 ELSE amount END,
                   'found by the statement of its month', at, CASE WHEN id % 50 = 0 THEN 'OPEN' WHEN id % 5 = 1 THEN 'GONE' ELSE 'RESOLVED' END,
                   at + interval '1 day', run_id
            FROM (
                SELECT *, CASE WHEN matched_by = 'NOTHING' THEN 'MISSING_HERE' ELSE (ARRAY['AMOUNT', 'MISSING_THERE', 'STATUS'])[1 + id % 3] END
                           AS kind
                FROM tillgate.statement_line
                WHERE amount > 1000 AND (matched_by = 'NOTHING' OR matched_by = 'PAYMENT_ID' AND hashint8(id) & 2047 = 1)) AS odd
            ORDER BY id
            """, """
            INSERT INTO tillgate.resolution (discrepancy_id, kind, here_amount, there_amount, actor, reason, at)
            SELECT id, CASE WHEN state = 'GONE' THEN 'GONE' ELSE 'EXPLAINED' END, here_amount, there_amount, 'staff2',
                   'the processor corrected it by mail', opened_at + interval '1 day'
            FROM tillgate.discrepancy
            WHERE state <> 'OPEN'
            """, """
            INSERT INTO tillgate.reconcile_run (
                id, processor, source, actor, at, period_from, period_to, lines_read, lines_new, lines_matched, lines_ambiguous,
                lines_unmatched, opened, gone)
            SELECT history.order_id((extract(epoch FROM day) * 1000)::bigint, 0), 'mtgox', 'AGAIN', 'tillgate', day, day - interval '1 day',
                   day, 0, 0, 0, 0, 0, 0, 0
            FROM generate_series(date_trunc('day', now() - interval '1090 days'), now(), interval '1 day') AS day
            """, """
            INSERT INTO tillgate.reconcile_run_sum (run_id, currency, credited_amount, debited_amount)
            SELECT id, 'BTC', lines_read, 0 FROM tillgate.reconcile_run
            """);

    /** What their lines say; those of the ones that are gone say what our facts say. */
    private static final List<String> DIFFERING = List.of(
            """
            CREATE TEMP TABLE differing AS
            SELECT s.id, s.run_id, d.kind
            FROM tillgate.discrepancy d
            JOIN tillgate.statement_line s ON d.subject = 'payment:' || s.order_id || ':' || s.entry_id
            WHERE d.state <> 'GONE'
            """,
            """
            UPDATE tillgate.statement_line s SET amount = s.amount - 1000 FROM differing d WHERE d.id = s.id AND d.kind = 'AMOUNT'
            """,
            """
            UPDATE tillgate.statement_line s SET status = 'pending' FROM differing d WHERE d.id = s.id AND d.kind = 'STATUS'
            """,
            """
            DELETE FROM tillgate.statement_line s USING differing d WHERE d.id = s.id AND d.kind = 'MISSING_THERE'
            """,
            """
            UPDATE tillgate.reconcile_run r
            SET lines_read = r.lines_read - d.missing, lines_new = r.lines_new - d.missing, lines_matched = r.lines_matched - d.missing
            FROM (SELECT run_id, count(*) AS missing FROM differing WHERE kind = 'MISSING_THERE' GROUP BY run_id) d
            WHERE r.id = d.run_id
            """,
            "DROP TABLE differing",
            // New lines would fill the holes between old ones, and the block range index would find them everywhere.
            "VACUUM FULL tillgate.statement_line");

    private static final List<String> FIGURES = List.of("""
            INSERT INTO tillgate.figures_progress (time_zone, next_day, read_id, waiting_id, waiting_since)
            SELECT 'Z', (now() AT TIME ZONE 'UTC')::date, last_value, last_value, now() FROM tillgate.journal_id_seq
            """, """
            INSERT INTO tillgate.figures_day (day, computed_at)
            SELECT day::date, now() FROM generate_series(now() AT TIME ZONE 'UTC' - interval '1094 days', now() AT TIME ZONE 'UTC', interval '1 day') AS day
            """, """
            INSERT INTO tillgate.day_funnel (day, processor, opened, invoiced, seen, paid, expired, cancelled, declined)
            SELECT day, coalesce(processor, ''), count(*), count(*), count(*) FILTER (WHERE status = 'PAID'),
                   count(*) FILTER (WHERE status = 'PAID'), count(*) FILTER (WHERE status = 'EXPIRED'),
                   count(*) FILTER (WHERE status = 'CANCELLED'), count(*) FILTER (WHERE status = 'DECLINED')
            FROM (SELECT *, (created_at AT TIME ZONE 'UTC')::date AS day FROM tillgate.merchant_order) AS opened
            GROUP BY GROUPING SETS ((day, processor), (day))
            """, """
            INSERT INTO tillgate.day_takings (day, processor, currency, price_currency, received, at_quote)
            SELECT day, coalesce(processor, ''), due_currency, price_currency, sum(received_amount), sum(price_amount)
            FROM (SELECT *, (created_at AT TIME ZONE 'UTC')::date AS day FROM tillgate.merchant_order WHERE received_amount > 0) AS paid
            GROUP BY GROUPING SETS ((day, processor, due_currency, price_currency), (day, due_currency, price_currency))
            """, """
            INSERT INTO tillgate.day_confirmation (day, processor, orders, half_ms, most_ms, slowest_ms)
            SELECT day, processor, paid, 540000, 600000, 900000 FROM tillgate.day_funnel WHERE paid > 0
            """, """
            INSERT INTO tillgate.day_exception (day, processor, kind, times)
            SELECT day, coalesce(processor, ''), anomaly, count(*)
            FROM (SELECT *, (created_at AT TIME ZONE 'UTC')::date AS day FROM tillgate.merchant_order WHERE anomaly <> 'NONE') AS odd
            GROUP BY GROUPING SETS ((day, processor, anomaly), (day, anomaly))
            """);

    private static final List<String> OLDER_DAYS = List.of("""
            INSERT INTO tillgate.daily_close (
                processor, currency, day, zone, starts_at, ends_at, opening_amount, received_amount, reversed_amount, refunded_amount,
                fee_amount, booked_amount, closing_amount, facts, fact_hashes, facts_hash, seal, actor, closed_at)
            SELECT 'mtgox', 'BTC', day, 'Z', day AT TIME ZONE 'UTC', (day + 1) AT TIME ZONE 'UTC', 0, f.paid * 5000000, 0, 0, 0, 0,
                   f.paid * 5000000, f.paid, ''::bytea, sha256('facts'), sha256('seal'), 'staff1', (day + 1) AT TIME ZONE 'UTC' + interval '8 hours'
            FROM tillgate.day_funnel f
            WHERE f.processor = 'mtgox' AND f.day < (SELECT min(day) FROM tillgate.daily_close)
            """, """
            INSERT INTO tillgate.daily_close_value (
                processor, currency, day, price_currency, opening_value, received_value, reversed_value, refunded_value, fee_value,
                booked_value, closing_value)
            SELECT processor, currency, day, price, 0, received_amount / 100, 0, 0, 0, 0, received_amount / 100
            FROM tillgate.daily_close, unnest(ARRAY['EUR', 'USD', 'JPY']) AS price
            WHERE seal = sha256('seal')
            """, """
            INSERT INTO tillgate.close_check (processor, currency, day, verdict, detail, checked_at)
            SELECT processor, currency, day, 'HOLDS', 'as it was sealed', now()
            FROM tillgate.daily_close
            WHERE seal = sha256('seal')
            """);

    /** Everything that {@link BooksBench} left, so that each run does the same work. */
    private static final List<String> FORGET = List.of(
            "DELETE FROM tillgate.close_check WHERE day > (SELECT last_day FROM history.seed)",
            "DELETE FROM tillgate.daily_close_value WHERE day > (SELECT last_day FROM history.seed)",
            "DELETE FROM tillgate.daily_close WHERE day > (SELECT last_day FROM history.seed)",
            """
            CREATE TEMP TABLE later AS SELECT id FROM tillgate.reconcile_run WHERE first_line > (SELECT last_line FROM history.seed)
            """,
            """
            DELETE FROM tillgate.resolution
            WHERE discrepancy_id IN (SELECT id FROM tillgate.discrepancy WHERE run_id IN (SELECT id FROM later))
            """,
            "DELETE FROM tillgate.discrepancy WHERE run_id IN (SELECT id FROM later)",
            "DELETE FROM tillgate.reconcile_run_sum WHERE run_id IN (SELECT id FROM later)",
            "DELETE FROM tillgate.reconcile_run WHERE id IN (SELECT id FROM later)",
            // Nothing refers to them any more; to be sure of that, Postgres would look through the discrepancies for
            // each.
            "SET session_replication_role = replica",
            "DELETE FROM tillgate.statement_line WHERE id > (SELECT last_line FROM history.seed)",
            "RESET session_replication_role",
            "DROP TABLE later",
            "VACUUM (ANALYZE) tillgate.statement_line, tillgate.discrepancy, tillgate.daily_close",
            // What was written for this is not to be flushed while others are measured.
            "CHECKPOINT");

    private HistoryBooks() {}

    static void makeDiscrepancies(Connection connection) throws SQLException {
        for (List<String> statements : List.of(DISCREPANCIES, DIFFERING)) {
            for (String statement : statements) {
                Query.run(connection, statement);
            }
        }
    }

    /** With all indexes, since Tillgate itself closes days here. */
    static void makeDays(Connection connection, Gateway gateway) throws SQLException {
        for (String statement : FIGURES) {
            Query.run(connection, statement);
        }
        Query.run(
                connection,
                "INSERT INTO tillgate.reconcile_account (processor, books_from)"
                        + " SELECT 'mtgox', (now() AT TIME ZONE 'UTC')::date - " + (DAYS_CLOSED + DAYS_OPEN));
        for (int i = 0; i < DAYS_CLOSED; i++) {
            CloseAnswer answer =
                    gateway.books().close(PROCESSOR, gateway.books().nextDay(PROCESSOR), "staff1");
            if (!(answer instanceof CloseAnswer.Closed)) {
                throw new IllegalStateException("a day was not closed: " + answer);
            }
        }
        for (String statement : OLDER_DAYS) {
            Query.run(connection, statement);
        }
        Query.run(
                connection,
                "UPDATE history.seed SET last_day = (SELECT max(day) FROM tillgate.daily_close),"
                        + " last_line = (SELECT coalesce(max(id), 0) FROM tillgate.statement_line)");
    }

    /** Takes back what an earlier run closed and imported. */
    static void forgetLater(Connection connection) throws SQLException {
        for (String statement : FORGET) {
            Query.run(connection, statement);
        }
    }
}
