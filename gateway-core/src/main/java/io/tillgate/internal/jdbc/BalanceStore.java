package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.DailyClose;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Sets the books of a day beside the processor's balance, and finds what makes up the difference. */
final class BalanceStore {

    /** The last balance that the statement tells before the end of each day, and before its start. */
    private static final Sql BALANCES = Sql.of("""
            SELECT now.balance, now.at, before.balance AS balance_before
            FROM unnest(:currencies::text[], :starts::timestamptz[], :ends::timestamptz[])
                WITH ORDINALITY AS day (currency, starts_at, ends_at, place)
            """ + last("ends_at", "now") + last("starts_at", "before") + """
            ORDER BY place
            """);

    /**
     * Both sides of the day by what they are about: a line, a payment or refund of an order, or a booking. What is the same on
     * both is left out. What a line was booked for stands against the line. The words are put together for what stays alone.
     */
    private static final Sql REASONS = Sql.of("""
            SELECT *, count(*) OVER () AS reasons, coalesce(sum(difference) OVER (), 0)::bigint AS total
            FROM (
                SELECT coalesce(of_order::text, min(order_id COLLATE "C")) AS order_id, min(line_id) AS line_id, min(at) AS at,
                       min(what COLLATE "C") || coalesce(' ' || of_entry, '') AS what,
                       sum(difference)::bigint AS difference, bool_or(is_line) AS stated, bool_or(NOT is_line) AS booked
                FROM (
                    SELECT CASE WHEN s.entry_id IS NULL THEN s.id END AS of_line, NULL::bigint AS of_booking,
                           CASE WHEN s.entry_id IS NOT NULL THEN s.order_id END AS of_order, s.entry_id COLLATE "C" AS of_entry,
                           CASE WHEN s.entry_id IS NULL THEN s.order_id::text END AS order_id, s.id AS line_id, s.at,
                           s.type || coalesce(' ' || s.line_index, '') AS what,
                           s.amount AS difference, true AS is_line
                    FROM tillgate.statement_line s
                    WHERE s.processor = :processor
                      AND s.currency = :currency
                      AND s.at >= :starts_at
                      AND s.at < :ends_at
                    UNION ALL
                    SELECT f.id, NULL, NULL, NULL, NULL, f.id, f.fee_at, 'fee', -f.amount, false
                    FROM tillgate.statement_line f
                    WHERE f.processor = :processor
                      AND f.currency = :currency
                      AND f.fee_at >= :starts_at
                      AND f.fee_at < :ends_at
                    UNION ALL
                    SELECT d.line_id, CASE WHEN d.line_id IS NULL AND d.entry_id IS NULL THEN b.id END,
                           CASE WHEN d.line_id IS NULL THEN d.order_id END, CASE WHEN d.line_id IS NULL THEN d.entry_id END,
                           d.order_id::text, d.line_id, b.at, b.reason, -b.amount, false
                    FROM tillgate.booking b
                    LEFT JOIN tillgate.discrepancy d ON d.id = b.discrepancy_id
                    WHERE b.processor = :processor
                      AND b.currency = :currency
                      AND b.at >= :starts_at
                      AND b.at < :ends_at
                      AND b.amount <> 0
                    UNION ALL
                    SELECT NULL, NULL, refund.order_id, refund.id::text, NULL, NULL, refund.at, 'refund', refund.amount, false
                    FROM
            """ + Movements.REFUNDS + """
                    WHERE :currency = 'BTC'
                    UNION ALL
                    SELECT NULL, NULL, movement.order_id, movement.payment_id, NULL, NULL, movement.recorded_at, 'payment',
                           -movement.moved, false
                    FROM
            """ + Movements.BY_PAYMENT + """
                    WHERE movement.currency = :currency) side
                GROUP BY of_order, of_line, of_booking, of_entry
                HAVING sum(difference) <> 0) reason
            ORDER BY abs(difference) DESC, at
            LIMIT :reasons_max
            """);

    /** Taken for one row, a day's facts would be sorted to be grouped. */
    private static final Sql HASHED = Sql.of("SELECT set_config('enable_sort', 'off', true) AS planned");

    private BalanceStore() {}

    private static String last(String end, String name) {
        return """
            LEFT JOIN LATERAL (
                SELECT s.balance, s.at
                FROM tillgate.statement_line s
                WHERE s.processor = :processor
                  AND s.currency = day.currency
                  AND s.at < day.%s
                  AND s.balance IS NOT NULL
                ORDER BY s.at DESC, s.id DESC
                LIMIT 1) %s ON true
            """.formatted(end, name);
    }

    /** Of days of one processor, in their order, without the reasons. */
    static List<Balance> balances(Connection connection, String processor, List<DailyClose> closes)
            throws SQLException {
        if (closes.isEmpty()) {
            return List.of();
        }
        Iterator<DailyClose> close = closes.iterator();
        return BALANCES.on(connection)
                .set("processor", processor)
                .setArray(
                        "currencies",
                        "text",
                        each(closes, day -> day.coins().opening().currency().code()))
                .setArray("starts", "timestamptz", each(closes, DailyClose::startsAt))
                .setArray("ends", "timestamptz", each(closes, DailyClose::endsAt))
                .rows(row -> balance(close.next(), row));
    }

    private static Object[] each(List<DailyClose> closes, Function<DailyClose, Object> part) {
        return closes.stream().map(part).toArray();
    }

    private static Balance balance(DailyClose close, Sql.Row row) throws SQLException {
        Currency currency = close.coins().opening().currency();
        Long now = row.numberOrNull("balance");
        Long before = row.numberOrNull("balance_before");
        return new Balance(
                close.day(),
                close.coins().closing(),
                now == null ? null : new Money(currency, now),
                row.instantOrNull("at"),
                before == null
                        ? null
                        : new Money(currency, before).minus(close.coins().opening()),
                List.of(),
                0,
                Money.zero(currency));
    }

    /** With the reasons of what the day itself put apart. */
    static Balance explained(Connection connection, DailyClose close) throws SQLException {
        Balance bare = balances(connection, close.processor(), List.of(close)).get(0);
        Money difference = bare.difference();
        if (difference == null || difference.equals(bare.carried())) {
            return bare;
        }
        Currency currency = bare.books().currency();
        List<Balance.Reason> reasons = new ArrayList<>();
        Money own = bare.carried() == null ? difference : difference.minus(bare.carried());
        long[] all = new long[2];
        WideJoins.read(connection, () -> {
            HASHED.on(connection).first(row -> row.text("planned"));
            return side(REASONS.on(connection), close)
                    .set("reasons_max", Balance.REASONS_MAX)
                    .rows(row -> {
                        all[0] = row.number("reasons");
                        all[1] = row.number("total");
                        return reasons.add(reason(row, currency));
                    });
        });
        // Whatever the lines themselves do not explain: lines are missing, or coins were there before the first one.
        long gap = Math.subtractExact(own.minorUnits(), all[1]);
        long listed = reasons.stream()
                .mapToLong(reason -> reason.amount().minorUnits())
                .sum();
        int leftOut = (int) all[0] - reasons.size();
        if (gap != 0) {
            String what = bare.carried() == null
                    ? "what was on the account before the first line of its statement, or in the books without one"
                    : "the statement's balances do not follow from its lines: some are missing";
            reasons.add(0, new Balance.Reason(Balance.Kind.GAP, new Money(currency, gap), null, null, null, what));
        }
        return new Balance(
                bare.day(),
                bare.books(),
                bare.statement(),
                bare.statementAt(),
                bare.carried(),
                reasons,
                leftOut,
                new Money(currency, Math.subtractExact(all[1], listed)));
    }

    private static Balance.Reason reason(Sql.Row row, Currency currency) throws SQLException {
        Balance.Kind kind = !row.flag("stated")
                ? Balance.Kind.ONLY_HERE
                : !row.flag("booked") ? Balance.Kind.ONLY_THERE : Balance.Kind.AMOUNT;
        return new Balance.Reason(
                kind,
                new Money(currency, row.number("difference")),
                row.instant("at"),
                row.textOrNull("order_id"),
                row.numberOrNull("line_id"),
                row.text("what"));
    }

    private static Sql.Call side(Sql.Call call, DailyClose close) {
        return Movements.in(call, close.processor(), close.startsAt(), close.endsAt())
                .set("currency", close.coins().opening().currency().code());
    }
}
