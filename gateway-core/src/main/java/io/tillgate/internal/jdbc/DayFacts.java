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

    private static final Sql PAYMENTS = Sql.of("""
            SELECT currency, price_currency,
                   coalesce(sum(moved) FILTER (WHERE moved > 0), 0)::bigint AS received,
                   coalesce(-sum(moved) FILTER (WHERE moved < 0), 0)::bigint AS reversed,
                   0::bigint AS refunded, 0::bigint AS fees, 0::bigint AS booked,
                   coalesce(sum(value) FILTER (WHERE moved > 0), 0)::bigint AS received_value,
                   coalesce(-sum(value) FILTER (WHERE moved < 0), 0)::bigint AS reversed_value,
                   0::bigint AS refunded_value, 0::bigint AS fee_value, 0::bigint AS booked_value,
                   string_agg(hash, ''::bytea) AS hashes
            FROM
            """ + Movements.PAYMENTS + """
            GROUP BY currency, price_currency
            """);

    private static final Sql REFUNDS = Sql.of("""
            SELECT 'BTC' AS currency, price_currency, 0::bigint AS received, 0::bigint AS reversed,
                   sum(amount)::bigint AS refunded, 0::bigint AS fees, 0::bigint AS booked, 0::bigint AS received_value,
                   0::bigint AS reversed_value, sum(value)::bigint AS refunded_value, 0::bigint AS fee_value,
                   0::bigint AS booked_value,
                   string_agg(sha256(convert_to(concat_ws('|', 'refund', id, order_id, amount,
                       (extract(epoch FROM at) * 1000000)::bigint, price_currency, value), 'UTF8')), ''::bytea) AS hashes
            FROM
            """ + Movements.REFUNDS + """
            GROUP BY price_currency
            """);

    /** Fees of statements have no order, and so no quote. */
    private static final Sql FEES = Sql.of("""
            SELECT currency, NULL AS price_currency, 0::bigint AS received, 0::bigint AS reversed, 0::bigint AS refunded,
                   -sum(amount)::bigint AS fees, 0::bigint AS booked, 0::bigint AS received_value,
                   0::bigint AS reversed_value, 0::bigint AS refunded_value, 0::bigint AS fee_value,
                   0::bigint AS booked_value,
                   string_agg(hash, ''::bytea) AS hashes
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
                   string_agg(hash, ''::bytea) AS hashes
            FROM (
                SELECT currency, price_currency, amount, price_value, sha256(convert_to(concat_ws('|', 'booking', id, kind,
                           currency, amount, price_currency, price_value, (extract(epoch FROM at) * 1000000)::bigint,
                           discrepancy_id, of_day, actor, reason), 'UTF8')) AS hash
                FROM tillgate.booking
                WHERE processor = :processor
                  AND at >= :starts_at
                  AND at < :ends_at) booking
            GROUP BY currency, price_currency
            """);

    private static final Sql EACH_PAYMENT = Sql.of("""
            SELECT currency, hash, 'payment ' || payment_id || ' of order ' || order_id || ', ' || lower(state) || ', recorded '
                   || to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS what
            FROM
            """ + Movements.PAYMENTS + """
            ORDER BY recorded_at, order_id
            """);

    private static final String NO_CURRENCY = "";

    private final SortedMap<String, Account> accounts = new TreeMap<>();

    /** The facts of one currency. */
    static final class Account {
        private final SortedMap<String, Flow> flows = new TreeMap<>();
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private byte[] hashes = new byte[0];

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
            return hashes.length / HASH_BYTES;
        }

        byte[] factsHash() {
            return Hash.sha256(hashes);
        }

        /** The first bytes of each hash, sorted. */
        byte[] kept() {
            ByteArrayOutputStream kept = new ByteArrayOutputStream(facts() * KEPT_BYTES);
            for (int i = 0; i < hashes.length; i += HASH_BYTES) {
                kept.write(hashes, i, KEPT_BYTES);
            }
            return kept.toByteArray();
        }

        /** The hash of all covers them in an order that depends on nothing else. Sorted here: Postgres takes ten times as long. */
        private void sort() {
            byte[] all = read.toByteArray();
            byte[][] parts = new byte[all.length / HASH_BYTES][];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Arrays.copyOfRange(all, i * HASH_BYTES, (i + 1) * HASH_BYTES);
            }
            Arrays.sort(parts, Arrays::compareUnsigned);
            read.reset();
            for (byte[] part : parts) {
                read.writeBytes(part);
            }
            hashes = read.toByteArray();
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
        WideJoins.read(connection, () -> facts.add(PAYMENTS, connection, processor, startsAt, endsAt));
        for (Sql statement : List.of(REFUNDS, FEES, BOOKINGS)) {
            facts.add(statement, connection, processor, startsAt, endsAt);
        }
        facts.accounts.values().forEach(Account::sort);
        return facts;
    }

    private DayFacts add(Sql statement, Connection connection, String processor, Instant startsAt, Instant endsAt)
            throws SQLException {
        Movements.in(statement.on(connection), processor, startsAt, endsAt).rows(row -> {
            add(row);
            return row;
        });
        return this;
    }

    /** The payment facts of the day one by one. */
    static List<Fact> each(Connection connection, String processor, Instant startsAt, Instant endsAt)
            throws SQLException {
        return WideJoins.read(
                connection,
                () -> Movements.in(EACH_PAYMENT.on(connection), processor, startsAt, endsAt)
                        .rows(row -> new Fact(row.text("currency"), row.bytes("hash"), row.text("what"))));
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
        account.read.writeBytes(row.bytes("hashes"));
    }

    private static Sums sums(Sql.Row row, String received, String reversed, String refunded, String fees, String booked)
            throws SQLException {
        return new Sums(
                row.number(received), row.number(reversed), row.number(refunded), row.number(fees), row.number(booked));
    }
}
