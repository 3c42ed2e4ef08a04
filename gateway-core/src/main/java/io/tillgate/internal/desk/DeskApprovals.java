package io.tillgate.internal.desk;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.ActPreview;
import io.tillgate.desk.ActPreview.Approving;
import io.tillgate.desk.Approval;
import io.tillgate.desk.Approval.Decision;
import io.tillgate.desk.Approval.State;
import io.tillgate.desk.ApprovalResult;
import io.tillgate.desk.Approvals;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffPolicy;
import io.tillgate.failure.Problem;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.ApprovalStore;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.SecondPerson;
import io.tillgate.internal.jdbc.StaffLogStore;
import io.tillgate.internal.jdbc.StaffLogStore.NewEntry;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests that a second person decides about. The request's row is locked while it is decided about, and what was asked for
 * is done in the same transaction: two who approve at once do it once.
 */
public final class DeskApprovals implements Approvals, SecondPerson {

    private final Database database;
    private final StaffPolicy policy;
    private final Uuid7 ids;
    private final InstantSource clock;
    private final Map<ActKind, Approvable> doers = new EnumMap<>(ActKind.class);

    public DeskApprovals(Database database, StaffPolicy policy, Uuid7 ids, InstantSource clock) {
        this.database = database;
        this.policy = policy;
        this.ids = ids;
        this.clock = clock;
    }

    /** Says who does acts of some kinds; before the gateway starts. */
    public void add(Approvable doer) {
        doer.kinds().forEach(kind -> doers.put(kind, doer));
    }

    @Override
    public boolean isNeeded(Money amount) {
        return policy.needsApproval(amount);
    }

    @Override
    public Optional<Approval> request(Connection connection, Wish wish, StaffAct by, Instant now) throws SQLException {
        ApprovalStore.expire(connection, now);
        // To the digits that Postgres keeps: the request is the same when it is read again.
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        Approval approval = new Approval(
                ids.next(),
                wish.kind(),
                wish.order(),
                wish.amount(),
                wish.terms(),
                wish.summary(),
                by.actor(),
                by.reason(),
                at,
                at.plus(policy.approvalWithin()),
                State.WAITING,
                null);
        if (!ApprovalStore.insert(connection, approval, wish.subject())) {
            return Optional.empty();
        }
        NewEntry entry = NewEntry.of(by, ActKind.REQUEST, "asked for approval: " + wish.summary());
        StaffLogStore.append(
                connection,
                entry.on(wish.order()).about(approval.id().toString()).of(wish.amount()),
                now);
        return Optional.of(approval);
    }

    @Override
    public List<Approval> waiting() {
        return database.orThrow(
                "list requests", connection -> ApprovalStore.waiting(connection, clock.instant(), APPROVALS_MAX));
    }

    @Override
    public List<Approval> of(OrderId order) {
        return database.orThrow(
                "list the requests of order " + order,
                connection -> ApprovalStore.of(connection, order, APPROVALS_MAX));
    }

    @Override
    public Optional<Approval> find(UUID id) {
        return database.orThrow("read request " + id, connection -> ApprovalStore.find(connection, id));
    }

    @Override
    public ActPreview preview(UUID id) {
        return database.orThrow("work out request " + id, connection -> {
            Approval approval = ApprovalStore.find(connection, id).orElse(null);
            if (approval == null) {
                return new ActPreview.Refused(unknown());
            }
            Prepared prepared = prepare(connection, approval, "?", clock.instant());
            return prepared instanceof Prepared.Ready ready
                    ? new ActPreview.Possible(ready.effects(), ready.sentence(), Approving.BY_A_SECOND_PERSON)
                    : new ActPreview.Refused(((Prepared.Refused) prepared).problem());
        });
    }

    @Override
    public ApprovalResult approve(UUID id, StaffAct by) {
        ApprovalResult result = database.orThrow("approve request " + id, connection -> approve(connection, id, by));
        if (result instanceof ApprovalResult.Decided decided
                && decided.approval().state() == State.DONE) {
            doer(decided.approval()).afterCommit(decided.approval());
        }
        return result;
    }

    @Override
    public ApprovalResult reject(UUID id, StaffAct by) {
        return database.orThrow("reject request " + id, connection -> {
            Instant now = clock.instant();
            Optional<ApprovalResult> known = undecidable(connection, id, by, now);
            if (known.isPresent()) {
                return known.get();
            }
            Approval approval = ApprovalStore.find(connection, id).orElseThrow();
            return decide(connection, approval, State.REJECTED, by, "rejected", now);
        });
    }

    private ApprovalResult approve(Connection connection, UUID id, StaffAct by) throws SQLException {
        Instant now = clock.instant();
        Optional<ApprovalResult> known = undecidable(connection, id, by, now);
        if (known.isPresent()) {
            return known.get();
        }
        Approval approval = ApprovalStore.find(connection, id).orElseThrow();
        Prepared prepared = prepare(connection, approval, by.actor(), now);
        if (prepared instanceof Prepared.Refused refused) {
            String why = "not possible any more: it " + refused.problem().fault();
            return decide(connection, approval, State.VOID, by, why, now);
        }
        Prepared.Ready ready = (Prepared.Ready) prepared;
        ready.write().run(connection);
        NewEntry entry = new NewEntry(
                approval.id(),
                approval.requestedBy(),
                approval.kind(),
                approval.order(),
                approval.id().toString(),
                null,
                approval.reason(),
                ready.sentence() + ", approved by " + by.actor());
        StaffLogStore.append(connection, entry.of(ready.amount()), now);
        return decide(connection, approval, State.DONE, by, ready.sentence(), now);
    }

    /** Why this person can't decide about it now; empty when they can, and the request is locked. */
    private Optional<ApprovalResult> undecidable(Connection connection, UUID id, StaffAct by, Instant now)
            throws SQLException {
        Optional<StaffLogEntry> before = StaffLogStore.once(connection, by.request());
        Approval approval = ApprovalStore.lock(connection, id).orElse(null);
        if (approval == null) {
            return Optional.of(new ApprovalResult.Refused(unknown()));
        }
        if (before.isPresent()) {
            boolean same = id.toString().equals(before.get().subject());
            return Optional.of(
                    same ? new ApprovalResult.Decided(approval) : new ApprovalResult.Refused(DeskActs.usedBefore()));
        }
        if (approval.state() == State.WAITING && !now.isBefore(approval.expiresAt())) {
            ApprovalStore.decide(
                    connection,
                    id,
                    State.EXPIRED,
                    new Decision(by.actor(), by.reason(), now, "nobody decided in time"));
            return Optional.of(new ApprovalResult.TooLate(
                    ApprovalStore.find(connection, id).orElseThrow()));
        }
        if (approval.state() != State.WAITING) {
            return Optional.of(new ApprovalResult.TooLate(approval));
        }
        return approval.mayBeDecidedBy(by.actor())
                ? Optional.empty()
                : Optional.of(new ApprovalResult.Refused(
                        new Problem("actor", "is who asked for it", "let a second person approve or reject it")));
    }

    private Prepared prepare(Connection connection, Approval approval, String approver, Instant now)
            throws SQLException {
        Prepared prepared = doer(approval).prepare(connection, approval, approver, now);
        if (prepared instanceof Prepared.Ready ready && ready.amount().compareTo(approval.amount()) > 0) {
            return new Prepared.Refused(
                    "amount",
                    "would be " + ready.amount() + " by now, more than the " + approval.amount() + " asked for",
                    "ask for it again");
        }
        return prepared;
    }

    private ApprovalResult decide(
            Connection connection, Approval approval, State state, StaffAct by, String outcome, Instant now)
            throws SQLException {
        ApprovalStore.decide(connection, approval.id(), state, new Decision(by.actor(), by.reason(), now, outcome));
        ActKind kind = state == State.REJECTED ? ActKind.REJECT : ActKind.APPROVE;
        NewEntry entry = NewEntry.of(by, kind, kind.words() + ": " + approval.summary() + "; " + outcome);
        StaffLogStore.append(
                connection,
                entry.on(approval.order()).about(approval.id().toString()).of(approval.amount()),
                now);
        return new ApprovalResult.Decided(
                ApprovalStore.find(connection, approval.id()).orElseThrow());
    }

    private Approvable doer(Approval approval) {
        Approvable doer = doers.get(approval.kind());
        if (doer == null) {
            throw new IllegalStateException("nobody does " + approval.kind() + " of request " + approval.id());
        }
        return doer;
    }

    private static Problem unknown() {
        return new Problem("request", "is not one of ours", "choose one from the list of those that wait");
    }
}
