package io.tillgate.internal.jdbc;

import io.tillgate.money.Money;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyState;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ResolutionKind;
import io.tillgate.reconcile.StatementLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts the difference of an open discrepancy into the books, so that they agree with the processor's again.
 *
 * @param at when it counts: never before the end of the last day that was closed
 */
public record HandBooking(Discrepancy discrepancy, Instant at) {

    /** What is possible now. */
    public sealed interface WorkedOut {}

    public record Possible(HandBooking booking) implements WorkedOut {}

    /** Why it is not possible, to stand behind the name of the discrepancy, and what is. */
    public record NotPossible(String fault, String fix) implements WorkedOut {}

    /** Works it out with the account and the discrepancy locked, so that nothing comes between this and {@link #write}. */
    public static WorkedOut lock(Connection connection, long discrepancy, Instant now) throws SQLException {
        Optional<Discrepancy> bare = DiscrepancyStore.find(connection, discrepancy);
        if (bare.isEmpty()) {
            return new NotPossible("is none of ours", "choose one from the list");
        }
        ReconcileAccount.lock(connection, bare.get().processor(), now);
        return of(connection, DiscrepancyStore.lock(connection, discrepancy).orElseThrow());
    }

    /** Works it out; to be written only while the account and the discrepancy are locked. */
    static WorkedOut of(Connection connection, Discrepancy discrepancy) throws SQLException {
        if (discrepancy.state() != DiscrepancyState.OPEN) {
            return new NotPossible("is not open any more", "look at what became of it");
        }
        if (discrepancy.difference().isZero()) {
            return new NotPossible("has amounts that do not differ, so there is nothing to book", "explain it instead");
        }
        Long lineId = discrepancy.lineId();
        if (lineId != null) {
            StatementLine line = StatementLineStore.find(connection, lineId).orElseThrow();
            if (line.matchedBy() != MatchedBy.NOTHING && line.matchedBy() != MatchedBy.AMBIGUOUS) {
                return new NotPossible("is about a line that was matched meanwhile", "match again and look at it anew");
            }
        }
        Instant open = ReconcileAccount.openFrom(connection, discrepancy.processor());
        return new Possible(new HandBooking(discrepancy, discrepancy.at().isBefore(open) ? open : discrepancy.at()));
    }

    /** What it adds to our balance. */
    public Money difference() {
        return discrepancy.difference();
    }

    /** How much it decides about, whichever way. */
    public Money amount() {
        return new Money(difference().currency(), Math.absExact(difference().minorUnits()));
    }

    /** What is done. */
    public String sentence() {
        return "booked a discrepancy of " + difference() + " at " + discrepancy.processor();
    }

    public void write(Connection connection, Signed by, Instant now) throws SQLException {
        Long line = discrepancy.lineId();
        if (line != null && !StatementLineStore.claim(connection, line, MatchedBy.BOOKED, null, null)) {
            throw new IllegalStateException("line " + line + " was matched while its account was locked");
        }
        BookingStore.adjust(
                connection,
                new BookingStore.Act(
                        discrepancy.processor(), difference().currency().code(), at, by.actor(), by.because(), now),
                difference().minorUnits(),
                discrepancy.id());
        DiscrepancyStore.resolve(
                connection,
                discrepancy,
                new DiscrepancyStore.Resolved(
                        ResolutionKind.BOOKED, by, difference().minorUnits()),
                now);
    }
}
