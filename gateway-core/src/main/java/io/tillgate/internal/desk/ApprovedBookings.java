package io.tillgate.internal.desk;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.internal.jdbc.HandBooking;
import io.tillgate.internal.jdbc.Signed;
import io.tillgate.reconcile.BookingTerms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Books the differences that a second person approved. */
final class ApprovedBookings implements Approvable {

    @Override
    public Set<ActKind> kinds() {
        return Set.of(ActKind.RESOLVE_DISCREPANCY);
    }

    @Override
    public Prepared prepare(Connection connection, Approval approval, String approver, Instant now)
            throws SQLException {
        BookingTerms terms = BookingTerms.parse(approval.terms());
        HandBooking.WorkedOut workedOut = HandBooking.lock(connection, terms.discrepancy(), now);
        if (workedOut instanceof HandBooking.NotPossible not) {
            return new Prepared.Refused("discrepancy", not.fault(), not.fix());
        }
        HandBooking booking = ((HandBooking.Possible) workedOut).booking();
        if (booking.difference().minorUnits() != terms.difference()) {
            return new Prepared.Refused(
                    "discrepancy",
                    "is one of " + booking.difference() + " by now, which is not what was asked for",
                    "ask for it again");
        }
        Signed by = new Signed(approval.requestedBy(), approval.reason(), approver);
        return new Prepared.Ready(
                List.of(), booking.sentence(), booking.amount(), write -> booking.write(write, by, now));
    }
}
