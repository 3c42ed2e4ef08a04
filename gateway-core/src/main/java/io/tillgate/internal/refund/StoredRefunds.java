package io.tillgate.internal.refund;

import io.tillgate.failure.GatewayException;
import io.tillgate.failure.Problem;
import io.tillgate.internal.bitcoin.AddressCheck;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.RefundLedger;
import io.tillgate.internal.jdbc.RefundStore;
import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import io.tillgate.refund.AddressFault;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundAmounts;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundOffer;
import io.tillgate.refund.RefundResult;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundStep;
import io.tillgate.refund.RefundTerms;
import io.tillgate.refund.RefundWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The refunds in Postgres. An order's refunds are counted under the order's lock, so that no two of them exceed it together. */
public final class StoredRefunds implements RefundDesk {

    private static final String BUYER = "buyer";

    /** A transaction's id, or that of a transfer between accounts of the processor. */
    private static final Pattern TRANSACTION = Pattern.compile(
            "[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final Database database;
    private final RefundStart starts;
    private final RefundWays ways;
    private final RefundLedger ledger;
    private final OrderTokens tokens;
    private final InstantSource clock;

    public StoredRefunds(
            Database database,
            RefundStart starts,
            RefundWays ways,
            RefundLedger ledger,
            OrderTokens tokens,
            InstantSource clock) {
        this.database = database;
        this.starts = starts;
        this.ways = ways;
        this.ledger = ledger;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public RefundOffer preview(OrderId order, RefundTerms terms) {
        return starts.preview(order, terms);
    }

    @Override
    public RefundResult start(NewRefund refund, RefundBy by) {
        return starts.start(refund, by);
    }

    @Override
    public RefundResult approve(UUID id, RefundBy by) {
        Entry entry = (connection, refund, now) -> RefundLog.approved(connection, refund, by, now);
        return decide("approve", id, entry, (connection, refund, now) -> {
            if (!refund.mayBeApprovedBy(by.actor())) {
                return new Problem("actor", "started this refund", "let a second person approve it");
            }
            return moved(ledger.move(
                    connection,
                    refund,
                    Set.of(RefundState.AWAITING_APPROVAL),
                    Onward.of(refund, now).move(),
                    by,
                    now));
        });
    }

    @Override
    public RefundResult cancel(UUID id, RefundBy by) {
        Entry entry = (connection, refund, now) -> RefundLog.cancelled(connection, refund, by, now);
        return decide("cancel", id, entry, (connection, refund, now) -> {
            if (refund.state() != RefundState.REFUSED && RefundStore.wasCalled(connection, id)) {
                return new Problem(
                        "state", "is " + refund.state() + ", and the processor was asked", "wait for its answer");
            }
            return moved(ledger.move(
                    connection,
                    refund,
                    EnumSet.of(
                            RefundState.REQUESTED,
                            RefundState.AWAITING_APPROVAL,
                            RefundState.AWAITING_ADDRESS,
                            RefundState.SENDING,
                            RefundState.REFUSED),
                    Move.to(RefundState.CANCELLED, "", null),
                    by,
                    now));
        });
    }

    @Override
    public RefundResult sendAgain(UUID id, RefundBy by) {
        Entry entry = (connection, refund, now) -> RefundLog.sentAgain(connection, refund, by, now);
        return decide("send again", id, entry, (connection, refund, now) -> {
            Problem tooMuch = tooMuch(connection, refund);
            if (tooMuch != null) {
                return tooMuch;
            }
            return moved(ledger.move(
                    connection,
                    refund,
                    Set.of(RefundState.REFUSED),
                    Onward.of(refund, now).move(),
                    by,
                    now));
        });
    }

    @Override
    public RefundResult recordByHand(UUID id, String transactionId, RefundBy by) {
        String transaction = transactionId.strip();
        if (!TRANSACTION.matcher(transaction).matches()) {
            return refused(
                    "transactionId",
                    "is not the id of a transaction",
                    "copy its 64 hexadecimal digits from the wallet");
        }
        Entry entry = (connection, refund, now) -> RefundLog.recorded(connection, refund, transaction, by, now);
        return decide("record", id, entry, (connection, refund, now) -> {
            Problem tooMuch = refund.state() == RefundState.REFUSED ? tooMuch(connection, refund) : null;
            if (tooMuch != null) {
                return tooMuch;
            }
            return moved(ledger.move(
                    connection,
                    refund,
                    EnumSet.of(
                            RefundState.REQUESTED,
                            RefundState.AWAITING_ADDRESS,
                            RefundState.UNKNOWN,
                            RefundState.REFUSED),
                    new Move(RefundState.RECORDED_BY_HAND, "", null, transaction, null),
                    by,
                    now));
        });
    }

    @Override
    public Optional<AddressFault> checkAddress(UUID id, String address) {
        Refund refund = find(id).orElseThrow(() -> new GatewayException("there is no refund " + id));
        return AddressCheck.fault(ways.network(refund.processor()), address.strip());
    }

    @Override
    public RefundResult claim(UUID id, String given) {
        String address = given.strip();
        return change("take the address of", id, (connection, refund, now) -> {
            if (refund.way() == RefundWay.CLAIM_LINK) {
                return new Problem("address", "is asked for by the processor's own page", "use the link there");
            }
            if (refund.address() != null) {
                return refund.address().equals(address)
                        ? null
                        : new Problem("address", "was given before", "ask the shop if it was wrong");
            }
            Optional<Problem> fault = AddressCheck.problem(ways.network(refund.processor()), address);
            if (fault.isPresent()) {
                return fault.get();
            }
            Onward next = Onward.of(refund.way(), address, now);
            return moved(ledger.move(
                    connection,
                    refund,
                    Set.of(RefundState.AWAITING_ADDRESS),
                    new Move(next.state(), "", address, null, next.nextCheck()),
                    new RefundBy(BUYER, "left an address"),
                    now));
        });
    }

    @Override
    public Optional<Refund> find(UUID id) {
        return database.orThrow("read refund " + id, connection -> RefundStore.find(connection, id));
    }

    @Override
    public List<Refund> of(OrderId order) {
        return database.orThrow("read refunds of order " + order, connection -> RefundStore.of(connection, order));
    }

    @Override
    public List<Refund> list(RefundState state) {
        return database.orThrow("read refunds", connection -> RefundStore.inState(connection, state, REFUNDS_MAX));
    }

    @Override
    public List<RefundStep> steps(UUID id) {
        return database.orThrow("read the steps of refund " + id, connection -> RefundStore.steps(connection, id));
    }

    @Override
    public String claimToken(UUID id) {
        return tokens.refundToken(id);
    }

    @Override
    public Optional<Refund> byClaimToken(String token) {
        return tokens.readRefundToken(token).flatMap(this::find);
    }

    /** A change of one refund; gives what keeps it from happening, null when it happened or had happened before. */
    @FunctionalInterface
    private interface Change {
        @Nullable Problem on(Connection connection, Refund refund, Instant now) throws SQLException;
    }

    /** What staff did about a refund, for their log. */
    @FunctionalInterface
    private interface Entry {
        void write(Connection connection, Refund before, Instant now) throws SQLException;
    }

    private RefundResult decide(String verb, UUID id, Entry entry, Change change) {
        return change(verb, id, (connection, refund, now) -> {
            Problem problem = change.on(connection, refund, now);
            if (problem == null) {
                entry.write(connection, refund, now);
            }
            return problem;
        });
    }

    /** Locks the order first and the refund second, as all do. */
    private RefundResult change(String verb, UUID id, Change change) {
        return database.orThrow(verb + " refund " + id, connection -> {
            Optional<Refund> known = RefundStore.find(connection, id);
            if (known.isEmpty()) {
                return refused("refund", "is not known", "follow a link of the list of refunds");
            }
            RefundStore.lockOrder(connection, known.get().orderId());
            Refund locked = RefundStore.lock(connection, id).orElseThrow();
            Problem problem = change.on(connection, locked, clock.instant());
            return problem == null
                    ? new RefundResult.Done(RefundStore.find(connection, id).orElseThrow())
                    : new RefundResult.Refused(problem);
        });
    }

    /** A refund that was refused does not count; when it counts again it must still fit. */
    private static @Nullable Problem tooMuch(Connection connection, Refund refund) throws SQLException {
        MerchantOrder order = OrderStore.find(connection, refund.orderId()).orElseThrow();
        Money others = RefundStore.refunded(connection, refund.orderId());
        Money refundable = RefundAmounts.refundable(order.state().received(), others);
        return (others.isZero() && order.state().received().isPositive()) || refundable.isAtLeast(refund.amount())
                ? null
                : new Problem("amount", "is more than the " + refundable + " that are left", "start a new refund");
    }

    private static @Nullable Problem moved(boolean moved) {
        return moved ? null : new Problem("state", "does not allow this any more", "look at the refund as it is now");
    }

    private static RefundResult refused(String field, String fault, String fix) {
        return new RefundResult.Refused(new Problem(field, fault, fix));
    }
}
