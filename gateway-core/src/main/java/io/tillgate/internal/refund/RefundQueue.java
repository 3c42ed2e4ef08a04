package io.tillgate.internal.refund;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.LeaseStore;
import io.tillgate.internal.jdbc.RefundLedger;
import io.tillgate.internal.jdbc.RefundSendStore;
import io.tillgate.internal.jdbc.RefundSendStore.Outcome;
import io.tillgate.internal.jdbc.RefundSendStore.Send;
import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.internal.loop.Loop;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The refunds that one processor is to be asked for: one node at a time works for it, one refund after the other. */
public final class RefundQueue {

    private static final int REFUNDS_A_ROUND = 50;
    private static final Set<RefundState> OPEN = Set.of(RefundState.SENDING, RefundState.UNKNOWN);
    private static final String WITHDRAWN = "the buyer's money was withdrawn after the refund was asked for";

    /** What is done about one refund. */
    @FunctionalInterface
    interface Work {
        void on(Refund refund) throws SQLException;
    }

    private final ProcessorId processor;
    private final Database database;
    private final RefundLedger ledger;
    private final UUID node;
    private final InstantSource clock;
    private final Duration lease;

    public RefundQueue(
            PaymentProcessor processor, Database database, RefundLedger ledger, UUID node, InstantSource clock) {
        this.processor = processor.id();
        this.database = database;
        this.ledger = ledger;
        this.node = node;
        this.clock = clock;
        // Between two renewals there is one call at most.
        this.lease = processor.answerTimeMax().multipliedBy(2).plusSeconds(30);
    }

    Loop.Next round(Work work) throws SQLException {
        if (!database.inTransaction(connection -> RefundSendStore.anyDue(connection, processor, clock.instant()))) {
            return Loop.Next.AFTER_PAUSE;
        }
        try {
            for (int done = 0; done < REFUNDS_A_ROUND && hold(); done++) {
                Instant now = clock.instant();
                Optional<Refund> due = database.inTransaction(
                        connection -> RefundSendStore.claim(connection, processor, now, now.plus(lease)));
                if (due.isEmpty()) {
                    break;
                }
                work.on(due.get());
            }
            return Loop.Next.AFTER_PAUSE;
        } finally {
            database.inTransaction(connection -> LeaseStore.release(connection, node));
        }
    }

    /** Takes or renews the right to work for this processor. */
    boolean hold() throws SQLException {
        String name = "refund-" + processor;
        return database.inTransaction(connection -> LeaseStore.take(connection, List.of(name), node, lease))
                .contains(name);
    }

    List<Send> calls(Refund refund) throws SQLException {
        return database.inTransaction(connection -> RefundSendStore.sends(connection, refund.id()));
    }

    /** Commits that the processor is about to be asked; false when it must not be any more. */
    boolean call(Refund refund, int attempt, long lineIndex) throws SQLException {
        Instant now = clock.instant();
        return database.inTransaction(connection -> {
            if (!RefundSendStore.isCovered(connection, refund.id())) {
                move(connection, refund, Move.to(RefundState.REFUSED, WITHDRAWN, null), WITHDRAWN);
                return false;
            }
            Send send = new Send(attempt, lineIndex, now, Optional.empty());
            return RefundSendStore.call(connection, refund.id(), send, now.plus(lease));
        });
    }

    /** Commits how a call ended, and where the refund is with it. */
    void ended(Refund refund, int attempt, Outcome outcome, Move move, String reason) throws SQLException {
        database.inTransaction(connection -> {
            RefundSendStore.ended(connection, refund.id(), attempt, outcome);
            return move(connection, refund, move, reason);
        });
    }

    /** Moves a refund on that is still open. */
    boolean move(Connection connection, Refund refund, Move move, String reason) throws SQLException {
        return ledger.move(connection, refund, OPEN, move, new RefundBy("tillgate", reason), clock.instant());
    }
}
