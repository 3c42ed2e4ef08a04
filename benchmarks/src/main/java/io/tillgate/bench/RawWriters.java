package io.tillgate.bench;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.NotificationStore.NewNotification;
import io.tillgate.internal.jdbc.NotificationStore.RawBody;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.money.Money;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Side C: the statements of our intake, by the very code that issues them, in batches that are always full. No HTTP, no
 * signature, no queue: what Postgres could take.
 */
final class RawWriters {

    static final int BATCH = 256;

    private static final ProcessorId PROCESSOR = new ProcessorId("mtgox");

    /** One notification with everything prepared. */
    private record Prepared(OrderId order, String invoiceId, PaymentFact fact, RawBody body, int index) {}

    private final Wire wire;
    private final Database database;
    private final Uuid7 ids = new Uuid7(InstantSource.system());
    private final OrderTransitions transitions = new OrderTransitions(OrderPolicy.DEFAULT);
    private final OrderLedger ledger = new OrderLedger(List.of("listener"));

    RawWriters(Wire wire, DataSource pool) {
        this.wire = wire;
        this.database = new Database(pool);
    }

    /** Runs this many writers at once and counts what they committed in time. */
    LoadGenerator.Outcome run(Ipns ipns, int writers, Duration time) throws Exception {
        List<List<Prepared>> batches = prepare(ipns);
        LatencyHistogram latencies = new LatencyHistogram();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Future<List<Prepared>>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = writer;
                all.add(threads.submit(() -> write(batches, first, writers, end)));
            }
            long written = 0;
            for (Future<List<Prepared>> one : all) {
                for (Prepared done : one.get()) {
                    ipns.acknowledge(done.index());
                    written++;
                }
            }
            return new LoadGenerator.Outcome(written, 0, Duration.ofNanos(System.nanoTime() - start), latencies);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Prepared> write(List<List<Prepared>> batches, int first, int step, long end) throws SQLException {
        List<Prepared> written = new ArrayList<>();
        for (int i = first; i < batches.size() && System.nanoTime() < end; i += step) {
            List<Prepared> batch = batches.get(i);
            database.inTransaction(connection -> {
                write(connection, batch);
                return batch;
            });
            written.addAll(batch);
        }
        return written;
    }

    private void write(Connection connection, List<Prepared> batch) throws SQLException {
        Instant now = Instant.now();
        List<OrderId> sorted = batch.stream()
                .map(Prepared::order)
                .sorted(Comparator.comparing(OrderId::value))
                .toList();
        Map<OrderId, OrderDraft> drafts = OrderLedger.lock(connection, sorted);
        List<NewNotification> rows = new ArrayList<>(batch.size());
        for (Prepared one : batch) {
            UUID id = ids.next();
            OrderDraft draft = Objects.requireNonNull(drafts.get(one.order()), "an order is not there");
            draft.observe(one.fact(), id);
            draft.derive(transitions, now, new OrderDraft.Cause("notification paid", "mtgox", id));
            rows.add(new NewNotification(
                    id,
                    PROCESSOR,
                    one.order(),
                    one.invoiceId(),
                    "paid",
                    NotificationOutcome.APPLIED,
                    null,
                    null,
                    one.body(),
                    now));
        }
        ledger.write(connection, drafts.values(), rows, now);
    }

    private List<List<Prepared>> prepare(Ipns ipns) {
        List<List<Prepared>> batches = new ArrayList<>();
        List<Prepared> batch = new ArrayList<>();
        while (ipns.hasNext()) {
            int index = ipns.next();
            long number = ipns.order(index);
            OrderId order = wire.orderId(number);
            PaymentFact fact = PaymentFact.confirmed(
                    Wire.paymentId(number), Money.satoshi(Wire.due(number)), wire.createdAt(number));
            batch.add(new Prepared(order, Wire.invoiceId(number), fact, new RawBody(wire.body(number, order)), index));
            if (batch.size() == BATCH) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
        }
        return batches;
    }
}
