package io.tillgate.internal.jdbc;

import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.StatementLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries out what a person decided on a discrepancy or a line, each in one transaction with its account locked. */
final class Resolver {

    private static final Sql PAYMENT_OF = Sql.of("""
            SELECT payment_id, max(confirmed_amount) AS amount
            FROM tillgate.payment
            WHERE order_id = :order
              AND currency = :currency
            GROUP BY payment_id
            ORDER BY payment_id
            """);

    private static final Sql REFUND_OF = Sql.of("""
            SELECT id::text AS payment_id, -amount AS amount
            FROM tillgate.refund
            WHERE order_id = :order
              AND state IN ('SENT', 'RECORDED_BY_HAND')
              AND :currency = 'BTC'
            ORDER BY id
            """);

    private final Database database;
    private final StatementRuns runs;
    private final InstantSource clock;

    Resolver(Database database, StatementRuns runs, InstantSource clock) {
        this.database = ReconcileAccount.database(database.dataSource());
        this.runs = runs;
        this.clock = clock;
    }

    ResolveAnswer resolve(long id, Decision decision) throws SQLException {
        return database.inTransaction(connection -> {
            Optional<Discrepancy> bare = DiscrepancyStore.find(connection, id);
            if (bare.isEmpty()) {
                return new ResolveAnswer.NotFound();
            }
            ReconcileAccount.lock(connection, bare.get().processor(), clock.instant());
            Discrepancy discrepancy = DiscrepancyStore.lock(connection, id).orElseThrow();
            if (discrepancy.state() != DiscrepancyState.OPEN) {
                return new ResolveAnswer.Refused("it is not open any more: look at what became of it");
            }
            return switch (decision.kind()) {
                case BOOKED -> book(connection, discrepancy, decision);
                case MATCHED -> match(connection, discrepancy, decision);
                default -> {
                    DiscrepancyStore.resolve(connection, discrepancy, decision, 0, clock.instant());
                    yield done(connection, discrepancy, decision, discrepancy.orderId());
                }
            };
        });
    }

    /** For lines that have no discrepancy: ambiguous ones. */
    ResolveAnswer matchLine(long id, Decision decision) throws SQLException {
        return database.inTransaction(connection -> {
            Optional<StatementLine> line = StatementLineStore.find(connection, id);
            if (line.isEmpty()) {
                return new ResolveAnswer.NotFound();
            }
            ReconcileAccount.lock(connection, line.get().processor(), clock.instant());
            Optional<Discrepancy> known = DiscrepancyStore.ofLine(
                    connection,
                    line.get().processor(),
                    line.get().amount().currency().code(),
                    id);
            Discrepancy discrepancy = known.isPresent()
                    ? known.get()
                    : DiscrepancyStore.ambiguous(connection, line.get(), clock.instant());
            return match(connection, discrepancy, decision);
        });
    }

    private ResolveAnswer book(Connection connection, Discrepancy discrepancy, Decision decision) throws SQLException {
        Money difference = discrepancy.difference();
        if (difference.isZero()) {
            return new ResolveAnswer.Refused(
                    "the amounts do not differ, so there is nothing to book: explain it instead");
        }
        Long line = discrepancy.lineId();
        if (line != null && !StatementLineStore.claim(connection, line, MatchedBy.BOOKED, null, null)) {
            return new ResolveAnswer.Refused("the line was matched meanwhile: match again and look at it anew");
        }
        Instant now = clock.instant();
        Instant open = ReconcileAccount.openFrom(connection, discrepancy.processor());
        Instant at = discrepancy.at().isBefore(open) ? open : discrepancy.at();
        BookingStore.adjust(
                connection,
                new BookingStore.Act(
                        discrepancy.processor(),
                        difference.currency().code(),
                        at,
                        decision.actor(),
                        decision.reason(),
                        now),
                difference.minorUnits(),
                discrepancy.id());
        DiscrepancyStore.resolve(connection, discrepancy, decision, difference.minorUnits(), now);
        return done(connection, discrepancy, decision, discrepancy.orderId());
    }

    private ResolveAnswer match(Connection connection, Discrepancy discrepancy, Decision decision) throws SQLException {
        Long lineId = discrepancy.lineId();
        if (lineId == null) {
            return new ResolveAnswer.Refused(
                    "only a line of the statement can be matched by hand: open the line instead");
        }
        StatementLine line = StatementLineStore.find(connection, lineId).orElseThrow();
        Optional<UUID> order = order(connection, decision.order().strip(), line.processor());
        if (order.isEmpty()) {
            return new ResolveAnswer.Refused("there is no such order at " + line.processor()
                    + ": name one by its id, or by its reference where that has a single order");
        }
        String currency = line.amount().currency().code();
        boolean debit = line.amount().minorUnits() < 0;
        List<Entry> entries = (debit ? REFUND_OF : PAYMENT_OF)
                .on(connection)
                .set("order", order.get())
                .set("currency", currency)
                .rows(row -> new Entry(row.text("payment_id"), row.number("amount")));
        Optional<String> entry = entry(entries, line.amount().minorUnits());
        if (line.amount().minorUnits() > 0 && entry.isEmpty()) {
            return new ResolveAnswer.Refused(
                    entries.isEmpty()
                            ? "the order has no payment here: book the line, or have the processor send its notification again"
                            : "the order has several payments and none of this amount: nothing tells which one it is");
        }
        if (!StatementLineStore.claim(connection, lineId, MatchedBy.BY_HAND, order.get(), entry.orElse(null))) {
            return new ResolveAnswer.Refused("the line was matched meanwhile");
        }
        DiscrepancyStore.resolve(connection, discrepancy, decision, 0, clock.instant());
        // The payment now has a line: whether its amount is the same shows at once.
        runs.again(connection, line.processor(), decision.actor(), line.at(), line.at());
        return done(connection, discrepancy, decision, new OrderId(order.get()));
    }

    private record Entry(String id, long amount) {}

    private static Optional<String> entry(List<Entry> entries, long amount) {
        if (entries.size() == 1) {
            return Optional.of(entries.get(0).id());
        }
        List<Entry> equal =
                entries.stream().filter(one -> one.amount() == amount).toList();
        return equal.size() == 1 ? Optional.of(equal.get(0).id()) : Optional.empty();
    }

    private static Optional<UUID> order(Connection connection, String named, String processor) throws SQLException {
        Optional<UUID> id = id(named);
        List<MerchantOrder> orders = id.isPresent()
                ? OrderStore.find(connection, new OrderId(id.get())).stream().toList()
                : OrderStore.findByReference(connection, named);
        List<MerchantOrder> here = orders.stream()
                .filter(order -> order.processor().equals(processor))
                .toList();
        if (here.size() == 1) {
            return Optional.of(here.get(0).id().value());
        }
        List<MerchantOrder> paid = here.stream()
                .filter(order -> order.state().received().isPositive())
                .toList();
        return paid.size() == 1 ? Optional.of(paid.get(0).id().value()) : Optional.empty();
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private ResolveAnswer done(Connection connection, Discrepancy before, Decision decision, @Nullable OrderId order)
            throws SQLException {
        ReconcileLog.resolved(connection, before, decision, order, clock.instant());
        return new ResolveAnswer.Done(
                DiscrepancyStore.find(connection, before.id()).orElseThrow());
    }
}
