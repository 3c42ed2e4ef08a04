package io.tillgate.internal.refund;

import io.tillgate.internal.http.WireText;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.LeaseStore;
import io.tillgate.internal.jdbc.RefundSendStore;
import io.tillgate.internal.jdbc.RefundSendStore.Outcome;
import io.tillgate.internal.jdbc.RefundSendStore.Send;
import io.tillgate.internal.jdbc.RefundStore;
import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.internal.loop.Loop;
import io.tillgate.processor.RefundAnswer;
import io.tillgate.processor.RefundRequest;
import io.tillgate.processor.RefundVariant;
import io.tillgate.processor.RefundingProcessor;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes refunds at a processor that has a page where the buyer claims them. The processor finds a refund again by its name,
 * which is our id, so that a lost answer is simply asked for again; two requests of one name are never under way at once.
 */
public final class ClaimLinks {

    private static final int REFUNDS_A_ROUND = 50;
    private static final int REASON_CHARS_MAX = 400;
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Set<RefundState> OPEN = Set.of(RefundState.SENDING, RefundState.UNKNOWN);

    private final RefundingProcessor processor;
    private final Database database;
    private final UUID node;
    private final InstantSource clock;
    private final Duration lease;

    public ClaimLinks(RefundingProcessor processor, Database database, UUID node, InstantSource clock) {
        this.processor = processor;
        this.database = database;
        this.node = node;
        this.clock = clock;
        this.lease = processor.answerTimeMax().multipliedBy(2).plusSeconds(30);
    }

    public Loop.Next round() throws SQLException {
        if (!database.inTransaction(
                connection -> RefundSendStore.anyDue(connection, processor.id(), clock.instant()))) {
            return Loop.Next.AFTER_PAUSE;
        }
        try {
            for (int done = 0; done < REFUNDS_A_ROUND && hold(); done++) {
                Instant now = clock.instant();
                Optional<Refund> due = database.inTransaction(
                        connection -> RefundSendStore.claim(connection, processor.id(), now, now.plus(lease)));
                if (due.isEmpty()) {
                    break;
                }
                ask(due.get());
            }
            return Loop.Next.AFTER_PAUSE;
        } finally {
            database.inTransaction(connection -> LeaseStore.release(connection, node));
        }
    }

    private boolean hold() throws SQLException {
        String name = "refund-" + processor.id();
        return database.inTransaction(connection -> LeaseStore.take(connection, List.of(name), node, lease))
                .contains(name);
    }

    private void ask(Refund refund) throws SQLException {
        Instant now = clock.instant();
        int attempt = database.inTransaction(connection -> RefundSendStore.sends(connection, refund.id()))
                        .size()
                + 1;
        Optional<String> invoice = database.inTransaction(connection -> {
            if (!RefundSendStore.isCovered(connection, refund.id())) {
                String reason = "the buyer's money was withdrawn after the refund was asked for";
                RefundStore.move(
                        connection, refund.id(), OPEN, Move.to(RefundState.REFUSED, reason, null), by(reason), now);
                return Optional.empty();
            }
            Send send = new Send(attempt, 0, now, Optional.empty());
            return RefundSendStore.call(connection, refund.id(), send, now.plus(lease))
                    ? RefundSendStore.paidInvoice(connection, refund.orderId(), processor.id())
                    : Optional.empty();
        });
        if (invoice.isPresent()) {
            RefundRequest request = new RefundRequest(
                    refund.id().toString(), invoice.get(), RefundVariant.AMOUNT, refund.amount(), "Refund");
            record(refund, attempt, processor.refund(request));
        }
    }

    private void record(Refund refund, int attempt, RefundAnswer answer) throws SQLException {
        database.inTransaction(connection -> {
            Instant now = clock.instant();
            if (answer instanceof RefundAnswer.Created created) {
                RefundSendStore.ended(connection, refund.id(), attempt, Outcome.SENT);
                RefundSendStore.claimable(connection, refund.id(), created.refundId(), created.claimUrl());
                String detail = created.amount().equals(refund.amount())
                        ? ""
                        : "the processor offers " + created.amount() + " instead of " + refund.amount();
                Move move = Move.to(RefundState.AWAITING_ADDRESS, detail, null);
                return RefundStore.move(
                        connection, refund.id(), OPEN, move, by("the processor made a page for the buyer"), now);
            }
            if (answer instanceof RefundAnswer.Refused refused) {
                String reason = WireText.shorten(refused.reason(), REASON_CHARS_MAX);
                RefundSendStore.ended(connection, refund.id(), attempt, Outcome.REFUSED);
                return RefundStore.move(
                        connection, refund.id(), OPEN, Move.to(RefundState.REFUSED, reason, null), by(reason), now);
            }
            String reason = WireText.shorten(((RefundAnswer.Unknown) answer).reason(), REASON_CHARS_MAX);
            RefundSendStore.ended(connection, refund.id(), attempt, Outcome.UNKNOWN);
            Move move = Move.to(RefundState.UNKNOWN, reason, now.plus(PAUSE));
            return RefundStore.move(connection, refund.id(), OPEN, move, by(reason), now);
        });
    }

    private static RefundBy by(String reason) {
        return new RefundBy("tillgate", reason);
    }
}
