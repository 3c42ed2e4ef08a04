package io.tillgate.internal.jdbc;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the books of one day at one processor are made of, by currency: what each fact of the day moved, and a hash of each
 * fact, so that a seal can cover them. A fact counts when it was recorded, whatever became of its order.
 */
final class DayFacts {

    static final int HASH_BYTES = 32;

    /** So much of each fact's hash is kept, to tell later which one is not what it was. */
    static final int KEPT_BYTES = 8;

    /**
     * Each fact of the day with what it moved: the confirmed amount of its payment after it, less that before. Folded in the
     * order in which the facts were recorded; the value is what the quote makes of both amounts, so that a reversal takes
     * back exactly what the payment brought.
     */
    static final String MOVEMENTS = """
            (
            SELECT f.*, o.reference, o.price_currency, o.value_after - o.value_before AS value,
                   sha256(convert_to(concat_ws('|', 'payment', f.order_id, f.payment_id, f.sequence, f.state, f.currency,
                       f.confirmed_amount, f.pending_amount, (extract(epoch FROM f.occurred_at) * 1000000)::bigint,
                       (extract(epoch FROM f.recorded_at) * 1000000)::bigint, f.moved, o.price_currency,
                       o.value_after - o.value_before), 'UTF8')) AS hash
            FROM (
                SELECT s.*, s.confirmed_after - s.confirmed_before AS moved
                FROM (
                    SELECT u.*, lag(u.confirmed_after, 1, 0::bigint) OVER recorded AS confirmed_before
                    FROM (
                        SELECT p.*, CASE WHEN (max(ARRAY[p.sequence, p.weight, p.confirmed_amount]) OVER recorded)[2] = 2
                                         THEN 0
                                         ELSE (max(ARRAY[p.sequence, p.weight, p.confirmed_amount]) OVER recorded)[3]
                                    END AS confirmed_after
                        FROM (
                            SELECT DISTINCT order_id, payment_id, currency
                            FROM tillgate.payment
                            WHERE recorded_at >= :starts_at
                              AND recorded_at < :ends_at) touched
                        CROSS JOIN LATERAL (
                            SELECT q.*, CASE q.state WHEN 'PENDING' THEN 0 WHEN 'CONFIRMED' THEN 1 ELSE 2 END AS weight
                            FROM tillgate.payment q
                            WHERE q.order_id = touched.order_id
                              AND q.payment_id = touched.payment_id
                              AND q.currency = touched.currency
                              AND q.recorded_at < :ends_at
                            OFFSET 0) p
                        WINDOW recorded AS (PARTITION BY p.order_id, p.payment_id, p.currency ORDER BY p.recorded_at,
                            p.sequence, p.weight, p.confirmed_amount, p.pending_amount ROWS UNBOUNDED PRECEDING)) u
                    WINDOW recorded AS (PARTITION BY u.order_id, u.payment_id, u.currency ORDER BY u.recorded_at,
                        u.sequence, u.weight, u.confirmed_amount, u.pending_amount)) s
                WHERE s.recorded_at >= :starts_at) f
            CROSS JOIN LATERAL (
                SELECT m.processor, m.reference,
                       CASE WHEN m.due_currency = f.currency AND m.price_currency <> m.due_currency THEN m.price_currency
                       END AS price_currency,
                       round(f.confirmed_after::numeric * m.price_amount / m.due_amount)::bigint AS value_after,
                       round(f.confirmed_before::numeric * m.price_amount / m.due_amount)::bigint AS value_before
                FROM tillgate.merchant_order m
                WHERE m.id = f.order_id
                OFFSET 0) o
            WHERE o.processor = :processor) movement
            """;

    private static final Sql PAYMENTS = Sql.of("""
            SELECT currency, price_currency,
                   coalesce(sum(moved) FILTER (WHERE moved > 0), 0)::bigint AS received,
                   coalesce(-sum(moved) FILTER (WHERE moved < 0), 0)::bigint AS reversed,
                   0::bigint AS refunded, 0::bigint AS fees, 0::bigint AS booked,
                   coalesce(sum(value) FILTER (WHERE moved > 0), 0)::bigint AS received_value,
                   coalesce(-sum(value) FILTER (WHERE moved < 0), 0)::bigint AS reversed_value,
                   0::bigint AS refunded_value, 0::bigint AS fee_value, 0::bigint AS booked_value,
                   string_agg(hash, ''::bytea ORDER BY hash) AS hashes
            FROM
            """ + MOVEMENTS + """
            GROUP BY currency, price_currency
            ORDER BY currency COLLATE "C", price_currency COLLATE "C" NULLS FIRST
            """);

    /** When the coins of each refund left, by our own records; at the quote of the order that they came with. */
    static final String REFUNDS_OUT = """
            (
            SELECT r.id, r.order_id, r.amount, out.at,
                   CASE WHEN m.due_currency = 'BTC' AND m.price_currency <> m.due_currency THEN m.price_currency
                   END AS price_currency,
                   round(r.amount::numeric * m.price_amount / m.due_amount)::bigint AS value
            FROM (
                SELECT refund_id, min(at) AS at
                FROM tillgate.refund_step
                WHERE state IN ('SENT', 'RECORDED_BY_HAND')
                GROUP BY refund_id) out
            JOIN tillgate.refund r ON r.id = out.refund_id
            JOIN tillgate.merchant_order m ON m.id = r.order_id
            WHERE r.processor = :processor
              AND out.at >= :starts_at
              AND out.at < :ends_at) refund
            """;

    private static final Sql REFUNDS = Sql.of("""
            SELECT 'BTC' AS currency, price_currency, 0::bigint AS received, 0::bigint AS reversed,
                   sum(amount)::bigint AS refunded, 0::bigint AS fees, 0::bigint AS booked, 0::bigint AS received_value,
                   0::bigint AS reversed_value, sum(value)::bigint AS refunded_value, 0::bigint AS fee_value,
                   0::bigint AS booked_value,
                   string_agg(sha256(convert_to(concat_ws('|', 'refund', id, order_id, amount,
                       (extract(epoch FROM at) * 1000000)::bigint, price_currency, value), 'UTF8')), ''::bytea
                       ORDER BY id) AS hashes
            FROM
            """ + REFUNDS_OUT + """
            GROUP BY price_currency
            ORDER BY price_currency COLLATE "C" NULLS FIRST
            """);

    /** Fees of statements have no order, and so no quote. */
    private static final Sql FEES = Sql.of("""
            SELECT currency, NULL AS price_currency, 0::bigint AS received, 0::bigint AS reversed, 0::bigint AS refunded,
                   -sum(amount)::bigint AS fees, 0::bigint AS booked, 0::bigint AS received_value,
                   0::bigint AS reversed_value, 0::bigint AS refunded_value, 0::bigint AS fee_value,
                   0::bigint AS booked_value,
                   string_agg(hash, ''::bytea ORDER BY hash) AS hashes
            FROM (
                SELECT currency, amount, sha256(convert_to(concat_ws('|', 'fee', line_key, currency, amount,
                           (extract(epoch FROM at) * 1000000)::bigint,
                           (extract(epoch FROM fee_at) * 1000000)::bigint), 'UTF8')) AS hash
                FROM tillgate.statement_line
                WHERE processor = :processor
                  AND fee_at >= :starts_at
                  AND fee_at < :ends_at) fee
            GROUP BY currency
            """);

    private static final Sql BOOKINGS = Sql.of("""
            SELECT currency, price_currency, 0::bigint AS received, 0::bigint AS reversed, 0::bigint AS refunded,
                   0::bigint AS fees, sum(amount)::bigint AS booked, 0::bigint AS received_value,
                   0::bigint AS reversed_value, 0::bigint AS refunded_value, 0::bigint AS fee_value,
                   coalesce(sum(price_value), 0)::bigint AS booked_value,
                   string_agg(hash, ''::bytea ORDER BY hash) AS hashes
            FROM (
                SELECT currency, price_currency, amount, price_value, sha256(convert_to(concat_ws('|', 'booking', id, kind,
                           currency, amount, price_currency, price_value, (extract(epoch FROM at) * 1000000)::bigint,
                           discrepancy_id, of_day, actor, reason), 'UTF8')) AS hash
                FROM tillgate.booking
                WHERE processor = :processor
                  AND at >= :starts_at
                  AND at < :ends_at) booking
            GROUP BY currency, price_currency
            ORDER BY currency COLLATE "C", price_currency COLLATE "C" NULLS FIRST
            """);

    private static final Sql EACH_PAYMENT = Sql.of("""
            SELECT currency, hash, 'payment ' || payment_id || ' of order ' || order_id || ', ' || lower(state) || ', recorded '
                   || to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS what
            FROM
            """ + MOVEMENTS + """
            ORDER BY recorded_at, order_id
            """);

    private static final String NO_CURRENCY = "";

    private final SortedMap<String, Account> accounts = new TreeMap<>();

    /** The facts of one currency. */
    static final class Account {
        private final SortedMap<String, Flow> flows = new TreeMap<>();
        private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();

        /** What moved in coins, whatever it was priced in. */
        Sums coins() {
            return flows.values().stream().map(Flow::coins).reduce(Sums.NONE, Sums::plus);
        }

        /** The value of what moved, by the currency that it was priced in. */
        SortedMap<String, Sums> values() {
            SortedMap<String, Sums> values = new TreeMap<>();
            flows.forEach((currency, flow) -> {
                if (!currency.equals(NO_CURRENCY)) {
                    values.put(currency, flow.values());
                }
            });
            return values;
        }

        int facts() {
            return hashes.size() / HASH_BYTES;
        }

        byte[] factsHash() {
            return Hash.sha256(hashes.toByteArray());
        }

        /** The first bytes of each hash, sorted. */
        byte[] kept() {
            byte[] all = hashes.toByteArray();
            byte[][] parts = new byte[facts()][];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Arrays.copyOfRange(all, i * HASH_BYTES, i * HASH_BYTES + KEPT_BYTES);
            }
            Arrays.sort(parts, Arrays::compareUnsigned);
            ByteArrayOutputStream kept = new ByteArrayOutputStream(parts.length * KEPT_BYTES);
            for (byte[] part : parts) {
                kept.writeBytes(part);
            }
            return kept.toByteArray();
        }
    }

    /** What moved, in coins and in values. */
    private record Flow(Sums coins, Sums values) {
        Flow plus(Flow other) {
            return new Flow(coins.plus(other.coins), values.plus(other.values));
        }
    }

    /** Amounts of one currency. */
    record Sums(long received, long reversed, long refunded, long fees, long booked) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    Math.addExact(received, other.received),
                    Math.addExact(reversed, other.reversed),
                    Math.addExact(refunded, other.refunded),
                    Math.addExact(fees, other.fees),
                    Math.addExact(booked, other.booked));
        }

        /** What it does to a balance. */
        long net() {
            long in = Math.addExact(received, booked);
            return Math.subtractExact(in, Math.addExact(Math.addExact(reversed, refunded), fees));
        }
    }

    /** One fact of the day, for people. */
    static final class Fact {
        final String currency;
        final byte[] hash;
        final String what;

        Fact(String currency, byte[] hash, String what) {
            this.currency = currency;
            this.hash = hash;
            this.what = what;
        }
    }

    static DayFacts of(Connection connection, String processor, Instant startsAt, Instant endsAt) throws SQLException {
        DayFacts facts = new DayFacts();
        // Always in this order, since the hash of all covers them in it.
        for (Sql statement : List.of(PAYMENTS, REFUNDS, FEES, BOOKINGS)) {
            statement
                    .on(connection)
                    .set("processor", processor)
                    .set("starts_at", startsAt)
                    .set("ends_at", endsAt)
                    .rows(row -> {
                        facts.add(row);
                        return row;
                    });
        }
        return facts;
    }

    /** The payment facts of the day one by one. */
    static List<Fact> each(Connection connection, String processor, Instant startsAt, Instant endsAt)
            throws SQLException {
        return EACH_PAYMENT
                .on(connection)
                .set("processor", processor)
                .set("starts_at", startsAt)
                .set("ends_at", endsAt)
                .rows(row -> new Fact(row.text("currency"), row.bytes("hash"), row.text("what")));
    }

    SortedMap<String, Account> accounts() {
        return accounts;
    }

    Account account(String currency) {
        return accounts.computeIfAbsent(currency, code -> new Account());
    }

    private void add(Sql.Row row) throws SQLException {
        String priced = row.textOrNull("price_currency");
        Flow flow = new Flow(
                sums(row, "received", "reversed", "refunded", "fees", "booked"),
                sums(row, "received_value", "reversed_value", "refunded_value", "fee_value", "booked_value"));
        Account account = account(row.text("currency"));
        account.flows.merge(priced == null ? NO_CURRENCY : priced, flow, Flow::plus);
        account.hashes.writeBytes(row.bytes("hashes"));
    }

    private static Sums sums(Sql.Row row, String received, String reversed, String refunded, String fees, String booked)
            throws SQLException {
        return new Sums(
                row.number(received), row.number(reversed), row.number(refunded), row.number(fees), row.number(booked));
    }
}
