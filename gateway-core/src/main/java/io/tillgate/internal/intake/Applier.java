package io.tillgate.internal.intake;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.InvoiceCheckStore;
import io.tillgate.internal.jdbc.InvoiceStore;
import io.tillgate.internal.jdbc.NotificationStore.NewNotification;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.jdbc.ProcessorWatchStore;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns believed notifications into facts: finds their orders, locks them, derives, and writes everything with one
 * statement a table, inside the caller's transaction.
 */
final class Applier {

    /** What came of one notification. */
    record Applied(
            Believed believed,
            @Nullable OrderId order,
            NotificationOutcome outcome,
            @Nullable String detail) {}

    private final OrderTransitions transitions;
    private final OrderLedger ledger;
    private final LateDrift lateDrift;
    private final SignatureText signatures;
    private final Uuid7 ids;
    private final InstantSource clock;

    Applier(
            OrderTransitions transitions,
            OrderLedger ledger,
            LateDrift lateDrift,
            SignatureText signatures,
            Uuid7 ids,
            InstantSource clock) {
        this.transitions = transitions;
        this.ledger = ledger;
        this.lateDrift = lateDrift;
        this.signatures = signatures;
        this.ids = ids;
        this.clock = clock;
    }

    /** Applies a batch, stores its raw notifications, and tells what each came to. */
    List<NotificationOutcome> applyAndStore(Connection connection, List<Believed> batch) throws SQLException {
        Decided decided = decide(connection, batch);
        List<NewNotification> rows = decided.applied().stream().map(this::row).toList();
        ledger.write(connection, decided.drafts(), rows, decided.at());
        askAgain(connection, decided);
        return decided.applied().stream().map(Applied::outcome).toList();
    }

    /** Applies a batch whose raw notifications are stored already. */
    List<Applied> apply(Connection connection, List<Believed> batch) throws SQLException {
        Decided decided = decide(connection, batch);
        ledger.write(connection, decided.drafts(), decided.at());
        askAgain(connection, decided);
        return decided.applied();
    }

    private Decided decide(Connection connection, List<Believed> batch) throws SQLException {
        Instant now = clock.instant();
        Map<UUID, OrderId> orders = findOrders(connection, batch);
        Map<OrderId, OrderDraft> drafts =
                orders.isEmpty() ? Map.of() : OrderLedger.lock(connection, sorted(orders.values()));
        List<Applied> applied = new ArrayList<>(batch.size());
        for (Believed believed : batch) {
            OrderId id = orders.get(believed.id());
            OrderDraft draft = id == null ? null : drafts.get(id);
            applied.add(draft == null ? unmatched(believed) : apply(connection, believed, draft, now));
        }
        return new Decided(now, applied, drafts.values());
    }

    /** What a hint asks for is noted with the hint itself, so that neither is there without the other. */
    private static void askAgain(Connection connection, Decided decided) throws SQLException {
        Map<ProcessorId, Set<OrderId>> hinted = new TreeMap<>(Comparator.comparing(ProcessorId::value));
        for (Applied one : decided.applied()) {
            if (one.outcome() == NotificationOutcome.HINT && one.order() != null) {
                hinted.computeIfAbsent(one.believed().notification().processor(), processor -> new HashSet<>())
                        .add(one.order());
            }
        }
        for (Map.Entry<ProcessorId, Set<OrderId>> entry : hinted.entrySet()) {
            InvoiceCheckStore.hinted(connection, entry.getKey(), entry.getValue(), decided.at());
            ProcessorWatchStore.heard(connection, entry.getKey());
        }
    }

    /**
     * By our mac in the data first; by the processor's id of the invoice where there is no data at all. A hint is not
     * believed in what it says, so it is enough that its invoice is one of ours: one whose data was changed is looked at.
     */
    private static Map<UUID, OrderId> findOrders(Connection connection, List<Believed> batch) throws SQLException {
        Map<UUID, OrderId> found = new HashMap<>();
        Map<ProcessorId, Set<String>> byInvoice = new HashMap<>();
        for (Believed believed : batch) {
            String invoiceId = believed.content().invoiceId();
            if (believed.provenOrder() != null) {
                found.put(believed.id(), believed.provenOrder());
            } else if (goesByInvoice(believed) && invoiceId != null) {
                byInvoice
                        .computeIfAbsent(believed.notification().processor(), processor -> new HashSet<>())
                        .add(invoiceId);
            }
        }
        for (Map.Entry<ProcessorId, Set<String>> entry : byInvoice.entrySet()) {
            Map<String, OrderId> orders = InvoiceStore.ordersOf(connection, entry.getKey(), entry.getValue());
            for (Believed believed : batch) {
                String invoiceId = believed.content().invoiceId();
                boolean unproven = believed.provenOrder() == null && goesByInvoice(believed);
                if (unproven
                        && invoiceId != null
                        && believed.notification().processor().equals(entry.getKey())) {
                    OrderId order = orders.get(invoiceId);
                    if (order != null) {
                        found.put(believed.id(), order);
                    }
                }
            }
        }
        return found;
    }

    private static boolean goesByInvoice(Believed believed) {
        return believed.content().data() == null || believed.isHint();
    }

    private static Applied unmatched(Believed believed) {
        if (believed.content().signal() instanceof Signal.Irrelevant irrelevant) {
            return new Applied(believed, null, NotificationOutcome.KNOWN, irrelevant.reason());
        }
        if (believed.isHint() && believed.content().data() != null && believed.provenOrder() == null) {
            // An account that the shop shares with a till or another shop tells us of their invoices, too.
            return new Applied(believed, null, NotificationOutcome.KNOWN, "about an invoice that is not ours");
        }
        if (believed.content().data() != null && believed.provenOrder() == null) {
            return new Applied(
                    believed,
                    null,
                    NotificationOutcome.REVIEW,
                    "its data is not one of ours: another shop uses the same account, or our secret key was changed");
        }
        if (believed.provenOrder() == null && believed.content().invoiceId() == null) {
            return new Applied(
                    believed,
                    null,
                    NotificationOutcome.REVIEW,
                    "it carries neither data nor id: no order can be found");
        }
        return new Applied(believed, null, NotificationOutcome.PARKED, "its order is not known yet");
    }

    private Applied apply(Connection connection, Believed believed, OrderDraft draft, Instant now) throws SQLException {
        OrderId id = draft.stored().id();
        ProcessorId processor = believed.notification().processor();
        if (!draft.stored().processor().equals(processor.value())) {
            return new Applied(
                    believed,
                    id,
                    NotificationOutcome.REVIEW,
                    "its order is paid through " + draft.stored().processor());
        }
        Signal signal = believed.content().signal();
        boolean news;
        if (signal instanceof Signal.PaymentObserved observed) {
            news = draft.observe(observed.fact(), believed.id());
            if (news && draft.wantsLateDrift(now)) {
                lateDrift.note(connection, draft);
            }
        } else if (signal instanceof Signal.InvoiceWithdrawn withdrawn) {
            if (isAnothersInvoice(connection, believed, id)) {
                return new Applied(
                        believed,
                        id,
                        NotificationOutcome.REVIEW,
                        "its data is that of this order, but its invoice is another order's");
            }
            news = withdraw(connection, believed, draft, withdrawn, now);
        } else if (signal instanceof Signal.InvoiceChanged) {
            return new Applied(believed, id, NotificationOutcome.HINT, null);
        } else if (signal instanceof Signal.Irrelevant irrelevant) {
            return new Applied(believed, id, NotificationOutcome.KNOWN, irrelevant.reason());
        } else {
            String reason = ((Signal.NotUnderstood) signal).reason();
            return new Applied(believed, id, NotificationOutcome.REVIEW, reason);
        }
        if (news) {
            String what = "notification " + believed.content().status();
            draft.derive(transitions, now, new OrderDraft.Cause(what, processor.value(), believed.id()));
        }
        return new Applied(believed, id, news ? NotificationOutcome.APPLIED : NotificationOutcome.KNOWN, null);
    }

    private static boolean isAnothersInvoice(Connection connection, Believed believed, OrderId order)
            throws SQLException {
        String invoiceId = believed.content().invoiceId();
        if (invoiceId == null) {
            return false;
        }
        OrderId owner = InvoiceStore.ordersOf(
                        connection, believed.notification().processor(), Set.of(invoiceId))
                .get(invoiceId);
        return owner != null && !owner.equals(order);
    }

    private boolean withdraw(
            Connection connection, Believed believed, OrderDraft draft, Signal.InvoiceWithdrawn withdrawn, Instant now)
            throws SQLException {
        String invoiceId = believed.content().invoiceId();
        if (invoiceId == null) {
            return false;
        }
        InvoiceStanding standing = InvoiceStore.withdraw(
                connection,
                ids.next(),
                draft.stored().id(),
                believed.notification().processor(),
                invoiceId,
                withdrawn.word(),
                now);
        return draft.observe(standing);
    }

    private NewNotification row(Applied applied) {
        Believed believed = applied.believed();
        boolean waits =
                applied.outcome() == NotificationOutcome.PARKED || applied.outcome() == NotificationOutcome.REVIEW;
        return new NewNotification(
                believed.id(),
                believed.notification().processor(),
                applied.order(),
                believed.content().invoiceId(),
                believed.content().status(),
                applied.outcome(),
                applied.detail(),
                waits ? signatures.of(believed.notification()) : null,
                believed.body(),
                believed.notification().receivedAt());
    }

    private static Set<OrderId> sorted(Iterable<OrderId> orders) {
        Set<OrderId> sorted = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
        orders.forEach(sorted::add);
        return sorted;
    }

    /** What became of each notification of a batch, and the orders that may have changed. */
    private record Decided(Instant at, List<Applied> applied, Collection<OrderDraft> drafts) {}
}
