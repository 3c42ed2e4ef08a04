package io.tillgate.internal.checkout;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.intake.LateDrift;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InvoiceCheckStore.Cause;
import io.tillgate.internal.jdbc.InvoiceCheckStore.Due;
import io.tillgate.internal.jdbc.InvoiceSightStore;
import io.tillgate.internal.jdbc.InvoiceStore;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.ProcessorWatchStore;
import io.tillgate.internal.jdbc.WaiverStore;
import io.tillgate.internal.jdbc.WaiverStore.Waived;
import io.tillgate.money.Money;
import io.tillgate.order.InvoiceState;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.WaiverKind;
import io.tillgate.processor.InvoiceProgress;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.SeenInvoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records what a look at the processor's books found: the invoices, where an answer was lost, and payments, where their
 * notice was lost or only hinted at them. One transaction for all of it.
 */
final class SightRecorder {

    private final Database database;
    private final OrderTransitions transitions;
    private final OrderLedger ledger;
    private final LateDrift lateDrift;
    private final Uuid7 ids;
    private final InstantSource clock;

    SightRecorder(
            Database database,
            OrderTransitions transitions,
            OrderLedger ledger,
            LateDrift lateDrift,
            Uuid7 ids,
            InstantSource clock) {
        this.database = database;
        this.transitions = transitions;
        this.ledger = ledger;
        this.lateDrift = lateDrift;
        this.ids = ids;
        this.clock = clock;
    }

    /** Gives the order as it is afterwards. The invoice that was due stays leased. */
    MerchantOrder record(Due due, LookUpAnswer.Found found) throws SQLException {
        return database.inTransaction(connection -> {
            Instant now = clock.instant();
            Map<OrderId, OrderDraft> drafts = OrderLedger.lock(connection, List.of(due.order()));
            OrderDraft draft = drafts.get(due.order());
            if (draft == null) {
                throw new SQLException("order " + due.order() + " is gone");
            }
            List<SeenInvoice> invoices = withoutOthers(connection, due, found);
            seeInvoices(connection, draft, due, invoices, now);
            boolean news = seePayments(connection, draft, invoices, now);
            String actor = due.processor().value();
            draft.derive(transitions, now, OrderDraft.Cause.of(cause(due), actor));
            settleByHand(connection, draft, invoices, actor, now);
            if (news && due.cause() == Cause.THE_CLOCK) {
                ProcessorWatchStore.found(connection, due.processor(), now);
            }
            ledger.write(connection, drafts.values(), now);
            return OrderStore.find(connection, due.order()).orElseThrow();
        });
    }

    /** An invoice can carry our data and be another order's: somebody changed it there. That order will show it. */
    private static List<SeenInvoice> withoutOthers(Connection connection, Due due, LookUpAnswer.Found found)
            throws SQLException {
        Set<String> invoiceIds = found.invoices().stream()
                .map(seen -> seen.invoice().invoiceId())
                .collect(Collectors.toSet());
        Map<String, OrderId> owners = InvoiceStore.ordersOf(connection, due.processor(), invoiceIds);
        return found.invoices().stream()
                .filter(seen ->
                        due.order().equals(owners.getOrDefault(seen.invoice().invoiceId(), due.order())))
                .toList();
    }

    private void seeInvoices(Connection connection, OrderDraft draft, Due due, List<SeenInvoice> invoices, Instant now)
            throws SQLException {
        OrderId order = due.order();
        ProcessorId processor = due.processor();
        Set<String> known = InvoiceSightStore.knownIds(connection, order, processor);
        boolean awaitsAnswer = due.state() == InvoiceState.REQUESTED || due.state() == InvoiceState.UNKNOWN;
        for (SeenInvoice seen : invoices) {
            if (!known.contains(seen.invoice().invoiceId())) {
                if (awaitsAnswer) {
                    answer(connection, due, seen, now);
                    awaitsAnswer = false;
                } else {
                    InvoiceSightStore.insert(connection, ids.next(), order, processor, seen, now);
                }
            }
            InvoiceSightStore.see(connection, order, processor, seen);
            if (seen.isOurs() && seen.progress() != InvoiceProgress.WITHDRAWN) {
                draft.paymentUrlIfNone(seen.invoice().paymentUrl());
            }
        }
        if (awaitsAnswer && !invoices.isEmpty()) {
            // Its request never arrived, or made one of those that are known: either way nothing is left to wait for.
            answer(connection, due, invoices.get(0), now);
        }
        draft.observe(InvoiceSightStore.standing(connection, order));
    }

    private static void answer(Connection connection, Due due, SeenInvoice seen, Instant now) throws SQLException {
        InvoiceStore.answer(connection, due.id(), due.order(), due.processor(), seen.invoice(), due.leasedUntil(), now);
    }

    private boolean seePayments(Connection connection, OrderDraft draft, List<SeenInvoice> invoices, Instant now)
            throws SQLException {
        boolean news = false;
        for (SeenInvoice seen : invoices) {
            for (PaymentFact fact : seen.payments()) {
                news |= draft.observeNow(fact);
            }
        }
        if (news && draft.wantsLateDrift(now)) {
            lateDrift.note(connection, draft);
        }
        return news;
    }

    /** A person said at the processor that it is paid: let off what is missing, visibly, and never as a payment. */
    private void settleByHand(
            Connection connection, OrderDraft draft, List<SeenInvoice> invoices, String actor, Instant now)
            throws SQLException {
        boolean byHand =
                invoices.stream().anyMatch(seen -> seen.isOurs() && seen.progress() == InvoiceProgress.SETTLED_BY_HAND);
        if (!byHand || draft.state().status() == OrderStatus.PAID) {
            return;
        }
        Money waived = draft.waiveTheRest();
        if (waived.isPositive()) {
            Waived line = new Waived(
                    waived, WaiverKind.SETTLED_AT_PROCESSOR, null, actor, "settled by hand at the processor");
            WaiverStore.insert(connection, draft.stored().id(), line, now);
            String cause = "settled by hand at the processor, " + waived + " waived";
            draft.derive(transitions, now, OrderDraft.Cause.of(cause, actor));
        }
    }

    private static String cause(Due due) {
        return due.cause() == Cause.A_HINT ? "found by asking, after a hint" : "found by asking";
    }
}
