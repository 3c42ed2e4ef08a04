package io.tillgate.internal.node;

import io.tillgate.internal.jdbc.ChainAddressStore.Given;
import io.tillgate.internal.jdbc.ChainCursorStore;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.money.Currency;
import io.tillgate.order.OrderId;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes payments to the shop's own keys. An invoice is an address that belongs to one order for ever; creating it again gives
 * the same one. There is nobody who could send notifications: payments are found by following the chain.
 */
final class NodeProcessor implements PaymentProcessor {

    /** An address is derived and stored within this, or the database is down. */
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(30);

    private final ProcessorId id;
    private final NodeSettings settings;
    private final AddressBook addresses;
    private final Database database;
    private final Function<OrderId, String> orderPage;
    private final InstantSource clock;

    NodeProcessor(
            ProcessorId id,
            NodeSettings settings,
            AddressBook addresses,
            Database database,
            Function<OrderId, String> orderPage,
            InstantSource clock) {
        this.id = id;
        this.settings = settings;
        this.addresses = addresses;
        this.database = database;
        this.orderPage = orderPage;
        this.clock = clock;
    }

    @Override
    public ProcessorId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.IDEMPOTENT_CREATE, Capability.CONFIRMATIONS);
    }

    @Override
    public Duration answerTimeMax() {
        return ANSWER_TIME_MAX;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Needs no answer of the node, so that a shop sells on while it is restarted. Only before the chain was followed for
     * the first time no address is given out: a payment to it could be in a block that nobody will ever look at.
     */
    @Override
    public CreateAnswer create(InvoiceRequest request) {
        if (!request.due().currency().equals(Currency.BTC)) {
            throw new IllegalArgumentException(
                    "a node takes BTC, not " + request.due().currency() + ": order " + request.orderId());
        }
        try {
            boolean followed = database.inTransaction(
                    connection -> ChainCursorStore.report(connection, id).height() != null);
            if (!followed) {
                return new CreateAnswer.Unknown("the node was not reached for the first time yet: see the health page");
            }
            int needed = settings.confirmationsFor(request.due().minorUnits());
            Given given = addresses.give(request.orderId(), needed, clock.instant());
            return new CreateAnswer.Created(given.address(), orderPage.apply(request.orderId()));
        } catch (SQLException failure) {
            return new CreateAnswer.Unknown("the database failed to give an address");
        }
    }

    @Override
    public Verdict verify(IncomingNotification notification) {
        return new Verdict.Refused("a node sends no notifications");
    }
}
