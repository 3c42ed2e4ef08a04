package io.tillgate.internal.loop;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Writes orders and their journal as they could have been, and some as they could not. */
final class FiguresHistory {

    private static final List<String> PROCESSORS = List.of("mtgox", "btcpay");
    private static final List<String> CURRENCIES = List.of("EUR", "JPY", "BTC");
    private static final List<String> STATUSES = List.of(
            "AWAITING_PAYMENT", "AWAITING_PAYMENT", "CONFIRMING", "PAID", "PAID", "EXPIRED", "CANCELLED", "DECLINED");
    private static final List<String> ANOMALIES = List.of(
            "NONE", "NONE", "NONE", "UNDERPAID", "OVERPAID", "PAID_LATE", "MISMATCH", "REVERSED", "MARKED_BY_HAND");

    private final TestPostgres postgres;
    private final Random random;
    private final List<UUID> orders = new ArrayList<>();

    FiguresHistory(TestPostgres postgres, Random random) {
        this.postgres = postgres;
        this.random = random;
    }

    /** One entry of the journal. */
    record Entry(UUID order, Instant at, String status, String anomaly, long received, long pending) {}

    /** So many orders opened between two times, each with a few entries. */
    void orders(int count, Instant from, Instant to) {
        for (int i = 0; i < count; i++) {
            Instant at = between(from, to);
            UUID id = order(at);
            write(new Entry(id, at, "SUBMITTED", "NONE", 0, 0));
            for (int entries = random.nextInt(5); entries > 0; entries--) {
                at = at.plusMillis(random.nextInt(
                        (int) Duration.ofHours(random.nextInt(30) + 1).toMillis()));
                write(entry(id, at.isBefore(to) ? at : to));
            }
        }
    }

    /** So many more entries of orders there are, at any time between two: facts that come late. */
    void moreEntries(int count, Instant from, Instant to) {
        for (int i = 0; i < count; i++) {
            write(entry(orders.get(random.nextInt(orders.size())), between(from, to)));
        }
    }

    /** Notifications that nobody believed. */
    void refusals(int count, Instant from, Instant to) {
        for (int i = 0; i < count; i++) {
            postgres.run(
                    "INSERT INTO tillgate.notification (id, processor, status, outcome, body_hash, body, received_at)"
                            + " VALUES ('" + new UUID(random.nextLong(), random.nextLong()) + "', '" + any(PROCESSORS)
                            + "', 'refused', 'REFUSED', gen_random_uuid(), '', '" + between(from, to) + "')");
        }
    }

    UUID order(Instant createdAt) {
        UUID id = new UUID(Uuid7.first(createdAt).getMostSignificantBits() | 0x7000, random.nextLong());
        String currency = any(CURRENCIES);
        long due = 1L + random.nextInt(1_000_000_000);
        long price = currency.equals("BTC") ? due : 1L + random.nextInt(1_000_000);
        postgres.run("INSERT INTO tillgate.merchant_order (id, reference, attempt, processor, price_currency,"
                + " price_amount, due_currency, due_amount, created_at, expires_at, status, anomaly, invoice_standing,"
                + " updated_at) VALUES ('" + id + "', '" + id + "', 1, '" + any(PROCESSORS) + "', '" + currency + "', "
                + price + ", 'BTC', " + due + ", '" + createdAt + "', '" + createdAt.plusSeconds(900)
                + "', 'SUBMITTED', 'NONE', 'REQUESTED', '" + createdAt + "')");
        orders.add(id);
        return id;
    }

    void write(Entry entry) {
        try (Connection connection = postgres.dataSource().getConnection()) {
            write(connection, entry);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void write(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO tillgate.journal (order_id, at, status_before, status_after, anomaly_after, received_after,"
                        + " pending_after, cause, actor) VALUES (?, ?::timestamptz, 'SUBMITTED', ?, ?, ?, ?, 'test', 'test')")) {
            statement.setObject(1, entry.order());
            statement.setString(2, entry.at().toString());
            statement.setString(3, entry.status());
            statement.setString(4, entry.anomaly());
            statement.setLong(5, entry.received());
            statement.setLong(6, entry.pending());
            statement.executeUpdate();
        }
    }

    private Entry entry(UUID order, Instant at) {
        long received = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
        long pending = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
        return new Entry(order, at, any(STATUSES), any(ANOMALIES), received, pending);
    }

    private Instant between(Instant from, Instant to) {
        return from.plusMillis(
                (long) (random.nextFloat() * Duration.between(from, to).toMillis()));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
