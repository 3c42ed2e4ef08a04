package io.tillgate;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.failure.Problem;
import io.tillgate.internal.checkout.InvoiceCall;
import io.tillgate.internal.checkout.OrderLinks;
import io.tillgate.internal.checkout.StoredCheckout;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.intake.Intake;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.NonceStore;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.PostgresOrderDesk;
import io.tillgate.internal.jdbc.SchemaCheck;
import io.tillgate.internal.loop.ChangeFeed;
import io.tillgate.internal.loop.Janitor;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.loop.OrderWatch;
import io.tillgate.internal.loop.Relay;
import io.tillgate.internal.loop.TickerPoller;
import io.tillgate.internal.mtgox.MtGoxProcessor;
import io.tillgate.internal.ticker.MtGoxTickerSource;
import io.tillgate.notification.NotificationService;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.RateService;
import io.tillgate.rate.TickerSource;
import io.tillgate.reconcile.OrderDesk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tillgate inside a shop: creates merchant orders, takes in notifications, tells what is paid. Build one per application
 * with {@link #builder()}, {@link #start()} it when the application starts and {@link #close()} it when it stops.
 * Safe for use by many threads.
 */
public final class Gateway implements AutoCloseable {

    private static final Duration RELAY_PAUSE = Duration.ofSeconds(1);
    private static final Duration JANITOR_PAUSE = Duration.ofSeconds(2);

    private final String publicBaseUrl;
    private final Database database;
    private final OrderTokens tokens;
    private final OrderLinks links;
    private final RateService rates;
    private final Intake intake;
    private final StoredCheckout checkout;
    private final OrderDesk desk;
    private final OrderWatch watch;
    private final ChangeFeed changeFeed;
    private final List<PaymentProcessor> processors;
    private final List<TickerSource> tickerSources;
    private final List<Loop> loops = new ArrayList<>();
    private boolean started;

    Gateway(GatewayConfig config) {
        InstantSource clock = config.clock;
        Uuid7 ids = new Uuid7(clock);
        OrderTransitions transitions = new OrderTransitions(config.orderPolicy);
        publicBaseUrl = config.publicBaseUrl;
        database = new Database(config.checkedDataSource());
        tokens = config.tokens();
        links = new OrderLinks(publicBaseUrl, tokens);
        rates = new RateService(config.pairs(), config.ratePolicy, clock);
        processors = processors(config, new NonceStore(database, clock));
        tickerSources = tickerSources(config, clock);
        intake = Intake.of(processors, database, tokens, transitions, ids, clock);
        watch = new OrderWatch();
        InvoiceCall invoiceCall = new InvoiceCall(database, transitions, tokens, links, intake.parked(), clock);
        checkout = new StoredCheckout(
                processors, rates, config.orderPolicy, database, invoiceCall, links, watch, ids, clock);
        desk = new PostgresOrderDesk(database);
        changeFeed = new ChangeFeed(database.dataSource(), watch);
        Relay relay = new Relay(database, config.listener, clock);
        Loop relayLoop = new Loop("relay", RELAY_PAUSE, relay::round);
        watch.watchAll(relayLoop::wake);
        Janitor janitor = new Janitor(database, transitions, intake.parked(), clock);
        loops.add(relayLoop);
        loops.add(new Loop("janitor", JANITOR_PAUSE, janitor::round));
        loops.addAll(TickerPoller.loops(tickerSources, rates));
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
        Optional<Problem> problem = SchemaCheck.problem(database);
        if (problem.isPresent()) {
            throw new ConfigurationException(List.of(problem.get()));
        }
        started = true;
        intake.notifications().start();
        changeFeed.start();
        loops.forEach(Loop::start);
    }

    /**
     * Creates the order of a reference at the processor, or gives the open one again.
     *
     * @see io.tillgate.checkout.CheckoutService#checkout
     */
    public CheckoutResult checkout(CheckoutRequest request) {
        return checkout.checkout(request);
    }

    public Optional<MerchantOrder> order(OrderId id) {
        return database.orThrow("read order " + id, connection -> OrderStore.find(connection, id));
    }

    /** All attempts of one of the shop's order numbers, the latest first. */
    public List<MerchantOrder> orders(String reference) {
        return database.orThrow(
                "read the orders of a reference", connection -> OrderStore.findByReference(connection, reference));
    }

    /** The order whose page a buyer opened; empty when the token is not one of ours. */
    public Optional<MerchantOrder> orderByPageToken(String token) {
        return tokens.readPageToken(token).flatMap(this::order);
    }

    /** The secret part of an order's page, from which nothing else can be guessed. */
    public String pageToken(OrderId id) {
        return tokens.pageToken(id);
    }

    /** The buyer's page of an order, below the public base URL. */
    public String orderUrl(OrderId id) {
        return links.orderPage(id);
    }

    /**
     * Runs the listener after each committed change of one order, on whichever node it happened. May run it without a
     * change. The listener must be quick. Close the handle to stop.
     */
    public AutoCloseable watch(OrderId id, Runnable listener) {
        return watch.watch(id, listener);
    }

    public NotificationService notifications() {
        return intake.notifications();
    }

    public RateService rates() {
        return rates;
    }

    /** What staff read. */
    public OrderDesk desk() {
        return desk;
    }

    /** Whether this node can do its work. Asks the database once. */
    public Health health() {
        return HealthCheck.of(database, intake.notifications(), rates);
    }

    /** Where the servlet is reachable from outside, without a slash at the end. */
    public String publicBaseUrl() {
        return publicBaseUrl;
    }

    /** Stops taking work, finishes what is under way within some seconds, ends all threads. */
    @Override
    public synchronized void close() {
        intake.notifications().close();
        loops.forEach(Loop::close);
        changeFeed.close();
        processors.forEach(PaymentProcessor::close);
        for (TickerSource source : tickerSources) {
            if (source instanceof MtGoxTickerSource ours) {
                ours.close();
            }
        }
    }

    private static List<PaymentProcessor> processors(GatewayConfig config, NonceStore nonces) {
        List<PaymentProcessor> processors = new ArrayList<>();
        for (MtGoxSettings settings : config.mtGoxes) {
            processors.add(new MtGoxProcessor(settings, nonces));
        }
        processors.addAll(config.processors);
        return List.copyOf(processors);
    }

    private static List<TickerSource> tickerSources(GatewayConfig config, InstantSource clock) {
        List<TickerSource> sources = new ArrayList<>(config.tickerSources);
        if (!config.pairs().isEmpty()) {
            for (MtGoxSettings settings : config.mtGoxes) {
                sources.add(new MtGoxTickerSource(settings, clock));
            }
        }
        return List.copyOf(sources);
    }
}
