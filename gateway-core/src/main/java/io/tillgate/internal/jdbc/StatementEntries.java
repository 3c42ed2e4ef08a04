package io.tillgate.internal.jdbc;

import io.tillgate.internal.id.Uuid7;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Our side of a run: each payment and each refund that lines of a period can be about, with what it did to the balance by our
 * facts and what lines of earlier runs say of it. In a table of the transaction's own.
 */
final class StatementEntries {

    /** How far a line may lie from its payment: some statements tell days alone. */
    private static final Duration LINE_SLACK = Duration.ofDays(3);

    private static final String FOLD = """
            max(ARRAY[f.sequence,
                      CASE f.state WHEN 'PENDING' THEN 0 WHEN 'CONFIRMED' THEN 1 ELSE 2 END,
                      f.confirmed_amount]) AS fold,
            min(f.occurred_at) AS at
            """;

    private static final String PAYMENT = """
            'PAYMENT' AS kind, p.order_id, p.payment_id AS entry_id,
            CASE WHEN :transactions THEN lower(p.payment_id) END AS transaction_id,
            CASE WHEN :references THEN p.reference END AS reference, p.currency,
            CASE WHEN p.fold[2] = 2 THEN 0 ELSE p.fold[3] END AS amount,
            CASE p.fold[2] WHEN 0 THEN 'PENDING' WHEN 1 THEN 'CONFIRMED' ELSE 'REVERSED' END AS state,
            p.at
            """;

    private static final String ADD = """
            INSERT INTO pg_temp.entry (n, kind, order_id, entry_id, transaction_id, reference, currency, amount, state, at)
            SELECT :entries + row_number() OVER (),
            """;

    /**
     * The payments of the orders of the period, each folded over all of its facts as the order's status is: the highest
     * sequence wins, then the weightiest state, then the most confirmed. Orders are numbered by time, so these are one stretch
     * of both tables.
     */
    private static final String OF_PERIOD = """
            CREATE TEMPORARY TABLE entry ON COMMIT DROP AS
            SELECT row_number() OVER ()::integer AS n,
            """ + PAYMENT + """
            FROM (
                SELECT m.id AS order_id, f.payment_id, f.currency, %s AS reference,
            """ + FOLD + """
                FROM tillgate.payment f
                JOIN %s m ON m.id = f.order_id
                WHERE f.order_id >= :first_order::uuid
                  AND f.order_id < :end_order::uuid
                  AND m.id >= :first_order::uuid
                  AND m.id < :end_order::uuid
                  AND m.processor = :processor
                GROUP BY m.id, f.payment_id, f.currency) p
            """;

    private static final Sql CREATE = Sql.of(OF_PERIOD.formatted("m.reference", "tillgate.merchant_order"));

    /** The same without references, which are all that the wide rows of the orders are needed for. */
    private static final Sql CREATE_NAMELESS =
            Sql.of(OF_PERIOD.formatted("NULL::text", "(SELECT order_id AS id, processor FROM tillgate.order_search)"));

    /**
     * What lines of earlier runs say: how many there are, what they add up to, and the weightiest status. And what people put into
     * the books for it. Mostly nothing: what is added with a default takes no room in the rows that are there.
     */
    private static final Sql WITH_WHAT_IS_KNOWN = Sql.of("""
            ALTER TABLE pg_temp.entry
                ADD COLUMN lines_before bigint NOT NULL DEFAULT 0,
                ADD COLUMN there_before bigint NOT NULL DEFAULT 0,
                ADD COLUMN word_before  text,
                ADD COLUMN booked       bigint NOT NULL DEFAULT 0
            """);

    /**
     * The few of orders of other times, whose money came late, or that are being asked about: looked up one by one. All that is
     * known to differ is among the entries then, whatever the period.
     */
    private static final Sql ADD_OTHERS = Sql.of(ADD + PAYMENT + """
            FROM (
                SELECT k.order_id, k.payment_id, k.currency, o.reference, facts.fold, facts.at
                FROM (
                    SELECT order_id, payment_id, currency
                    FROM tillgate.payment
                    WHERE recorded_at BETWEEN :from AND :to
                      AND order_id < :first_order::uuid
                    UNION
                    SELECT d.order_id, d.entry_id, d.currency
                    FROM tillgate.discrepancy d
                    WHERE d.processor = :processor
                      AND d.state <> 'GONE'
                      AND d.subject LIKE 'payment:%'
                      AND (d.order_id < :first_order::uuid OR d.order_id >= :end_order::uuid)) k
                CROSS JOIN LATERAL (
                    SELECT
            """ + FOLD + """
                    FROM tillgate.payment f
                    WHERE f.order_id = k.order_id
                      AND f.payment_id = k.payment_id
                      AND f.currency = k.currency
                    OFFSET 0) facts
                CROSS JOIN LATERAL (
                    SELECT m.processor, m.reference
                    FROM tillgate.merchant_order m
                    WHERE m.id = k.order_id
                    OFFSET 0) o
                WHERE o.processor = :processor) p
            """);

    /** Refunds whose coins left in the period: what they did to the balance is negative. */
    private static final Sql ADD_REFUNDS = Sql.of(ADD + """
                   'REFUND', refund.order_id, refund.id::text, lower(r.transaction_id), m.reference, 'BTC', -refund.amount,
                   'CONFIRMED', refund.at
            FROM
            """ + Movements.REFUNDS + """
            JOIN tillgate.refund r ON r.id = refund.id
            JOIN tillgate.merchant_order m ON m.id = refund.order_id
            """);

    private static final String EARLIER_LINES = """
            UPDATE pg_temp.entry e
            SET lines_before = s.lines,
                there_before = s.there,
                word_before = s.word
            """;

    /** Of the orders of the period: nearly all of their lines are of about the same time. */
    private static final Sql EARLIER_LINES_AROUND = Sql.of(EARLIER_LINES + """
            FROM (
                SELECT l.order_id, l.entry_id, count(*) AS lines, sum(l.amount) AS there, max(l.status) AS word
                FROM tillgate.statement_line l
                WHERE l.processor = :processor
                  AND l.at BETWEEN :from AND :to
                  AND l.entry_id IS NOT NULL
                GROUP BY l.order_id, l.entry_id) s
            WHERE e.order_id = s.order_id
              AND e.entry_id = s.entry_id
            """);

    /** Of orders of other times, and of late payments: looked up one by one. */
    private static final Sql EARLIER_LINES_ELSEWHERE = Sql.of(EARLIER_LINES + """
            FROM (
                SELECT o.ctid AS place, l.lines, l.there, l.word
                FROM pg_temp.entry o
                CROSS JOIN LATERAL (
                    SELECT count(*) AS lines, sum(amount) AS there, max(status) AS word
                    FROM tillgate.statement_line
                    WHERE order_id = o.order_id
                      AND entry_id = o.entry_id
                      AND processor = :processor) l
                WHERE (o.order_id < :first_order::uuid OR o.order_id >= :end_order::uuid OR o.at > :to)
                  AND l.lines > 0) s
            WHERE e.ctid = s.place
            """);

    private static final Sql BOOKED = Sql.of("""
            UPDATE pg_temp.entry e
            SET booked = d.booked_amount
            FROM tillgate.discrepancy d
            WHERE d.processor = :processor
              AND d.booked_amount <> 0
              AND d.line_id IS NULL
              AND d.order_id = e.order_id
              AND d.entry_id = e.entry_id
            """);

    private static final Sql ANALYZE = Sql.of("ANALYZE pg_temp.entry");

    private StatementEntries() {}

    /**
     * What to collect.
     *
     * @param from the first time that counts
     * @param references whether lines name any; likewise transactions
     */
    record Stretch(String processor, Instant from, Instant to, boolean references, boolean transactions) {
        private Sql.Call set(Sql.Call call) throws SQLException {
            return call.set("processor", processor)
                    .set("first_order", Uuid7.first(from))
                    .set("end_order", Uuid7.first(to))
                    .setIfThere("from", from)
                    .setIfThere("to", to)
                    .setIfThere("references", references)
                    .setIfThere("transactions", transactions);
        }
    }

    /** Makes the table of entries. */
    static void collect(Connection connection, Stretch stretch) throws SQLException {
        String processor = stretch.processor();
        Sql create = stretch.references() ? CREATE : CREATE_NAMELESS;
        int entries = WideJoins.inStep(
                connection, () -> stretch.set(create.on(connection)).update());
        WITH_WHAT_IS_KNOWN.on(connection).update();
        int before = entries;
        entries += WideJoins.read(
                connection,
                () -> stretch.set(ADD_OTHERS.on(connection))
                        .set("entries", before)
                        .update());
        ADD_REFUNDS
                .on(connection)
                .set("processor", processor)
                .set("starts_at", stretch.from())
                .set("ends_at", stretch.to())
                .set("entries", entries)
                .update();
        ANALYZE.on(connection).update();
        EARLIER_LINES_AROUND
                .on(connection)
                .set("processor", processor)
                .set("from", stretch.from().minus(LINE_SLACK))
                .set("to", stretch.to().plus(LINE_SLACK))
                .update();
        stretch.set(EARLIER_LINES_ELSEWHERE.on(connection)).update();
        BOOKED.on(connection).set("processor", processor).update();
    }
}
