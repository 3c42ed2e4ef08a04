package io.tillgate;

import io.tillgate.desk.OrderDesk;
import io.tillgate.figures.DailyFigures;
import io.tillgate.internal.btcpay.BtcPayProcessor;
import io.tillgate.internal.checkout.InvoiceCall;
import io.tillgate.internal.checkout.InvoiceWatch;
import io.tillgate.internal.checkout.KeyedCheckout;
import io.tillgate.internal.checkout.OrderLinks;
import io.tillgate.internal.checkout.StoredCheckout;
import io.tillgate.internal.desk.DeskParts;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.intake.Intake;
import io.tillgate.internal.intake.LateDrift;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.NonceStore;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.jdbc.PostgresDailyFigures;
import io.tillgate.internal.jdbc.PostgresOrderDesk;
import io.tillgate.internal.jdbc.RateSampleStore;
import io.tillgate.internal.jdbc.RefundLedger;
import io.tillgate.internal.loop.ChangeFeed;
import io.tillgate.internal.loop.Consumer;
import io.tillgate.internal.loop.FiguresKeeper;
import io.tillgate.internal.loop.Janitor;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.loop.OrderWatch;
import io.tillgate.internal.loop.Relay;
import io.tillgate.internal.loop.WebhookConsumer;
import io.tillgate.internal.metric.CountedNotifications;
import io.tillgate.internal.mtgox.MtGoxProcessor;
import io.tillgate.internal.node.ChainFollower;
import io.tillgate.internal.node.NodeService;
import io.tillgate.internal.ticker.VenueSources;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderTokens;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.Capability;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.OrderBookSource;
import io.tillgate.rate.RateHistory;
import io.tillgate.rate.RateService;
import io.tillgate.rate.TickerSource;
import io.tillgate.refund.RefundDesk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** All parts of a gateway, put together from its configuration. Nothing runs yet. */
final class GatewayParts {

    private static final Duration RELAY_PAUSE = Duration.ofSeconds(1);
    private static final Duration JANITOR_PAUSE = Duration.ofSeconds(2);

    final String publicBaseUrl;
    final Database database;
    final OrderTokens tokens;
    final DerivedKeys derivedKeys;
    final OrderLinks links;
    final OrderPolicy policy;
    final RateService rates;
    final RateHistory history;
    final DailyFigures figures;
    final List<PaymentProcessor> processors;
    final Intake intake;
    final CountedNotifications notifications;
    final OrderChanges changes;
    final InvoiceWatch invoices;
    final StoredCheckout checkout;
    final KeyedCheckout keyedCheckout;
    final OrderDesk desk;
    final DeskParts staff;
    final RefundDesk refunds;
    final OrderWatch watch = new OrderWatch();
    final ChangeFeed changeFeed;
    final BookParts books;
    final List<NodeService> nodes;
    final List<Loop> loops = new ArrayList<>();

    /** What is closed last: clients with connections of their own. */
    final List<AutoCloseable> clients = new ArrayList<>();

    private final GatewayConfig config;
    final InstantSource clock;

    GatewayParts(GatewayConfig config) {
        this.config = config;
        clock = config.clock;
        policy = config.orderPolicy;
        publicBaseUrl = config.publicBaseUrl;
        database = new Database(config.checkedDataSource());
        tokens = config.tokens();
        derivedKeys = config.derivedKeys();
        links = new OrderLinks(publicBaseUrl, tokens);
        rates = new RateService(config.pairs(), config.ratePolicy, clock);
        history = new RateSampleStore(database);
        figures = new PostgresDailyFigures(database, config.timeZone, clock);

        Uuid7 ids = new Uuid7(clock);
        RateParts rateParts = new RateParts(rates, sources(), database, ids.next(), clock);
        changeFeed = new ChangeFeed(database.dataSource(), watch, rateParts::announced);
        OrderTransitions transitions = new OrderTransitions(policy);
        List<Consumer> consumers = consumers();
        List<String> consumerNames = consumers.stream().map(Consumer::name).toList();
        OrderLedger ledger = new OrderLedger(consumerNames);
        nodes = config.nodes.stream()
                .map(settings -> new NodeService(settings, database, links::orderPage, clock))
                .toList();
        processors = processors();
        intake = Intake.of(
                processors,
                database,
                tokens,
                transitions,
                ledger,
                rates,
                ids,
                clock,
                () -> invoices().wake());
        notifications = new CountedNotifications(intake.notifications());
        changes = new OrderChanges(clock);
        InvoiceCall call = new InvoiceCall(
                database, transitions, ledger, tokens, links, intake.parked(), policy.monitoring(), clock);
        invoices = new InvoiceWatch(
                processors, database, call, transitions, ledger, rates, policy.monitoring(), ids, clock);
        checkout = new StoredCheckout(processors, rates, policy, database, call, links, watch, ids, clock);
        keyedCheckout = new KeyedCheckout(checkout, database, clock);
        desk = new PostgresOrderDesk(database);
        staff = new DeskParts(
                database,
                transitions,
                ledger,
                intake.parked(),
                config.staffPolicy,
                new DeskParts.Needs(
                        this::canBeAsked,
                        invoices::wake,
                        new DeskConditions(rates, this::health, DeskConditions.Refusals.of(database), clock),
                        List.of()),
                ids,
                clock);

        RefundParts refundParts =
                new RefundParts(config, database, processors, new RefundLedger(consumerNames), rates, ids);
        refunds = refundParts.desk;
        loops.addAll(refundParts.loops);

        books = new BookParts(database, config.timeZone, processors, staff.approvals, ids, clock);
        loops.add(books.loop);
        clients.add(books.leases);

        Janitor janitor = new Janitor(database, transitions, ledger, intake.parked(), clock);
        addFigures(ids);
        loops.add(new Loop("janitor", JANITOR_PAUSE, janitor::round));
        loops.addAll(invoices.loops());
        nodes.forEach(node -> addNode(node, transitions, ledger));
        consumers.forEach(this::addRelay);
        if (!rates.pairs().isEmpty()) {
            loops.addAll(rateParts.loops);
            clients.addAll(0, rateParts.clients);
        }
    }

    Health health() {
        return HealthCheck.of(database, intake.notifications(), rates, processors, nodes);
    }

    private boolean canBeAsked(String processor) {
        return processors.stream()
                .filter(one -> one.id().value().equals(processor))
                .anyMatch(one -> one.capabilities().contains(Capability.LOOK_UP));
    }

    private void addFigures(Uuid7 ids) {
        FiguresKeeper keeper = new FiguresKeeper(database, ids.next(), config.timeZone, clock);
        loops.add(new Loop("figures", FiguresKeeper.PAUSE, keeper::round));
        clients.add(keeper);
    }

    private void addNode(NodeService node, OrderTransitions transitions, OrderLedger ledger) {
        ChainFollower follower = node.follower(transitions, ledger, new LateDrift(rates));
        loops.add(node.loop(follower));
        clients.add(follower);
        clients.add(node);
    }

    /** For parts that are made before it and run after. */
    private InvoiceWatch invoices() {
        return invoices;
    }

    private void addRelay(Consumer consumer) {
        Relay relay = new Relay(database, consumer, policy.confirmationHold(), clock);
        Loop loop = new Loop("relay-" + consumer.name(), RELAY_PAUSE, relay::round);
        watch.watchAll(loop::wake);
        loops.add(loop);
    }

    private List<Consumer> consumers() {
        List<Consumer> consumers = new ArrayList<>();
        if (config.listener != null) {
            consumers.add(Consumer.atLeastOnce("listener", config.listener));
        }
        if (config.transactionalListener != null) {
            consumers.add(Consumer.exactlyOnce("transactional", config.transactionalListener, database, clock));
        }
        if (config.webhook != null) {
            WebhookConsumer webhook = new WebhookConsumer(config.webhook, clock);
            clients.add(webhook);
            consumers.add(webhook);
        }
        return consumers;
    }

    private List<PaymentProcessor> processors() {
        NonceStore nonces = new NonceStore(database, clock);
        List<PaymentProcessor> processors = new ArrayList<>();
        for (MtGoxSettings settings : config.mtGoxes) {
            processors.add(new MtGoxProcessor(settings, nonces));
        }
        for (BtcPaySettings settings : config.btcPays) {
            processors.add(new BtcPayProcessor(settings, clock));
        }
        nodes.forEach(node -> processors.add(node.processor()));
        processors.addAll(config.processors);
        clients.addAll(processors);
        String first = config.defaultProcessor;
        if (first != null) {
            // The sort is stable: all others stay as they were configured.
            processors.sort(
                    Comparator.comparing(processor -> !processor.id().value().equals(first)));
        }
        return List.copyOf(processors);
    }

    /** Who is asked for prices; nobody where nothing has one. */
    private RateParts.Sources sources() {
        if (rates.pairs().isEmpty()) {
            return new RateParts.Sources(List.of(), List.of(), List.of(), Map.of());
        }
        List<TickerSource> tickers = new ArrayList<>(config.tickerSources);
        List<OrderBookSource> books = new ArrayList<>();
        for (TickerSource source : config.tickerSources) {
            if (source instanceof OrderBookSource book) {
                books.add(book);
            }
        }
        for (VenueSources venue : venueSources()) {
            tickers.add(venue.tickers());
            venue.books().ifPresent(books::add);
        }
        clients.addAll(tickers);
        clients.addAll(config.forexSources);
        return new RateParts.Sources(tickers, books, config.forexSources, config.streamMakers());
    }

    /** What the venues tell; a venue's tickers and its books share a connection and a pace. */
    private List<VenueSources> venueSources() {
        List<VenueSources> venues = new ArrayList<>();
        config.venues.forEach(settings -> venues.add(VenueSources.of(settings, rates.watchedPairs(), clock)));
        config.mtGoxes.forEach(settings -> venues.add(VenueSources.of(settings, clock)));
        return venues;
    }
}
