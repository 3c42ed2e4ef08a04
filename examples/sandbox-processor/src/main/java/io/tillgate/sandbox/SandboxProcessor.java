package io.tillgate.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A running processor on 127.0.0.1 that speaks the Mt. Gox merchant wire and moves no coin. What its HTTP test
 * API under {@code /sandbox} can do, the methods here can do too. Safe for many threads; close it when done.
 *
 * <pre>{@code
 * try (SandboxProcessor sandbox = SandboxProcessor.start()) {
 *     shop.configure(sandbox.baseUrl(), sandbox.apiKey(), sandbox.apiSecretBase64());
 *     ...
 *     IpnAttempt attempt = sandbox.pay(transaction, 1_250_000);
 *     assertThat(attempt.acknowledged()).isTrue();
 * }
 * }</pre>
 */
public final class SandboxProcessor implements AutoCloseable {
    private final SandboxBuilder settings;
    private final WireSignature signature;
    private final Wallet wallet;
    private final AccountRights rights = new AccountRights();
    private final MisbehaviourPlan plan = new MisbehaviourPlan();
    private final ScheduledThreadPoolExecutor timer;
    private final SandboxTickers tickers;
    private final IpnSender sender;
    private final OrderBook orders;
    private final LoopbackServer server;
    private final ControlJson json;

    private SandboxProcessor(SandboxBuilder settings) {
        this.settings = settings;
        signature = WireSignature.ofBase64Secret(settings.apiSecretBase64());
        timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("sandbox-timer"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        tickers = new SandboxTickers(new PriceWalk(settings.priceSeed()), settings.clock());
        sender = new IpnSender(settings, signature, plan, timer);
        wallet = new Wallet(settings.clock());
        orders = new OrderBook(settings.clock(), tickers, sender, wallet);
        server = LoopbackServer.bind(settings.port());
        PaymentUrls urls = new PaymentUrls(server.baseUrl());
        json = new ControlJson(urls, signature);
        server.serve(new FrontDoor(desk(urls), timer));
    }

    /** On a free port, with a random key and secret. */
    public static SandboxProcessor start() {
        return builder().start();
    }

    public static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    static SandboxProcessor start(SandboxBuilder settings) {
        return new SandboxProcessor(settings);
    }

    /** Such as {@code http://127.0.0.1:8081}; without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    public String apiKey() {
        return settings.apiKey();
    }

    public String apiSecretBase64() {
        return settings.apiSecretBase64();
    }

    /** Oldest first. */
    public List<SandboxOrder> orders() {
        return orders.all().stream().map(json::snapshot).toList();
    }

    public Optional<SandboxOrder> order(String transaction) {
        return orders.find(transaction).map(json::snapshot);
    }

    /** Pays this much, confirmed, and tells the merchant; as {@link #send} with {@link IpnContent#paid(long)}. */
    public IpnAttempt pay(String transaction, long satoshi) {
        return send(transaction, IpnContent.paid(satoshi));
    }

    /**
     * Sends an IPN and waits for the outcome of the first try, which is at most the IPN timeout away. Throws
     * {@link NoSuchElementException} for an order that is not here, and {@link IllegalStateException} for one
     * that was created without an {@code ipn} URL.
     */
    public IpnAttempt send(String transaction, IpnContent content) {
        LiveOrder order = orders.find(transaction)
                .orElseThrow(() -> new NoSuchElementException(
                        "order " + transaction + " is not known: pass the transaction that create returned"));
        if (order.terms().ipn().isEmpty()) {
            throw new IllegalStateException(
                    "order " + transaction + " was created without an ipn URL: create it with the parameter ipn");
        }
        return orders.happen(order, content).join().orElseThrow();
    }

    /** Queues a misbehaviour of {@code order/create} behind those that already wait. */
    public void misbehave(Misbehaviour misbehaviour) {
        misbehave(WireCall.CREATE, misbehaviour);
    }

    /** Queues a misbehaviour of one call behind those of the same call that already wait. */
    public void misbehave(WireCall call, Misbehaviour misbehaviour) {
        plan.add(call, misbehaviour);
    }

    /** The account's whole history, oldest first, whatever the wire shows of it. */
    public List<SandboxLine> lines() {
        return wallet.all();
    }

    /** Books coins that no order of ours brought. */
    public void deposit(long satoshi, String info) {
        if (satoshi <= 0) {
            throw new IllegalArgumentException("satoshi is " + satoshi + ": pass more than 0");
        }
        wallet.deposit(satoshi, info);
    }

    /** Lets the history show a line only when it is this old; at once unless set. */
    public void showLinesAfter(Duration age) {
        wallet.showAfter(age);
    }

    /** Takes a right of the API key away: {@code get_info} or {@code withdraw}. */
    public void takeRight(String right) {
        rights.take(right);
    }

    /** Sends every try of every IPN this many times in parallel, from now on. */
    public void ipnCopies(int copies) {
        plan.ipnCopies(copies);
    }

    /** Forgets all misbehaviours that still wait, and sends IPNs once again. */
    public void behave() {
        plan.clear();
    }

    public SandboxTickers tickers() {
        return tickers;
    }

    /** Stops listening and trying; IPNs under way are broken off. */
    @Override
    public void close() {
        timer.shutdownNow();
        server.close();
        sender.close();
    }

    private FrontDoor.Desk desk(PaymentUrls urls) {
        RequestGate gate = new RequestGate(settings.apiKey(), signature);
        WireApi api = new WireApi(
                new MerchantApi(gate, orders, plan, wallet, rights, urls, settings.clock()),
                new WalletApi(gate, wallet, plan, rights),
                new MarketData(tickers));
        ControlApi control = new ControlApi(orders, plan, tickers, json);
        PaymentDesk payments = new PaymentDesk(orders, json, settings.clock(), timer);
        return request -> {
            if (request.path().startsWith("/api/")) {
                return api.answer(request);
            }
            if (request.path().startsWith("/sandbox/")) {
                return control.answer(request);
            }
            if (request.path().startsWith(PaymentUrls.PATH)
                    || request.path().equals("/assets/pay.css")
                    || request.path().equals("/")) {
                return payments.answer(request);
            }
            return Answer.Reply.text(404, "Nothing here. The sandbox answers under /api, /pay and /sandbox.");
        };
    }
}
