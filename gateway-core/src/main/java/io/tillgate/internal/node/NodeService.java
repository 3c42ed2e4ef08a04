package io.tillgate.internal.node;

import io.tillgate.internal.bitcoin.AccountKey;
import io.tillgate.internal.intake.LateDrift;
import io.tillgate.internal.jdbc.ChainAddressStore;
import io.tillgate.internal.jdbc.ChainAddressStore.Given;
import io.tillgate.internal.jdbc.ChainCursorStore;
import io.tillgate.internal.jdbc.ChainPaymentStore;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.loop.Loop;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTransitions;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.order.PaymentState;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.ProcessorReport;
import io.tillgate.voucher.VoucherDesk;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Everything that belongs to one bitcoin node: the processor, the loop that follows the chain, the desk for vouchers. */
public final class NodeService implements AutoCloseable {

    /** Nobody has heard of the node for so long: something is wrong with us, and not with it. */
    private static final Duration SILENCE_MAX = Duration.ofMinutes(3);

    /** What a health check can say of a node. */
    public record State(boolean isWell, String detail) {}

    private final ProcessorId id;
    private final NodeSettings settings;
    private final Database database;
    private final RpcClient rpc;
    private final NodeProcessor processor;
    private final SweepBroadcast sweeps;
    private final AddressBook addresses;
    private final NodeVouchers vouchers;
    private final InstantSource clock;

    /** Opens no connection and starts no thread. */
    public NodeService(
            NodeSettings settings, Database database, Function<OrderId, String> orderPage, InstantSource clock) {
        this.id = new ProcessorId(settings.id());
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.rpc = new RpcClient(settings);
        AccountKey account = AccountKey.parse(settings.network(), settings.accountKey());
        this.addresses = new AddressBook(id, account, database);
        this.processor = new NodeProcessor(id, settings, addresses, database, orderPage, clock);
        this.sweeps = new SweepBroadcast(id, rpc, database, clock);
        this.vouchers = new NodeVouchers(id, settings, rpc, database, sweeps, clock);
    }

    public PaymentProcessor processor() {
        return processor;
    }

    public VoucherDesk vouchers() {
        return vouchers;
    }

    public ProcessorId id() {
        return id;
    }

    /** The loop that follows the chain. Its follower is to be closed after it. */
    public Loop loop(ChainFollower follower) {
        return new Loop("chain-" + id, settings.pollEvery(), follower::round);
    }

    public ChainFollower follower(OrderTransitions transitions, OrderLedger ledger, LateDrift lateDrift) {
        UUID holder = UUID.randomUUID();
        ChainLedger chain = new ChainLedger(id, holder, database, transitions, ledger, lateDrift, clock);
        ChainGate gate = new ChainGate(rpc, settings, clock);
        return new ChainFollower(id, holder, rpc, database, addresses, chain, gate, sweeps, clock);
    }

    /** How an order is paid; empty when it is not paid through this node. */
    public Optional<PaymentInstructions> instructions(Connection connection, MerchantOrder order) throws SQLException {
        Optional<Given> given = ChainAddressStore.find(connection, id, order.id());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        int height = Objects.requireNonNullElse(
                ChainCursorStore.report(connection, id).height(), 0);
        List<PaymentInstructions.Seen> payments = ChainPaymentStore.ofOrder(connection, order.id()).stream()
                .map(payment -> new PaymentInstructions.Seen(
                        payment.outpoint().txid() + ":" + payment.outpoint().vout(),
                        Money.satoshi(payment.satoshi()),
                        PaymentVerdict.confirmations(payment, height),
                        Objects.requireNonNullElse(payment.told(), PaymentState.PENDING),
                        payment.seenAt()))
                .toList();
        Money missing = order.missing();
        return Optional.of(new PaymentInstructions(
                given.get().address(),
                uri(given.get().address(), missing),
                missing,
                given.get().confirmationsNeeded(),
                payments));
    }

    private static String uri(String address, Money missing) {
        String amount = missing.toDecimal().stripTrailingZeros().toPlainString();
        return "bitcoin:" + address + (missing.isPositive() ? "?amount=" + amount : "");
    }

    /** What the node that follows the chain last said, whichever of ours that is. */
    public State state() {
        return database.orThrow("read the chain's state", this::state);
    }

    /** The same for staff, with what they should compare with the wallet. */
    public ProcessorReport.Chain report(Connection connection) throws SQLException {
        State state = state(connection);
        return new ProcessorReport.Chain(
                state.isWell() ? null : state.detail(), state.detail(), addresses.unpaidAddresses(connection));
    }

    private State state(Connection connection) throws SQLException {
        ChainCursorStore.Report report = ChainCursorStore.report(connection, id);
        Instant checkedAt = report.checkedAt();
        if (checkedAt == null) {
            return new State(false, "the node was not asked yet");
        }
        if (report.problem() != null) {
            return new State(false, report.problem());
        }
        Duration silence = Duration.between(checkedAt, clock.instant());
        if (silence.compareTo(SILENCE_MAX) > 0) {
            return new State(false, "nobody has asked the node for " + silence.toMinutes() + " minutes");
        }
        return new State(true, "followed to block " + report.height() + " of " + report.tipHeight());
    }

    @Override
    public void close() {
        rpc.close();
    }
}
