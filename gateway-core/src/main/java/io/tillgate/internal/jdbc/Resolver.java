package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.desk.StaffAct;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.reconcile.BookingPreview;
import io.tillgate.reconcile.BookingTerms;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.StatementLine;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final SecondPerson second;
    private final InstantSource clock;

    Resolver(Database database, StatementRuns runs, SecondPerson second, InstantSource clock) {
        this.database = ReconcileAccount.database(database.dataSource());
        this.runs = runs;
        this.second = second;
        this.clock = clock;
    }

    /** What booking it would do, for whoever looks: nobody is waited for. */
    Optional<BookingPreview> preview(Connection connection, long id) throws SQLException {
        Optional<Discrepancy> found = DiscrepancyStore.find(connection, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        HandBooking.WorkedOut workedOut = HandBooking.of(connection, found.get());
        if (workedOut instanceof HandBooking.NotPossible not) {
            return Optional.of(new BookingPreview.Refused("it " + not.fault() + ": " + not.fix()));
        }
        HandBooking booking = ((HandBooking.Possible) workedOut).booking();
        if (!second.isNeeded(booking.amount())) {
            return Optional.of(new BookingPreview.Possible(booking.difference(), booking.at()));
        }
        Optional<Approval> asked =
                ApprovalStore.waiting(connection, ActKind.RESOLVE_DISCREPANCY, subject(id), clock.instant());
        return Optional.of(
                asked.isPresent()
                        ? new BookingPreview.AwaitsApproval(
                                asked.get().id(), asked.get().expiresAt())
                        : new BookingPreview.NeedsApproval(booking.difference(), booking.at()));
    }

    ResolveAnswer resolve(long id, Decision decision) throws SQLException {
        return unlessBusy(connection -> {
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
                case MATCHED ->
                    discrepancy.lineId() == null
                            ? new ResolveAnswer.Refused(
                                    "only a line of the statement can be matched by hand: open the line instead")
                            : match(
                                    connection,
                                    StatementLineStore.find(connection, discrepancy.lineId())
                                            .orElseThrow(),
                                    discrepancy,
                                    decision);
                default -> {
                    DiscrepancyStore.resolve(
                            connection, discrepancy, DiscrepancyStore.Resolved.by(decision), clock.instant());
                    yield done(connection, discrepancy, decision, discrepancy.orderId());
                }
            };
        });
    }

    /** For lines that have no discrepancy: ambiguous ones. */
    ResolveAnswer matchLine(long id, Decision decision) throws SQLException {
        return unlessBusy(connection -> {
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
            return match(connection, line.get(), known.orElse(null), decision);
        });
    }

    private ResolveAnswer unlessBusy(Database.Work<ResolveAnswer> work) throws SQLException {
        try {
            return database.inTransaction(work);
        } catch (SQLException failure) {
            if (ReconcileAccount.isBusy(failure)) {
                return new ResolveAnswer.Refused(
                        "the account is being reconciled or closed by somebody else: try again in a minute");
            }
            throw failure;
        }
    }

    private ResolveAnswer book(Connection connection, Discrepancy discrepancy, Decision decision) throws SQLException {
        HandBooking.WorkedOut workedOut = HandBooking.of(connection, discrepancy);
        if (workedOut instanceof HandBooking.NotPossible not) {
            return new ResolveAnswer.Refused("it " + not.fault() + ": " + not.fix());
        }
        HandBooking booking = ((HandBooking.Possible) workedOut).booking();
        if (second.isNeeded(booking.amount())) {
            return ask(connection, booking, decision);
        }
        booking.write(connection, new Signed(decision.actor(), decision.reason()), clock.instant());
        return done(connection, discrepancy, decision, discrepancy.orderId());
    }

    private ResolveAnswer ask(Connection connection, HandBooking booking, Decision decision) throws SQLException {
        SecondPerson.Wish wish = new SecondPerson.Wish(
                ActKind.RESOLVE_DISCREPANCY,
                booking.discrepancy().orderId(),
                subject(booking.discrepancy().id()),
                booking.amount(),
                new BookingTerms(
                                booking.discrepancy().id(), booking.difference().minorUnits())
                        .text(),
                booking.sentence());
        Optional<Approval> approval =
                second.request(connection, wish, new StaffAct(decision.actor(), decision.reason()), clock.instant());
        return approval.isPresent()
                ? new ResolveAnswer.AwaitsApproval(
                        approval.get().id(), approval.get().expiresAt())
                : new ResolveAnswer.Refused("it waits for approval already: wait until that is decided about");
    }

    private static String subject(long discrepancy) {
        return "discrepancy:" + discrepancy;
    }

    private ResolveAnswer match(
            Connection connection, StatementLine line, @Nullable Discrepancy known, Decision decision)
            throws SQLException {
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
        if (!StatementLineStore.claim(connection, line.id(), MatchedBy.BY_HAND, order.get(), entry.orElse(null))) {
            return new ResolveAnswer.Refused("the line was matched meanwhile");
        }
        Discrepancy discrepancy = known == null ? DiscrepancyStore.ambiguous(connection, line, clock.instant()) : known;
        DiscrepancyStore.resolve(connection, discrepancy, DiscrepancyStore.Resolved.by(decision), clock.instant());
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
