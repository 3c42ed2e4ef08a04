package io.tillgate.internal.desk;

import io.tillgate.desk.InboxItem;
import io.tillgate.desk.StaffPolicy;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.intake.ParkedMatcher;
import io.tillgate.internal.jdbc.ApprovalInbox;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.DiscrepancyInbox;
import io.tillgate.internal.jdbc.EventInbox;
import io.tillgate.internal.jdbc.InboxSource;
import io.tillgate.internal.jdbc.NotificationInbox;
import io.tillgate.internal.jdbc.OrderInbox;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.jdbc.RefundInbox;
import io.tillgate.internal.jdbc.UnknownInbox;
import io.tillgate.order.OrderTransitions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Puts the parts of the staff's desk together. */
public final class DeskParts {

    public final DeskApprovals approvals;
    public final DeskActs acts;
    public final DeskStaffLog log;
    public final DeskViews views;
    public final DeskInbox inbox;

    /**
     * What the desk needs of the others.
     *
     * @param canBeAsked whether the processor of this id can be asked about an order
     * @param wakeResolvers lets those who ask processors look at what is due now; must be quick
     * @param conditions what is wrong right now; must not need the caller's transaction
     * @param further what else needs a human
     */
    public record Needs(
            Predicate<String> canBeAsked,
            Runnable wakeResolvers,
            Supplier<List<InboxItem>> conditions,
            List<InboxSource> further) {}

    public DeskParts(
            Database database,
            OrderTransitions transitions,
            OrderLedger ledger,
            ParkedMatcher parked,
            StaffPolicy policy,
            Needs needs,
            Uuid7 ids,
            InstantSource clock) {
        OrderHand orders = new OrderHand(needs.canBeAsked(), transitions, ledger);
        approvals = new DeskApprovals(database, policy, ids, clock);
        approvals.add(new ApprovedOrderActs(orders, needs.wakeResolvers()));
        approvals.add(new ApprovedBookings());
        acts = new DeskActs(
                database, orders, new RowHand(orders, parked::replay), approvals, needs.wakeResolvers(), clock);
        log = new DeskStaffLog(database, policy, clock);
        views = new DeskViews(database, ids, clock);
        List<InboxSource> sources = new ArrayList<>(List.of(
                new OrderInbox(needs.canBeAsked()),
                new UnknownInbox(needs.canBeAsked()),
                new NotificationInbox(),
                new EventInbox(),
                new ApprovalInbox(),
                new RefundInbox(),
                new DiscrepancyInbox()));
        sources.addAll(needs.further());
        inbox = new DeskInbox(database, sources, needs.conditions(), clock);
    }
}
