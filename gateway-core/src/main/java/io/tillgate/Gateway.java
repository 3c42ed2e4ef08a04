package io.tillgate;

import io.tillgate.checkout.CancelAnswer;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.checkout.KeyedCheckoutResult;
import io.tillgate.desk.Approvals;
import io.tillgate.desk.Inbox;
import io.tillgate.desk.OrderActs;
import io.tillgate.desk.OrderDesk;
import io.tillgate.desk.SavedViews;
import io.tillgate.desk.StaffLog;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import io.tillgate.figures.DailyFigures;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.SchemaCheck;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.node.NodeService;
import io.tillgate.notification.NotificationService;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.processor.Capability;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.ProcessorReport;
import io.tillgate.rate.RateHistory;
import io.tillgate.rate.RateService;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.refund.RefundDesk;
import io.tillgate.voucher.VoucherDesk;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tillgate inside a shop: creates merchant orders, takes in notifications, tells what is paid. Build one per application
 * with {@link #builder()}, {@link #start()} it when the application starts and {@link #close()} it when it stops.
 * Safe for use by many threads.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayParts parts;
    private boolean started;

    Gateway(GatewayConfig config) {
        this.parts = new GatewayParts(config);
    }

    public static GatewayBuilder builder() {
        return new GatewayBuilder();
    }

    /**
     * Checks the database and starts the threads: intake, relay of events, janitor, polling of prices.
     *
     * @throws ConfigurationException when the database can't be used, or lacks the schema of this version
     */
    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("the gateway was started before: build another one");
        }
        Optional<Problem> problem = SchemaCheck.problem(parts.database);
        if (problem.isPresent()) {
            throw new ConfigurationException(List.of(problem.get()));
        }
        started = true;
        parts.intake.notifications().start();
        parts.changeFeed.start();
        parts.loops.forEach(Loop::start);
    }

    /**
     * Creates the order of a reference at the processor, or gives the open one again.
     *
     * @see io.tillgate.checkout.CheckoutService#checkout
     */
    public CheckoutResult checkout(CheckoutRequest request) {
        return parts.checkout.checkout(request);
    }

    /**
     * The same under a key of the caller's own: the same key with the same request never makes a second order, even after
     * the first one ended. For shops that ask over HTTP.
     *
     * @param key 1 to 200 visible ASCII characters
     */
    public KeyedCheckoutResult checkout(String key, CheckoutRequest request) {
        return parts.keyedCheckout.checkout(key, request);
    }

    /** Whether the shop may give up the orders of a reference: not while money for one of them is in flight. */
    public CancelAnswer canCancel(String reference) {
        for (MerchantOrder order : orders(reference)) {
            if (order.state().received().isPositive() || order.state().pending().isPositive()) {
                Instant holdUntil = order.updatedAt().plus(parts.policy.confirmationHold());
                return new CancelAnswer.No(
                        "order " + order.id() + " is " + order.status() + " and has money", holdUntil);
            }
        }
        return new CancelAnswer.Yes();
    }

    public Optional<MerchantOrder> order(OrderId id) {
        return parts.database.orThrow("read order " + id, connection -> OrderStore.find(connection, id));
    }

    /** All attempts of one of the shop's order numbers, the latest first. */
    public List<MerchantOrder> orders(String reference) {
        return parts.database.orThrow(
                "read the orders of a reference", connection -> OrderStore.findByReference(connection, reference));
    }

    /** The order whose page a buyer opened; empty when the token is not one of ours. */
    public Optional<MerchantOrder> orderByPageToken(String token) {
        return parts.tokens.readPageToken(token).flatMap(this::order);
    }

    /** The secret part of an order's page, from which nothing else can be guessed. */
    public String pageToken(OrderId id) {
        return parts.tokens.pageToken(id);
    }

    /** The buyer's page of an order, below the public base URL. */
    public String orderUrl(OrderId id) {
        return parts.links.orderPage(id);
    }

    /**
     * Runs the listener after each committed change of one order, on whichever node it happened. May run it without a
     * change. The listener must be quick. Close the handle to stop.
     */
    public AutoCloseable watch(OrderId id, Runnable listener) {
        return parts.watch.watch(id, listener);
    }

    public NotificationService notifications() {
        return parts.notifications;
    }

    public RateService rates() {
        return parts.rates;
    }

    /** The prices of the past, for charts. */
    public RateHistory rateHistory() {
        return parts.history;
    }

    /** What came in and what went wrong, day by day. */
    public DailyFigures figures() {
        return parts.figures;
    }

    /** What each configured processor can do, the default one first. */
    public Map<ProcessorId, Set<Capability>> processors() {
        Map<ProcessorId, Set<Capability>> processors = new LinkedHashMap<>();
        parts.processors.forEach(processor -> processors.put(processor.id(), processor.capabilities()));
        return Collections.unmodifiableMap(processors);
    }

    /** What each configured processor can do and how well it is heard, the default one first. Asks the database. */
    public List<ProcessorReport> processorReports() {
        return ProcessorReports.of(parts.database, parts.processors, parts.nodes);
    }

    /** What staff read of orders. */
    public OrderDesk desk() {
        return parts.desk;
    }

    /** What staff do by hand. */
    public OrderActs acts() {
        return parts.staff.acts;
    }

    /** What needs a human. */
    public Inbox inbox() {
        return parts.staff.inbox;
    }

    /** What waits for a second person. */
    public Approvals approvals() {
        return parts.staff.approvals;
    }

    /** Who did what, and why. */
    public StaffLog staffLog() {
        return parts.staff.log;
    }

    /** Filters of the list of orders that staff saved. */
    public SavedViews savedViews() {
        return parts.staff.views;
    }

    /** Where money is given back. */
    public RefundDesk refunds() {
        return parts.refunds;
    }

    /** Where statements of processors are matched with what we know. */
    public StatementDesk statements() {
        return parts.books.statements;
    }

    /** The books of each day. */
    public Books books() {
        return parts.books.books;
    }

    /** How an order is paid whose payment page is ours; empty when its processor has a page of its own. */
    public Optional<PaymentInstructions> paymentInstructions(OrderId id) {
        return parts.database.orThrow("read how order " + id + " is paid", connection -> {
            Optional<MerchantOrder> order = OrderStore.find(connection, id);
            for (NodeService node : parts.nodes) {
                if (order.isPresent()
                        && order.get().processor().equals(node.id().value())) {
                    return node.instructions(connection, order.get());
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Where physical coins and printed vouchers are taken.
     *
     * @throws IllegalStateException when no node is configured
     */
    public VoucherDesk vouchers() {
        if (parts.nodes.isEmpty()) {
            throw new IllegalStateException("vouchers need a node: configure one with GatewayBuilder.node");
        }
        return parts.nodes.get(0).vouchers();
    }

    /** Whether this node can do its work. Asks the database once. */
    public Health health() {
        return parts.health();
    }

    /**
     * 32 bytes for a purpose of the caller's, made of the secret key: the same on every node, another one for each purpose,
     * and another one once the secret key is changed.
     */
    public byte[] derivedKey(String purpose) {
        return parts.derivedKeys.of(purpose);
    }

    /**
     * What a node tells its monitoring, in the text format of Prometheus. Asks the database once; a database that is down is
     * told as such.
     */
    public String metrics() {
        return MetricsText.of(parts, parts.clock);
    }

    /** Where the servlet is reachable from outside, without a slash at the end. */
    public String publicBaseUrl() {
        return parts.publicBaseUrl;
    }

    /** Stops taking work, finishes what is under way within some seconds, ends all threads. */
    @Override
    public synchronized void close() {
        parts.intake.notifications().close();
        parts.loops.forEach(Loop::close);
        parts.changeFeed.close();
        for (AutoCloseable client : parts.clients) {
            try {
                client.close();
            } catch (Exception failure) {
                LOG.warn("{} did not close cleanly", client, failure);
            }
        }
    }
}
