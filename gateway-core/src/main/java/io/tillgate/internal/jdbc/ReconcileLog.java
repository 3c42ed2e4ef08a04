package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffAct;
import io.tillgate.internal.jdbc.StaffLogStore.NewEntry;
import io.tillgate.order.OrderId;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.ReconcileRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what staff do about statements and books into their log, in the transaction that does it. */
final class ReconcileLog {

    private ReconcileLog() {}

    static void imported(Connection connection, ReconcileRun run) throws SQLException {
        String file = run.fileName() == null ? "the account history" : run.fileName();
        String outcome = "imported " + file + " of " + run.processor() + ": " + run.linesNew() + " new of "
                + run.linesRead() + " lines";
        append(connection, run.actor(), ActKind.IMPORT_STATEMENT, run.id().toString(), outcome, run.at());
    }

    static void matchedAgain(Connection connection, ReconcileRun run) throws SQLException {
        String outcome = "matched the lines of " + run.processor() + " again that were left over";
        append(connection, run.actor(), ActKind.MATCH_AGAIN, run.id().toString(), outcome, run.at());
    }

    static void closed(Connection connection, String processor, LocalDate day, String actor, Instant now)
            throws SQLException {
        append(connection, actor, ActKind.CLOSE_DAY, day.toString(), "closed " + day + " of " + processor, now);
    }

    static void verified(Connection connection, String processor, LocalDate day, String actor, Instant now)
            throws SQLException {
        String outcome = "looked at the seal of " + day + " of " + processor;
        append(connection, actor, ActKind.VERIFY_DAY, day.toString(), outcome, now);
    }

    /**
     * @param before the discrepancy, as it was when the person decided
     * @param order what it turned out to be about; null where it is no order
     */
    static void resolved(
            Connection connection, Discrepancy before, Decision decision, @Nullable OrderId order, Instant now)
            throws SQLException {
        String difference = " a discrepancy of " + before.difference() + " at " + before.processor();
        String outcome = switch (decision.kind()) {
            case BOOKED -> "booked" + difference;
            case MATCHED ->
                "matched line " + before.lineId() + " of " + before.processor() + " by hand with order "
                        + decision.order().strip();
            default -> "explained" + difference;
        };
        // Done once by the discrepancy's own state, whatever the form.
        NewEntry entry = NewEntry.of(
                        new StaffAct(decision.actor(), decision.reason()), ActKind.RESOLVE_DISCREPANCY, outcome)
                .on(order)
                .about(Long.toString(before.id()))
                .of(before.difference());
        StaffLogStore.append(connection, entry, now);
    }

    /** Nobody is asked for a reason. */
    private static void append(
            Connection connection, String actor, ActKind kind, String subject, String outcome, Instant now)
            throws SQLException {
        NewEntry entry = new NewEntry(UUID.randomUUID(), actor, kind, null, subject, null, "", outcome);
        StaffLogStore.append(connection, entry, now);
    }
}
