package io.tillgate.internal.jdbc;

import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Open discrepancies, closed days on which books and statement went apart, and days whose seal is broken. */
public final class DiscrepancyInbox implements InboxSource {

    /** Days that are looked at; older ones stay in the list of the books. */
    static final Duration DAYS = Duration.ofDays(31);

    /** Along its index, however many a run opened at one moment. Of closed days there are few. */
    private static final String ITEMS = """
            (
            (SELECT 'discrepancy:' || d.id AS id, d.opened_at AS since, d.order_id, d.processor, d.currency, d.detail,
                    d.there_amount - d.here_amount - d.booked_amount AS difference
             FROM tillgate.discrepancy d
             WHERE d.state = 'OPEN'
               AND (d.opened_at, ('discrepancy:' || d.id::text) COLLATE "C") < (:since, :place)
             ORDER BY d.opened_at DESC, ('discrepancy:' || d.id::text) COLLATE "C" DESC
             LIMIT :items_max)
            UNION ALL
            SELECT 'books:' || c.processor || ':' || c.day || ':' || c.currency, c.ends_at, NULL, c.processor, c.currency,
                   'on ' || c.day || ' books and statement went apart',
                   (b.balance - c.closing_amount) - coalesce(a.balance - c.opening_amount, 0)
            FROM tillgate.daily_close c
            CROSS JOIN LATERAL (
                SELECT s.balance
                FROM tillgate.statement_line s
                WHERE s.processor = c.processor
                  AND s.currency = c.currency
                  AND s.at < c.ends_at
                  AND s.balance IS NOT NULL
                ORDER BY s.at DESC, s.id DESC
                LIMIT 1) b
            LEFT JOIN LATERAL (
                SELECT s.balance
                FROM tillgate.statement_line s
                WHERE s.processor = c.processor
                  AND s.currency = c.currency
                  AND s.at < c.starts_at
                  AND s.balance IS NOT NULL
                ORDER BY s.at DESC, s.id DESC
                LIMIT 1) a ON true
            WHERE c.day >= (:long_ago::timestamptz AT TIME ZONE 'UTC')::date
              AND b.balance - c.closing_amount <> coalesce(a.balance - c.opening_amount, 0)
            UNION ALL
            SELECT 'seal:' || k.processor || ':' || k.day || ':' || k.currency, k.checked_at, NULL, k.processor, k.currency,
                   'the seal of ' || k.day || ' is broken: ' || k.detail, 0
            FROM tillgate.close_check k
            WHERE k.verdict = 'BROKEN') item
            """;

    private static final Sql LIST = Sql.of("""
            SELECT *
            FROM
            """ + ITEMS + """
            WHERE since <= :since
              AND (since < :since OR id COLLATE "C" < :place)
            ORDER BY since DESC, id COLLATE "C" DESC
            LIMIT :items_max
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS items
            FROM (SELECT 1 FROM
            """ + ITEMS + """
            LIMIT :items_max) counted
            """);

    private static final OneKind WAITING = new OneKind(InboxKind.DISCREPANCY, DAYS, LIST, COUNT);

    @Override
    public Set<InboxKind> kinds() {
        return WAITING.kinds();
    }

    @Override
    public List<InboxItem> items(Connection connection, Window window) throws SQLException {
        return WAITING.items(connection, window, DiscrepancyInbox::item);
    }

    @Override
    public Map<InboxKind, Integer> counts(Connection connection, Instant now) throws SQLException {
        return WAITING.counts(connection, now);
    }

    private static InboxItem item(Sql.Row row) throws SQLException {
        UUID order = row.uuidOrNull("order_id");
        Money difference = new Money(Currency.of(row.text("currency")), row.number("difference"));
        String by = difference.isZero() ? "" : ", by " + difference;
        return new InboxItem(
                row.text("id"),
                InboxKind.DISCREPANCY,
                "At " + row.text("processor") + " " + row.text("detail") + by + ".",
                row.instant("since"),
                order == null ? null : new OrderId(order),
                Set.of());
    }
}
