package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Matches lines with entries, strongest evidence first; a line is claimed once. A line that names what it is about is never
 * matched by its amount: a reference that is not ours says that the money is not ours.
 */
final class StatementMatcher {

    private static final Sql CREATE = Sql.of("""
            CREATE TEMPORARY TABLE claim (
                line       integer NOT NULL,
                entry      integer,
                matched_by text    NOT NULL,
                amount     bigint  NOT NULL,
                status     text,
                -- whether the entry has the line's amount: of several that fit, the only one that has is meant
                same       boolean NOT NULL DEFAULT false,
                -- whether the line alone says just what our facts say; where not, both sides are added up
                agrees     boolean NOT NULL DEFAULT false,
                order_id   uuid,
                entry_id   text
            ) ON COMMIT DROP
            """);

    private static final String FITS = """
            INSERT INTO pg_temp.claim (line, entry, matched_by, amount, status, same, agrees, order_id, entry_id)
            SELECT l.n, e.n, :by, l.amount, l.status, e.amount = l.amount,
                   e.amount + e.booked - e.there_before = l.amount
                       AND e.state = 'CONFIRMED'
                       AND coalesce(l.status, 'confirmed') = 'confirmed',
                   e.order_id, e.entry_id
            FROM pg_temp.line l
            JOIN pg_temp.entry e ON e.currency = l.currency
                                AND (e.kind = 'PAYMENT') = (l.amount >= 0)
                                AND %s
            WHERE NOT l.is_fee
              AND %s
              AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)
            """;

    /** Mostly neither, and told sooner than which ones: lines that fit several entries, and what does not agree to the end. */
    private static final Sql LOOK = Sql.of("""
            SELECT count(*) > count(DISTINCT line) AS several, count(*) > count(DISTINCT entry) OR NOT bool_and(agrees) AS odd
            FROM pg_temp.claim
            WHERE matched_by = :by
            """);

    private static final Sql ANY_SHARED = Sql.of("""
            SELECT count(entry) > count(DISTINCT entry) AS found
            FROM pg_temp.claim
            """);

    /** Of several payments of a reference the one of the same amount; where two have it, nothing is guessed. */
    private static final Sql KEEP_BEST_FIT = Sql.of("""
            DELETE FROM pg_temp.claim c
            USING (
                SELECT line, count(*) FILTER (WHERE same) AS same
                FROM pg_temp.claim
                WHERE matched_by = :by
                GROUP BY line
                HAVING count(*) > 1) several
            WHERE c.line = several.line
              AND (several.same <> 1 OR NOT c.same)
            """);

    private static final Sql BY_REFERENCE =
            Sql.of(FITS.formatted("e.reference = l.reference COLLATE \"C\"", "l.reference IS NOT NULL"));

    private static final Sql BY_PAYMENT_ID =
            Sql.of(FITS.formatted("e.entry_id = l.payment_id", "l.payment_id IS NOT NULL"));

    /** A transaction has 64 digits, and its output behind a colon or a hyphen; either side may leave the output out. */
    private static final Sql BY_TRANSACTION = Sql.of(FITS.formatted("""
            left(e.transaction_id, 64) = left(l.transaction_id, 64)
                                    AND (substr(e.transaction_id, 66) = ''
                                      OR substr(l.transaction_id, 66) = ''
                                      OR substr(e.transaction_id, 66) = substr(l.transaction_id, 66))
            """, "l.transaction_id IS NOT NULL"));

    /** Those that name something of which several are here: not to be guessed. */
    private static final Sql NAMED_AMBIGUOUSLY = Sql.of("""
            INSERT INTO pg_temp.claim (line, entry, matched_by, amount, status)
            SELECT DISTINCT l.n, NULL::integer, 'AMBIGUOUS', l.amount, l.status
            FROM pg_temp.line l
            JOIN pg_temp.entry e ON e.currency = l.currency
                                AND (e.kind = 'PAYMENT') = (l.amount >= 0)
                                AND e.reference = l.reference COLLATE "C"
            WHERE NOT l.is_fee
              AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)
            """);

    private static final Sql CREATE_NEAR = Sql.of("""
            CREATE TEMPORARY TABLE near (
                line      integer,
                entry     integer,
                amount    bigint NOT NULL,
                status    text,
                entries   bigint NOT NULL,
                entry_sum bigint,
                lines     bigint NOT NULL
            ) ON COMMIT DROP
            """);

    /** A line that names what it is about is not matched by its amount. */
    private static final Sql ANY_NAMELESS = Sql.of("""
            SELECT EXISTS (
                SELECT 1
                FROM pg_temp.line l
                WHERE NOT l.is_fee
                  AND l.reference IS NULL
                  AND l.payment_id IS NULL
                  AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)) AS found
            """);

    /**
     * For each line and entry that is left, how many of the other side have its amount around its time. Counted by a window
     * over both sides, in one sort: a join would pair every sale of a popular price with every other.
     */
    private static final Sql COUNT_NEAR = Sql.of("""
            INSERT INTO pg_temp.near (line, entry, amount, status, entries, entry_sum, lines)
            SELECT line, entry, amount, status,
                   count(entry) OVER around AS entries,
                   sum(entry) OVER around AS entry_sum,
                   count(line) OVER around AS lines
            FROM (
                SELECT l.n AS line, NULL::integer AS entry, l.currency, l.amount, l.status,
                       (extract(epoch FROM l.at) * 1000)::bigint AS millis
                FROM pg_temp.line l
                WHERE NOT l.is_fee
                  AND l.reference IS NULL
                  AND l.payment_id IS NULL
                  AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.line = l.n)
                UNION ALL
                SELECT NULL, e.n, e.currency, e.amount, NULL, (extract(epoch FROM e.at) * 1000)::bigint
                FROM pg_temp.entry e
                WHERE e.amount <> 0
                  AND e.lines_before = 0
                  AND NOT EXISTS (SELECT 1 FROM pg_temp.claim c WHERE c.entry = e.n)) both_sides
            WINDOW around AS (PARTITION BY currency, amount ORDER BY millis
                              RANGE BETWEEN :millis::bigint PRECEDING AND :millis::bigint FOLLOWING)
            """);

    private static final Sql BY_AMOUNT_AND_TIME = Sql.of("""
            WITH made AS (
                INSERT INTO pg_temp.claim (line, entry, matched_by, amount, status, order_id, entry_id)
                SELECT l.line, e.entry, CASE WHEN e.entry IS NULL THEN 'AMBIGUOUS' ELSE 'AMOUNT_AND_TIME' END, l.amount, l.status,
                       f.order_id, f.entry_id
                FROM pg_temp.near l
                LEFT JOIN pg_temp.near e ON e.entry = l.entry_sum
                                        AND l.entries = 1
                                        AND e.lines = 1
                LEFT JOIN pg_temp.entry f ON f.n = e.entry
                WHERE l.line IS NOT NULL
                  AND l.entries > 0
                RETURNING entry)
            SELECT count(entry) AS matched, count(*) - count(entry) AS ambiguous
            FROM made
            """);

    private static final Sql ANALYZE = Sql.of("ANALYZE pg_temp.claim");

    private final Connection connection;
    private final int toMatch;
    private int matched;
    private int ambiguous;
    private int levels;
    private boolean odd;

    private StatementMatcher(Connection connection, int toMatch) {
        this.connection = connection;
        this.toMatch = toMatch;
    }

    /**
     * What came of it.
     *
     * @param ambiguous how many lines fit several entries
     * @param unmatched how many found nothing
     * @param odd false where each line says just what our facts say and is the only one of its entry
     */
    record Result(int matched, int ambiguous, int unmatched, boolean odd) {}

    /** Fills the table of claims; {@code near} then tells which entries a line that is left over may be about. */
    static Result match(Connection connection, StatementLines.Contents lines, Duration around) throws SQLException {
        CREATE.on(connection).update();
        CREATE_NEAR.on(connection).update();
        StatementMatcher matcher = new StatementMatcher(connection, lines.toMatch());
        matcher.match(lines, around);
        ANALYZE.on(connection).update();
        // Each level looked at its own lines.
        matcher.odd |= matcher.levels > 1 && !matcher.odd && told(connection, ANY_SHARED);
        return new Result(matcher.matched, matcher.ambiguous, matcher.left(), matcher.odd);
    }

    private void match(StatementLines.Contents lines, Duration around) throws SQLException {
        if (lines.references()) {
            claim(BY_REFERENCE, "REFERENCE");
        }
        if (lines.paymentIds() && left() > 0) {
            claim(BY_PAYMENT_ID, "PAYMENT_ID");
        }
        if (lines.transactions() && left() > 0) {
            claim(BY_TRANSACTION, "TRANSACTION");
        }
        if (lines.references() && left() > 0) {
            ambiguous += NAMED_AMBIGUOUSLY.on(connection).update();
        }
        if (left() > 0 && told(connection, ANY_NAMELESS)) {
            COUNT_NEAR.on(connection).set("millis", around.toMillis()).update();
            int before = matched;
            BY_AMOUNT_AND_TIME.on(connection).first(row -> {
                matched += row.smallNumber("matched");
                ambiguous += row.smallNumber("ambiguous");
                return row;
            });
            odd |= matched > before;
        }
    }

    private int left() {
        return toMatch - matched - ambiguous;
    }

    private void claim(Sql level, String by) throws SQLException {
        int claims = level.on(connection).set("by", by).update();
        if (claims == 0) {
            return;
        }
        ANALYZE.on(connection).update();
        levels++;
        Look look = LOOK.on(connection)
                .set("by", by)
                .first(row -> new Look(row.flag("several"), row.flag("odd")))
                .orElseThrow();
        odd |= look.odd || look.several;
        matched += claims
                - (look.several ? KEEP_BEST_FIT.on(connection).set("by", by).update() : 0);
    }

    private record Look(boolean several, boolean odd) {}

    private static boolean told(Connection connection, Sql question) throws SQLException {
        return question.on(connection).first(row -> row.flag("found")).orElseThrow();
    }
}
