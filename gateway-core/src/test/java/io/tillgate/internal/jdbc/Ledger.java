package io.tillgate.internal.jdbc;

import io.tillgate.desk.StaffPolicy;
import io.tillgate.internal.desk.DeskApprovals;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.statement.StatementFault;
import io.tillgate.internal.statement.StatementReader;
import io.tillgate.money.Currency;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.DailyClose.Verdict;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.RunSource;
import io.tillgate.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** A shop's orders and payments as the intake leaves them, with the desks that reconcile them. */
final class Ledger implements AutoCloseable {

    static final ProcessorId MTGOX = new ProcessorId("mtgox");
    static final LocalDate DAY = LocalDate.parse("2026-03-10");
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final String HEADER = "time,amount,balance,type,index,reference,payment_id,transaction,status\n";

    final TestPostgres postgres = TestPostgres.fresh();
    final SetClock clock = new SetClock();
    final Database database = new Database(postgres.dataSource());
    final Uuid7 ids = new Uuid7(clock);
    final StatementRuns runs = new StatementRuns(database, ids::next, clock);
    final DeskApprovals approvals = new DeskApprovals(database, StaffPolicy.DEFAULT, ids, clock);
    final PostgresStatementDesk desk;
    final DayBooks days;
    final PostgresBooks books;

    Ledger() {
        this(ZoneOffset.UTC);
    }

    Ledger(ZoneId zone) {
        days = new DayBooks(database, zone, clock);
        books = new PostgresBooks(database, days, zone, List.of(MTGOX));
        desk = new PostgresStatementDesk(database, runs, zone, List.of(), approvals, clock);
    }

    /** Stands still until a test moves it. */
    static final class SetClock implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        void set(Instant at) {
            now = at;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }
    }

    /** An order of 25.00 EUR for 0.005 BTC, created at a time. */
    UUID order(String reference, Instant at) {
        UUID id = new UUID(
                Uuid7.first(at).getMostSignificantBits() | 0x7000L | (reference.hashCode() & 0xFFF),
                0x8000000000000000L | (reference.hashCode() & 0xFFFFFFFFL));
        run("""
                INSERT INTO tillgate.merchant_order (
                    id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, created_at,
                    expires_at, status, anomaly, invoice_standing, updated_at)
                VALUES (?::uuid, ?, 1, 'mtgox', 'EUR', 2500, 'BTC', 500000, ?::timestamptz,
                        ?::timestamptz + interval '15 minutes', 'EXPIRED', 'NONE', 'LIVE', ?::timestamptz)
                """, id, reference, at, at, at);
        return id;
    }

    /** An order with a confirmed payment at a time. */
    UUID paid(String reference, String payment, long amount, Instant at) {
        UUID order = order(reference, at.minusSeconds(300));
        fact(order, payment, "CONFIRMED", amount, at);
        return order;
    }

    /** A payment fact, recorded when it happened. */
    void fact(UUID order, String payment, String state, long confirmed, Instant at) {
        fact(order, payment, 0, state, confirmed, at, at);
    }

    void fact(UUID order, String payment, long sequence, String state, long confirmed, Instant at, Instant recorded) {
        run("""
                INSERT INTO tillgate.payment (
                    order_id, payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at, recorded_at)
                VALUES (?::uuid, ?, ?, ?, 'BTC', ?, 0, ?::timestamptz, ?::timestamptz)
                """, order, payment, sequence, state, confirmed, at, recorded);
    }

    /** A refund whose coins left at a time. */
    UUID refund(UUID order, long amount, String transaction, Instant at) {
        UUID id = ids.next();
        run("""
                INSERT INTO tillgate.refund (
                    id, order_id, request, processor, way, basis, received, amount, state, transaction_id, actor, reason,
                    created_at, updated_at, next_check_at)
                VALUES (?::uuid, ?::uuid, gen_random_uuid(), 'mtgox', 'SEND', 'AS_PAID', 1, ?, 'SENT', ?, 'anna', 'returned',
                        ?::timestamptz, ?::timestamptz, 'infinity')
                """, id, order, amount, transaction, at, at);
        run("""
                INSERT INTO tillgate.refund_step (refund_id, at, state, actor, reason)
                VALUES (?::uuid, ?::timestamptz, 'SENT', 'tillgate', 'sent')
                """, id, at);
        return id;
    }

    /** Imports a file of the generic form. */
    RunAnswer imports(String csv) {
        try {
            return runs.run(new StatementRuns.Origin("mtgox", RunSource.CSV, "statement.csv", null, "anna"), stage -> {
                try {
                    return new StatementReader(
                                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), Currency.BTC)
                            .readAll(stage::add);
                } catch (StatementFault fault) {
                    return List.of(fault.problem());
                }
            });
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    ReconcileRun imported(String csv) {
        RunAnswer answer = imports(csv);
        if (answer instanceof RunAnswer.Done done) {
            return done.run();
        }
        throw new AssertionError("not imported: " + answer);
    }

    /** A deposit of the day of {@link #NOON}, as a file of the generic form has it. */
    static String line(String time, String amount, String payment) {
        return "2026-03-10T" + time + "Z," + amount + ",,deposit,,," + payment + ",,\n";
    }

    /** Closes a day that is long over. */
    DailyClose close(LocalDate day) {
        clock.set(day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant());
        CloseAnswer answer = books.close(MTGOX, day, "anna");
        if (answer instanceof CloseAnswer.Closed closed) {
            return closed.closes().get(0);
        }
        throw new AssertionError("not closed: " + answer);
    }

    Verdict verdict(LocalDate day) {
        return books.verify(MTGOX, day, "anna").get(0).check().verdict();
    }

    /** What the reasons of a difference add up to, in minor units. */
    static long sum(Balance balance) {
        return balance.reasons().stream()
                        .mapToLong(reason -> reason.amount().minorUnits())
                        .sum()
                + balance.leftOutAmount().minorUnits();
    }

    /** The open discrepancies: kind and both sides. */
    List<String> open() {
        return desk.discrepancies(DiscrepancyFilter.OPEN).stream()
                .map(one -> one.kind() + " " + one.here() + " " + one.there())
                .toList();
    }

    /** The one column of a statement's row, rows in order. */
    String texts(String sql) {
        return postgres.text("SELECT coalesce(string_agg(t, ', '), '') FROM (" + sql + ") AS x (t)");
    }

    /** The log of staff, the oldest first: who, what, on what, and why. */
    String log() {
        return texts(
                "SELECT actor || ' ' || kind || ' ' || outcome || CASE reason WHEN '' THEN '' ELSE '; ' || reason END"
                        + " FROM tillgate.staff_log ORDER BY id");
    }

    void run(String sql, Object... values) {
        try (Connection connection = postgres.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Long number) {
                    statement.setLong(i + 1, number);
                } else {
                    statement.setString(i + 1, values[i].toString());
                }
            }
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
