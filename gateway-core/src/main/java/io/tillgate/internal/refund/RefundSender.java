package io.tillgate.internal.refund;

import io.tillgate.internal.http.WireText;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.RefundSendStore;
import io.tillgate.internal.jdbc.RefundSendStore.Outcome;
import io.tillgate.internal.jdbc.RefundSendStore.Send;
import io.tillgate.internal.jdbc.RefundStore;
import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.internal.loop.Loop;
import io.tillgate.processor.AccountEntry;
import io.tillgate.processor.SendAnswer;
import io.tillgate.processor.SendRequest;
import io.tillgate.processor.SendingProcessor;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundPolicy;
import io.tillgate.refund.RefundState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Sends refunds from one account, each once.
 *
 * <p>The call has no key against repetition. So one node at a time works for an account, one refund after the other; each call
 * is committed before it is made, with the newest line that the account's history had; a refund that was ever asked for is looked
 * for among the lines after it, and sent again only when the whole history since then is known, has no line that may be it, and
 * the safety delay is over. Each line is one refund's, for ever.
 */
public final class RefundSender {

    /** Calls for one refund; then a person decides. */
    static final int SENDS_MAX = 3;

    static final Duration LOOK_PAUSE = Duration.ofSeconds(30);
    private static final int REASON_CHARS_MAX = 400;

    private final SendingProcessor processor;
    private final Database database;
    private final RefundQueue queue;
    private final RefundPolicy policy;
    private final InstantSource clock;

    public RefundSender(
            SendingProcessor processor,
            Database database,
            RefundQueue queue,
            RefundPolicy policy,
            InstantSource clock) {
        this.processor = processor;
        this.database = database;
        this.queue = queue;
        this.policy = policy;
        this.clock = clock;
    }

    public Loop.Next round() throws SQLException {
        return queue.round(this::goOn);
    }

    private void goOn(Refund refund) throws SQLException {
        List<Send> sends = queue.calls(refund);
        if (sends.isEmpty()) {
            send(refund, 1, AccountHistory.newest(processor));
            return;
        }
        Send first = sends.get(0);
        Send last = sends.get(sends.size() - 1);
        AccountHistory.Read read = AccountHistory.after(processor, first.lineIndex());
        if (!(read instanceof AccountHistory.Complete history)) {
            stayUnknown(refund, ((AccountHistory.Incomplete) read).reason());
            return;
        }
        RefundLines lines = RefundLines.among(
                nobodyElses(refund, history.entries()),
                new RefundLines.Wanted(processor.network(), address(refund), refund.amount(), first.calledAt()));
        if (lines.exact().isEmpty()) {
            decide(refund, last, lines.near(), history);
        } else if (!found(refund, lines.exact())) {
            stayUnknown(refund, "another refund took the line that was found: the history is read again");
        }
    }

    /** No line is it for certain. */
    private void decide(Refund refund, Send last, List<AccountEntry> near, AccountHistory.Complete history)
            throws SQLException {
        if (!near.isEmpty()) {
            stayUnknown(
                    refund,
                    "line " + near.get(0).index()
                            + " of the account history may be it: look there, then record it by hand");
            return;
        }
        Outcome outcome = last.outcome().orElse(Outcome.UNKNOWN);
        boolean certain = outcome == Outcome.NOT_SENT || outcome == Outcome.REFUSED;
        Instant safe = last.calledAt().plus(policy.safetyDelay());
        if (!certain && clock.instant().isBefore(safe)) {
            stayUnknown(refund, "no answer came; the account history has no line of it yet, which is sure at " + safe);
        } else if (last.attempt() >= SENDS_MAX && !certain) {
            stayUnknown(refund, "was tried " + last.attempt() + " times without an answer: a person has to decide");
        } else {
            send(refund, last.attempt() + 1, history);
        }
    }

    private void send(Refund refund, int attempt, AccountHistory.Read read) throws SQLException {
        if (!(read instanceof AccountHistory.Complete history)) {
            // Without the history a lost answer could never be resolved.
            wait(refund, ((AccountHistory.Incomplete) read).reason());
            return;
        }
        if (queue.hold() && queue.call(refund, attempt, history.newest())) {
            record(refund, attempt, processor.send(new SendRequest(address(refund), refund.amount())));
        }
    }

    private void record(Refund refund, int attempt, SendAnswer answer) throws SQLException {
        if (answer instanceof SendAnswer.Sent sent) {
            queue.ended(
                    refund,
                    attempt,
                    Outcome.SENT,
                    new Move(RefundState.SENT, "", null, sent.transactionId(), null),
                    "sent by the processor");
        } else if (answer instanceof SendAnswer.Refused refused) {
            String reason = bare(refused.reason(), refund);
            queue.ended(refund, attempt, Outcome.REFUSED, Move.to(RefundState.REFUSED, reason, null), reason);
        } else if (answer instanceof SendAnswer.NotSent notSent) {
            String reason = bare(notSent.reason(), refund);
            queue.ended(refund, attempt, Outcome.NOT_SENT, Move.to(RefundState.SENDING, reason, soon()), reason);
        } else {
            String reason = bare(((SendAnswer.Unknown) answer).reason(), refund);
            queue.ended(refund, attempt, Outcome.UNKNOWN, Move.to(RefundState.UNKNOWN, reason, soon()), reason);
        }
    }

    /** Leaves out the lines that other refunds were found in, and those of their transactions. */
    private List<AccountEntry> nobodyElses(Refund refund, List<AccountEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return entries;
        }
        List<Long> indexes = entries.stream().map(AccountEntry::index).toList();
        List<String> references =
                entries.stream().map(AccountEntry::linkReference).toList();
        return database.inTransaction(connection -> {
            Set<Long> taken = RefundSendStore.taken(connection, processor.id(), indexes, refund.id());
            Set<String> others = RefundSendStore.othersTransactions(connection, references, refund.id());
            return entries.stream()
                    .filter(entry -> !taken.contains(entry.index()) && !others.contains(entry.linkReference()))
                    .toList();
        });
    }

    /** Makes the oldest line that fits this refund's. */
    private boolean found(Refund refund, List<AccountEntry> exact) throws SQLException {
        if (exact.isEmpty()) {
            return false;
        }
        AccountEntry entry = exact.get(0);
        String transaction = entry.linkReference().isEmpty() ? "line " + entry.index() : entry.linkReference();
        return database.inTransaction(
                connection -> RefundSendStore.claimLine(connection, processor.id(), entry.index(), refund.id())
                        && queue.move(
                                connection,
                                refund,
                                new Move(RefundState.SENT, "", null, transaction, null),
                                "found in line " + entry.index() + " of the account history"));
    }

    private void stayUnknown(Refund refund, String reason) throws SQLException {
        look(refund, RefundState.UNKNOWN, reason);
    }

    private void wait(Refund refund, String reason) throws SQLException {
        look(refund, RefundState.SENDING, reason);
    }

    /** Comes back later; the history keeps a step only when something is new. */
    private void look(Refund refund, RefundState state, String reason) throws SQLException {
        String detail = bare(reason, refund);
        if (state == refund.state() && detail.equals(refund.detail())) {
            database.inTransaction(connection -> RefundStore.lookAgain(connection, refund.id(), soon()));
            return;
        }
        database.inTransaction(connection -> queue.move(connection, refund, Move.to(state, detail, soon()), detail));
    }

    private Instant soon() {
        return clock.instant().plus(LOOK_PAUSE);
    }

    private static String address(Refund refund) {
        return Objects.requireNonNull(refund.address(), "a refund that is sent has an address");
    }

    private static String bare(String reason, Refund refund) {
        String words = refund.address() == null ? reason : reason.replace(refund.address(), "[the address]");
        return WireText.shorten(words, REASON_CHARS_MAX);
    }
}
