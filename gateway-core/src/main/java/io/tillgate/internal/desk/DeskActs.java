package io.tillgate.internal.desk;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.ActPreview;
import io.tillgate.desk.ActPreview.Approving;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.Approval;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderActs;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.failure.Problem;
import io.tillgate.internal.desk.OrderHand.Seeing;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.SecondPerson;
import io.tillgate.internal.jdbc.Signed;
import io.tillgate.internal.jdbc.StaffLogStore;
import io.tillgate.internal.jdbc.StaffLogStore.NewEntry;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does what staff ask for, once for each form: works it out with the order locked, asks for approval where that is needed,
 * and otherwise writes it along with its entry in the log, in one transaction.
 */
public final class DeskActs implements OrderActs {

    private static final Signed NOBODY = new Signed("preview", "preview");

    private final Database database;
    private final OrderHand orders;
    private final RowHand rows;
    private final DeskApprovals approvals;
    private final Runnable wakeResolvers;
    private final InstantSource clock;

    DeskActs(
            Database database,
            OrderHand orders,
            RowHand rows,
            DeskApprovals approvals,
            Runnable wakeResolvers,
            InstantSource clock) {
        this.database = database;
        this.orders = orders;
        this.rows = rows;
        this.approvals = approvals;
        this.wakeResolvers = wakeResolvers;
        this.clock = clock;
    }

    @Override
    public ActPreview preview(OrderAct act) {
        return database.orThrow("work out what " + act.kind() + " would do", connection -> {
            Prepared prepared = prepare(connection, act, NOBODY, clock.instant());
            if (prepared instanceof Prepared.Refused refused) {
                return new ActPreview.Refused(refused.problem());
            }
            Prepared.Ready ready = (Prepared.Ready) prepared;
            Approving approving =
                    approvals.isNeeded(ready.amount()) ? Approving.BY_A_SECOND_PERSON : Approving.NOT_NEEDED;
            return new ActPreview.Possible(ready.effects(), ready.sentence(), approving);
        });
    }

    @Override
    public ActResult perform(OrderAct act, StaffAct by) {
        ActResult result = database.orThrow("do " + act.kind(), connection -> perform(connection, act, by));
        boolean asks = act instanceof OrderAct.Recheck || act instanceof OrderAct.AcceptLate;
        if (asks && result instanceof ActResult.Done) {
            wakeResolvers.run();
        }
        return result;
    }

    private ActResult perform(Connection connection, OrderAct act, StaffAct by) throws SQLException {
        Optional<StaffLogEntry> before = StaffLogStore.once(connection, by.request());
        if (before.isPresent()) {
            return isSame(before.get(), act, by)
                    ? new ActResult.Repeated(before.get())
                    : new ActResult.Refused(usedBefore());
        }
        Instant now = clock.instant();
        Prepared prepared = prepare(connection, act, new Signed(by.actor(), by.reason()), now);
        if (prepared instanceof Prepared.Refused refused) {
            return new ActResult.Refused(refused.problem());
        }
        Prepared.Ready ready = (Prepared.Ready) prepared;
        if (approvals.isNeeded(ready.amount())) {
            String terms = ApprovedOrderActs.terms(act);
            OrderId concerned = order(act);
            String subject = concerned == null ? terms : concerned.toString();
            SecondPerson.Wish wish =
                    new SecondPerson.Wish(act.kind(), concerned, subject, ready.amount(), terms, ready.sentence());
            Optional<Approval> approval = approvals.request(connection, wish, by, now);
            return approval.isPresent()
                    ? new ActResult.AwaitsApproval(approval.get())
                    : new ActResult.Refused(new Problem(
                            "order", "waits for an approval of this kind already", "wait until it is decided about"));
        }
        ready.write().run(connection);
        OrderId order =
                ready.effects().isEmpty() ? order(act) : ready.effects().get(0).order();
        NewEntry entry = NewEntry.of(by, act.kind(), ready.sentence())
                .on(order)
                .about(RowHand.subject(act))
                .of(ready.amount());
        StaffLogStore.append(connection, entry, now);
        return new ActResult.Done(ready.effects(), ready.sentence());
    }

    private Prepared prepare(Connection connection, OrderAct act, Signed by, Instant now) throws SQLException {
        // A pattern switch is not to be had in Java 17.
        if (act instanceof OrderAct.Recheck recheck) {
            return orders.recheck(connection, recheck, by, now);
        }
        if (act instanceof OrderAct.MarkPaid markPaid) {
            return orders.markPaid(connection, markPaid, Seeing.AS_SEEN, by, now);
        }
        if (act instanceof OrderAct.AcceptLate acceptLate) {
            return orders.acceptLate(connection, acceptLate, Seeing.AS_SEEN, by, now);
        }
        if (act instanceof OrderAct.Credit credit) {
            return orders.credit(connection, credit, by, now);
        }
        if (act instanceof OrderAct.Cancel cancel) {
            return orders.cancel(connection, cancel, by, now);
        }
        if (act instanceof OrderAct.LookedAt lookedAt) {
            return orders.lookedAt(connection, lookedAt, by, now);
        }
        if (act instanceof OrderAct.Replay replay) {
            return rows.replay(connection, replay, by, now);
        }
        if (act instanceof OrderAct.SetAside setAside) {
            return rows.setAside(connection, setAside, by, now);
        }
        return rows.redeliver(connection, (OrderAct.Redeliver) act, by, now);
    }

    static Problem usedBefore() {
        return new Problem("request", "was used for something else before", "load the page again, and send its form");
    }

    private static boolean isSame(StaffLogEntry entry, OrderAct act, StaffAct by) {
        OrderId order = order(act);
        boolean sameKind = entry.kind() == act.kind() || entry.kind() == ActKind.REQUEST;
        boolean sameSubject =
                order == null ? RowHand.subject(act).equals(entry.subject()) : order.equals(entry.order());
        return sameKind && sameSubject && StaffAct.person(entry.actor()).equals(by.person());
    }

    static @Nullable OrderId order(OrderAct act) {
        if (act instanceof OrderAct.OnOrder onOrder) {
            return onOrder.order();
        }
        if (act instanceof OrderAct.Recheck recheck) {
            return recheck.order();
        }
        return act instanceof OrderAct.Credit credit ? credit.order() : null;
    }
}
