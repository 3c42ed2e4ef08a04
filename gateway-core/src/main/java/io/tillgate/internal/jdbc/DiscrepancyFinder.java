package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Where a run's lines and entries differ: opens what is new or has changed, and closes what is gone. */
final class DiscrepancyFinder {

    private static final Sql CREATE = Sql.of("""
            CREATE TEMPORARY TABLE found (
                kind         text        NOT NULL,
                subject      text        NOT NULL,
                currency     text        NOT NULL,
                line_id      bigint,
                order_id     uuid,
                entry_id     text,
                here_amount  bigint      NOT NULL,
                there_amount bigint      NOT NULL,
                detail       text        NOT NULL,
                at           timestamptz NOT NULL,
                -- what a person decided on is not opened again while these stay
                changed      boolean
            ) ON COMMIT DROP
            """);

    /** Entries that no line of this run is about and that differ from what lines of earlier runs say, if any do. */
    private static final Sql CREATE_UNCLAIMED = Sql.of("""
            CREATE TEMPORARY TABLE unclaimed ON COMMIT DROP AS
            SELECT *
            FROM pg_temp.entry e
            WHERE CASE
                    WHEN lines_before > 0
                        THEN there_before <> amount + booked OR (word_before <> 'confirmed' AND amount <> 0)
                    ELSE amount + booked <> 0
                  END
              AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.entry = e.n)
            """);

    /** A line that agrees, and is the only one of its entry, is no difference: of a million lines nearly all. */
    private static final Sql WITH_LINES = Sql.of("""
            INSERT INTO pg_temp.found
            SELECT CASE WHEN state <> 'CONFIRMED' OR word <> 'confirmed' THEN 'STATUS' ELSE 'AMOUNT' END,
                   lower(kind) || ':' || CASE kind WHEN 'PAYMENT' THEN order_id || ':' ELSE '' END || entry_id,
                   currency, NULL, order_id, entry_id, amount, there,
                   CASE WHEN state <> 'CONFIRMED' OR word <> 'confirmed'
                        THEN 'the ' || lower(kind) || ' is ' || lower(state) || ' here and ' || word || ' on the statement'
                        ELSE 'the amounts of the ' || lower(kind) || ' differ' END,
                   at, NULL
            FROM (
                SELECT e.*, e.there_before + s.there AS there, greatest(s.word, e.word_before) AS word
                FROM pg_temp.entry e
                JOIN (
                    SELECT entry, sum(amount) AS there, coalesce(max(status), 'confirmed') AS word
                    FROM pg_temp.claim
                    WHERE :odd
                      AND entry IN (
                        SELECT entry
                        FROM pg_temp.claim
                        WHERE entry IS NOT NULL
                        GROUP BY entry
                        HAVING count(*) > 1 OR NOT bool_and(agrees))
                    GROUP BY entry) s ON s.entry = e.n
                UNION ALL
                SELECT u.*, u.there_before, coalesce(u.word_before, 'confirmed')
                FROM pg_temp.unclaimed u
                WHERE u.lines_before > 0) entry
            WHERE there <> amount + booked
               OR (word <> 'confirmed' AND amount <> 0)
            """);

    /**
     * Only where statements cover the time, and not at the ends of what they cover: there the line may stand in the next file.
     * What a line that fits several may be about is not missing for sure.
     */
    private static final Sql WITHOUT_LINES = Sql.of("""
            INSERT INTO pg_temp.found
            SELECT 'MISSING_THERE', lower(e.kind) || ':' || CASE e.kind WHEN 'PAYMENT' THEN e.order_id || ':' ELSE '' END
                   || e.entry_id,
                   e.currency, NULL, e.order_id, e.entry_id, e.amount, 0,
                   'the statement has no line for the ' || lower(e.kind), e.at, NULL
            FROM pg_temp.unclaimed e
            WHERE e.lines_before = 0
              AND EXISTS (
                SELECT 1
                FROM (
                    SELECT unnest(range_agg(tstzrange(period_from, period_to + :gap::interval))) AS stretch
                    FROM (
                        SELECT period_from, period_to
                        FROM tillgate.reconcile_run
                        WHERE processor = :processor
                          AND period_from IS NOT NULL
                          AND source <> 'AGAIN'
                        UNION ALL
                        SELECT :first, :last) run) covered
                WHERE e.at BETWEEN lower(covered.stretch) + :edge::interval
                               AND upper(covered.stretch) - :gap::interval - :edge::interval)
              AND NOT EXISTS (SELECT 1 FROM pg_temp.near n WHERE n.entry = e.n AND n.lines > 0)
            """);

    /** Each line that is left over. */
    private static final Sql LEFT_OVER = Sql.of("""
            INSERT INTO pg_temp.found
            SELECT 'MISSING_HERE', 'line:' || s.id, s.currency, s.id, o.id, NULL, 0, s.amount,
                   CASE WHEN o.id IS NOT NULL THEN 'the order of the reference has no such ' ELSE 'there is no such ' END
                   || CASE WHEN s.amount < 0 THEN 'refund' ELSE 'payment' END
                   || CASE WHEN o.id IS NULL THEN ' here' ELSE '' END,
                   s.at, NULL
            FROM (
                SELECT l.line_id AS id, l.currency, l.amount, l.at, l.reference
                FROM pg_temp.line l
                WHERE NOT l.is_fee
                  AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)) s
            LEFT JOIN LATERAL (
                SELECT id
                FROM tillgate.merchant_order
                WHERE reference = s.reference COLLATE "C"
                ORDER BY attempt DESC
                LIMIT 1) o ON true
            """);

    private static final Sql COMPARE = Sql.of("""
            UPDATE pg_temp.found f
            SET changed = d.state = 'GONE'
                       OR (d.state = 'RESOLVED'
                           AND (d.kind, d.here_amount, d.there_amount) <> (f.kind, f.here_amount, f.there_amount))
            FROM tillgate.discrepancy d
            WHERE d.processor = :processor
              AND d.currency = f.currency
              AND d.subject = f.subject
            """);

    private static final Sql LOG_REOPENED = Sql.of("""
            INSERT INTO tillgate.resolution (discrepancy_id, kind, here_amount, there_amount, actor, reason, at)
            SELECT d.id, 'REOPENED', f.here_amount, f.there_amount, 'tillgate', 'the facts changed: ' || f.detail, :now
            FROM pg_temp.found f
            JOIN tillgate.discrepancy d ON d.processor = :processor AND d.currency = f.currency AND d.subject = f.subject
            WHERE f.changed
            """);

    private static final Sql OPEN = Sql.of("""
            INSERT INTO tillgate.discrepancy AS d (
                processor, currency, kind, subject, line_id, order_id, entry_id, here_amount, there_amount, detail, at, state,
                opened_at, run_id)
            SELECT :processor, currency, kind, subject, line_id, order_id, entry_id, here_amount, there_amount, detail, at,
                   'OPEN', :now, :run::uuid
            FROM pg_temp.found
            ON CONFLICT (processor, currency, subject) DO UPDATE
                SET kind = excluded.kind,
                    order_id = excluded.order_id,
                    here_amount = excluded.here_amount,
                    there_amount = excluded.there_amount,
                    detail = excluded.detail,
                    state = 'OPEN',
                    opened_at = CASE WHEN d.state = 'OPEN' THEN d.opened_at ELSE excluded.opened_at END,
                    run_id = excluded.run_id
                WHERE d.state = 'GONE'
                   OR (d.kind, d.here_amount, d.there_amount) <> (excluded.kind, excluded.here_amount, excluded.there_amount)
            """);

    /** Looked at in this run and found to be none. Each payment that is known to differ is among the entries, whatever its time. */
    private static final Sql GONE = Sql.of("""
            CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
            SELECT d.id, d.here_amount, d.there_amount
            FROM (
                SELECT *
                FROM tillgate.discrepancy
                WHERE processor = :processor
                  AND state <> 'GONE'
                  AND (booked_amount = 0 OR state = 'OPEN' OR line_id IS NOT NULL)) d
            WHERE CASE
                    WHEN d.line_id IS NOT NULL
                        THEN d.line_id IN (SELECT line_id FROM pg_temp.line WHERE n < 0)
                    WHEN d.subject LIKE 'refund:%'
                        THEN d.entry_id IN (SELECT entry_id FROM pg_temp.entry WHERE kind = 'REFUND')
                    ELSE true
                  END
              AND NOT EXISTS (
                SELECT 1 FROM pg_temp.found f WHERE f.subject = d.subject AND f.currency = d.currency)
            """);

    private static final Sql LOG_GONE = Sql.of("""
            INSERT INTO tillgate.resolution (discrepancy_id, kind, here_amount, there_amount, actor, reason, at)
            SELECT id, 'GONE', here_amount, there_amount, 'tillgate', 'the facts changed: both sides agree', :now
            FROM pg_temp.gone
            """);

    private static final Sql CLOSE_GONE = Sql.of("""
            UPDATE tillgate.discrepancy
            SET state = 'GONE',
                run_id = :run::uuid
            WHERE id IN (SELECT id FROM pg_temp.gone)
            """);

    private DiscrepancyFinder() {}

    /** How many were opened, or opened again, and how many are gone. */
    record Counts(int opened, int gone) {}

    /**
     * What a run looks at.
     *
     * @param first the start of what its statement covers
     * @param odd whether any line says anything else than our facts
     * @param unmatched how many lines found nothing
     */
    record Scope(UUID run, String processor, Instant first, Instant last, boolean odd, int unmatched) {}

    /**
     * @param edge how far from the ends of what statements cover nothing is said to be missing
     * @param gap how long nothing may happen on an account without a statement being missing
     */
    static Counts find(Connection connection, Scope scope, Duration edge, Duration gap, Instant now)
            throws SQLException {
        CREATE.on(connection).update();
        CREATE_UNCLAIMED.on(connection).update();
        WITH_LINES.on(connection).set("odd", scope.odd()).update();
        WITHOUT_LINES
                .on(connection)
                .set("processor", scope.processor())
                .set("first", scope.first())
                .set("last", scope.last())
                .set("edge", edge.toMillis() + " milliseconds")
                .set("gap", gap.toMillis() + " milliseconds")
                .update();
        if (scope.unmatched() > 0) {
            LEFT_OVER.on(connection).update();
        }
        COMPARE.on(connection).set("processor", scope.processor()).update();
        LOG_REOPENED
                .on(connection)
                .set("processor", scope.processor())
                .set("now", now)
                .update();
        int opened = OPEN.on(connection)
                .set("processor", scope.processor())
                .set("run", scope.run())
                .set("now", now)
                .update();
        GONE.on(connection).set("processor", scope.processor()).update();
        LOG_GONE.on(connection).set("now", now).update();
        int gone = CLOSE_GONE.on(connection).set("run", scope.run()).update();
        return new Counts(opened, gone);
    }
}
