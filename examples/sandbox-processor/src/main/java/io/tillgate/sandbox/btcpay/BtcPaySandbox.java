package io.tillgate.sandbox.btcpay;

import io.tillgate.sandbox.DaemonThreads;
import io.tillgate.sandbox.FrontDoor;
import io.tillgate.sandbox.LoopbackServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A running BTCPay Server with one store, on 127.0.0.1, that moves no coin. Safe for many threads; close it when done.
 *
 * <pre>{@code
 * try (BtcPaySandbox btcpay = BtcPaySandbox.start()) {
 *     btcpay.postTo(shop.notificationUrl());
 *     ...
 *     btcpay.pay(invoiceId, 1_250_000);
 * }
 * }</pre>
 */
public final class BtcPaySandbox implements AutoCloseable {

    private final String apiKey = "key-" + UUID.randomUUID();
    private final String storeId = UUID.randomUUID().toString().replace("-", "");
    private final String webhookSecret = "secret-" + UUID.randomUUID();
    private final ScheduledThreadPoolExecutor timer;
    private final LoopbackServer server;
    private final WebhookSender sender;
    private final InvoiceBook book;
    private final GreenfieldApi api;

    private BtcPaySandbox(Generation generation, Duration retryInterval, InstantSource clock) {
        timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("btcpay-timer"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        server = LoopbackServer.bind(0);
        sender = new WebhookSender(storeId, webhookSecret, generation, retryInterval, timer, clock);
        book = new InvoiceBook(storeId, server.baseUrl(), sender, clock);
        api = new GreenfieldApi(apiKey, storeId, generation, book, new RefundDesk(generation, server.baseUrl()));
        server.serve(new FrontDoor(api, timer));
    }

    /** A server of today that retries webhooks as quickly as a test wants. */
    public static BtcPaySandbox start() {
        return start(Generation.V2, InstantSource.system());
    }

    public static BtcPaySandbox start(Generation generation, InstantSource clock) {
        return new BtcPaySandbox(generation, Duration.ofMillis(200), clock);
    }

    /** Without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    public String apiKey() {
        return apiKey;
    }

    public String storeId() {
        return storeId;
    }

    /** What the webhook signs with, until {@link #signWith} changes it. */
    public String webhookSecret() {
        return webhookSecret;
    }

    /** Sets the address of the webhook; until then none is sent. */
    public void postTo(String url) {
        sender.sendTo(url);
    }

    public void signWith(String secret) {
        sender.signWith(secret);
    }

    /** Notes webhooks and sends none, as if something were in between. */
    public void holdWebhooks(boolean held) {
        sender.hold(held);
    }

    /** All webhooks so far, oldest first, sent or not. */
    public List<WebhookDelivery> deliveries() {
        return sender.deliveries();
    }

    /** As the button "Redeliver" does: the same event under another delivery id. */
    public void redeliver(WebhookDelivery delivery) {
        sender.redeliver(delivery);
    }

    /** Oldest first. */
    public List<SandboxInvoice> invoices() {
        return book.all().stream().map(book::snapshot).toList();
    }

    public SandboxInvoice invoice(String id) {
        return book.snapshot(book.known(id));
    }

    /** A payment that is in no block; gives its id. */
    public String see(String invoiceId, long satoshi) {
        return book.pay(invoiceId, satoshi, 0, SandboxPayment.Status.PROCESSING);
    }

    /** A payment that is confirmed at once; gives its id. */
    public String pay(String invoiceId, long satoshi) {
        return book.pay(invoiceId, satoshi, 0, SandboxPayment.Status.SETTLED);
    }

    /** The same with a fee that the server puts on top of the amount due, as it does for a second payment. */
    public String pay(String invoiceId, long satoshi, long fee) {
        return book.pay(invoiceId, satoshi, fee, SandboxPayment.Status.SETTLED);
    }

    public void confirm(String invoiceId, String paymentId) {
        book.change(invoiceId, paymentId, SandboxPayment.Status.SETTLED);
    }

    /** The payment was replaced or spent twice. */
    public void withdraw(String invoiceId, String paymentId) {
        book.change(invoiceId, paymentId, SandboxPayment.Status.INVALID);
    }

    /** The time to pay is over. */
    public void expire(String invoiceId) {
        book.expire(invoiceId);
    }

    /** The time to watch is over as well. */
    public void stopWatching(String invoiceId) {
        book.stopWatching(invoiceId);
    }

    /** A person marks it; {@code Settled} or {@code Invalid}. */
    public void mark(String invoiceId, String status) {
        book.mark(book.known(invoiceId), status);
    }

    /** Changes what was ordered: {@code orderId}, {@code amount}, {@code currency}, {@code storeId} or {@code paidIn}. */
    public void tamper(String invoiceId, String field, String value) {
        book.tamper(invoiceId, field, value);
    }

    /** Loses the invoice, as a restored backup would. */
    public void forget(String invoiceId) {
        book.forget(invoiceId);
    }

    /** Queues a mishap for one of the next creates, of invoices or refunds. */
    public void misbehave(Mishap mishap) {
        api.misbehave(mishap);
    }

    /** Answers so many of the next attempts to mark an invoice with HTTP 500. */
    public void failMarks(int count) {
        api.failMarks(count);
    }

    /** Hangs up on every call, until it is up again. */
    public void down(boolean down) {
        api.down(down);
    }

    /** How many calls came so far. */
    public int calls() {
        return api.calls();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        server.close();
        sender.close();
    }
}
