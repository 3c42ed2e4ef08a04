package io.tillgate.internal.refund;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffAct;
import io.tillgate.internal.jdbc.StaffLogStore;
import io.tillgate.internal.jdbc.StaffLogStore.NewEntry;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Writes what staff do about refunds into their log, in the transaction that does it. The address is kept back. */
final class RefundLog {

    private RefundLog() {}

    static void started(Connection connection, Refund refund) throws SQLException {
        String address = refund.address() == null ? "" : ", to an address that staff entered";
        String approval =
                refund.state() == RefundState.AWAITING_APPROVAL ? ", which a second person has to approve" : "";
        String outcome = "started a refund of " + refund.amount() + " (" + refund.basis() + ")" + address + approval;
        append(connection, refund, refund.startedBy(), ActKind.REFUND, outcome, refund.createdAt());
    }

    static void approved(Connection connection, Refund refund, RefundBy by, Instant now) throws SQLException {
        append(connection, refund, by, ActKind.APPROVE, "approved a refund of " + refund.amount(), now);
    }

    /** Whoever stops a refund that waits for a second person rejects it, unless it is their own. */
    static void cancelled(Connection connection, Refund before, RefundBy by, Instant now) throws SQLException {
        boolean rejected = before.state() == RefundState.AWAITING_APPROVAL
                && !by.isSamePersonAs(before.startedBy().actor());
        append(
                connection,
                before,
                by,
                rejected ? ActKind.REJECT : ActKind.REFUND,
                (rejected ? "rejected" : "cancelled") + " a refund of " + before.amount(),
                now);
    }

    static void sentAgain(Connection connection, Refund refund, RefundBy by, Instant now) throws SQLException {
        append(
                connection,
                refund,
                by,
                ActKind.REFUND,
                "let a refused refund of " + refund.amount() + " be sent again",
                now);
    }

    static void recorded(Connection connection, Refund refund, String transaction, RefundBy by, Instant now)
            throws SQLException {
        append(
                connection,
                refund,
                by,
                ActKind.REFUND,
                "recorded by hand that a refund of " + refund.amount() + " was sent in " + transaction,
                now);
    }

    private static void append(
            Connection connection, Refund refund, RefundBy by, ActKind kind, String outcome, Instant now)
            throws SQLException {
        // Done once by the refund's own state, whatever the form.
        NewEntry entry = NewEntry.of(new StaffAct(by.actor(), by.reason()), kind, outcome)
                .on(refund.orderId())
                .about(refund.id().toString())
                .of(refund.amount());
        StaffLogStore.append(connection, entry, now);
    }
}
