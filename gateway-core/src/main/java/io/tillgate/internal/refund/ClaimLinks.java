package io.tillgate.internal.refund;

import io.tillgate.internal.http.WireText;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.RefundSendStore;
import io.tillgate.internal.jdbc.RefundSendStore.Outcome;
import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.internal.loop.Loop;
import io.tillgate.processor.RefundAnswer;
import io.tillgate.processor.RefundRequest;
import io.tillgate.processor.RefundVariant;
import io.tillgate.processor.RefundingProcessor;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes refunds at a processor that has a page where the buyer claims them. The processor finds a refund again by its name,
 * which is our id, so that a lost answer is simply asked for again; two requests of one name are never under way at once.
 */
public final class ClaimLinks {

    private static final int REASON_CHARS_MAX = 400;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** Such a processor's account has no lines to look at. */
    private static final long NO_LINE = 0;

    private final RefundingProcessor processor;
    private final Database database;
    private final RefundQueue queue;
    private final InstantSource clock;

    public ClaimLinks(RefundingProcessor processor, Database database, RefundQueue queue, InstantSource clock) {
        this.processor = processor;
        this.database = database;
        this.queue = queue;
        this.clock = clock;
    }

    public Loop.Next round() throws SQLException {
        return queue.round(this::ask);
    }

    private void ask(Refund refund) throws SQLException {
        Optional<String> invoice = database.inTransaction(
                connection -> RefundSendStore.paidInvoice(connection, refund.orderId(), processor.id()));
        if (invoice.isEmpty()) {
            String reason = "no invoice of the order is known there: give the money back by hand";
            database.inTransaction(
                    connection -> queue.move(connection, refund, Move.to(RefundState.REFUSED, reason, null), reason));
            return;
        }
        int attempt = queue.calls(refund).size() + 1;
        if (queue.call(refund, attempt, NO_LINE)) {
            RefundRequest request = new RefundRequest(
                    refund.id().toString(), invoice.get(), RefundVariant.AMOUNT, refund.amount(), "Refund");
            record(refund, attempt, processor.refund(request));
        }
    }

    private void record(Refund refund, int attempt, RefundAnswer answer) throws SQLException {
        if (answer instanceof RefundAnswer.Created created) {
            claimable(refund, attempt, created);
        } else if (answer instanceof RefundAnswer.Refused refused) {
            String reason = WireText.shorten(refused.reason(), REASON_CHARS_MAX);
            queue.ended(refund, attempt, Outcome.REFUSED, Move.to(RefundState.REFUSED, reason, null), reason);
        } else {
            String reason = WireText.shorten(((RefundAnswer.Unknown) answer).reason(), REASON_CHARS_MAX);
            Move move = Move.to(RefundState.UNKNOWN, reason, clock.instant().plus(PAUSE));
            queue.ended(refund, attempt, Outcome.UNKNOWN, move, reason);
        }
    }

    private void claimable(Refund refund, int attempt, RefundAnswer.Created created) throws SQLException {
        String detail = created.amount().equals(refund.amount())
                ? ""
                : "the processor offers " + created.amount() + " instead of " + refund.amount();
        Move move = Move.to(RefundState.AWAITING_ADDRESS, detail, null);
        database.inTransaction(connection -> {
            RefundSendStore.ended(connection, refund.id(), attempt, Outcome.SENT);
            RefundSendStore.claimable(connection, refund.id(), created.refundId(), created.claimUrl());
            return queue.move(connection, refund, move, "the processor made a page for the buyer");
        });
    }
}
