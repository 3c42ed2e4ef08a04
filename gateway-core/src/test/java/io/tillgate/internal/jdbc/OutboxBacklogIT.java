package io.tillgate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new shop's first rush: statements that were planned for nearly empty tables meet a backlog that no statistics tell of. */
class OutboxBacklogIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final OutboxStore.Claim CLAIM = new OutboxStore.Claim("listener", 20, Duration.ofMinutes(15));

    private static final String EVENTS = """
            CREATE TEMP TABLE made AS
            SELECT n, (lpad(to_hex(1700000000000 + n * 60000), 12, '0') || '7000a000' || substr(md5(n::text), 1, 12))::uuid
                AS id, timestamptz '2026-03-01 11:00:00Z' AS at
            FROM generate_series(%1$d::bigint, %2$d) AS n;
            INSERT INTO tillgate.merchant_order (
                id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, created_at,
                expires_at, status, anomaly, invoice_standing, updated_at)
            SELECT id, 'SHOP-' || n, 1, 'mtgox', 'BTC', 1000, 'BTC', 1000, at, at, 'PAID', 'NONE', 'LIVE', at FROM made;
            INSERT INTO tillgate.outbox (consumer, order_id, type, status, anomaly, received_amount, at, next_attempt_at)
            SELECT 'listener', id, type, 'PAID', 'NONE', 1000, at, at + n * interval '1 millisecond'
            FROM made, (VALUES ('PAYMENT_SEEN'), ('ORDER_PAID')) AS event (type);
            DROP TABLE made;
            """;

    @Test
    void a_backlog_that_grew_since_the_plans_were_made_is_claimed_without_reading_it_whole() throws Exception {
        try (TestPostgres postgres = TestPostgres.ofOneConnection()) {
            Database database = new Database(postgres.dataSource());
            postgres.run("VACUUM ANALYZE");
            postgres.run(EVENTS.formatted(1, 1));
            for (int i = 0; i < SequentialScans.EXECUTIONS; i++) {
                assertThat(claim(database, i)).hasSize(i == 0 ? 1 : 0);
            }
            postgres.run(EVENTS.formatted(2, 20_000));

            List<Long> claimed = new ArrayList<>();
            int[] round = {0};
            assertThat(new SequentialScans(postgres).of(() -> claimed.addAll(claim(database, round[0]++))))
                    .as("of the tables that are not empty")
                    .doesNotContain("outbox", "merchant_order");

            assertThat(claimed)
                    .hasSize(SequentialScans.EXECUTIONS * CLAIM.eventsMax())
                    .doesNotHaveDuplicates();
        }
    }

    private static List<Long> claim(Database database, int second) throws Exception {
        OutboxStore.Lease lease = OutboxStore.Lease.from(NOW.plusSeconds(second), Duration.ofMinutes(5));
        return database.inTransaction(connection -> OutboxStore.claim(connection, CLAIM, lease)).stream()
                .map(one -> one.event().id())
                .toList();
    }
}
