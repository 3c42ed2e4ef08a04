package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/** All invoices of the store; tells the webhook of what happens to them. Safe for many threads. */
final class InvoiceBook {
    private final Map<String, LiveInvoice> invoices = new LinkedHashMap<>();
    private final String storeId;
    private final String baseUrl;
    private final WebhookSender sender;
    private final InstantSource clock;
    private int payments;

    InvoiceBook(String storeId, String baseUrl, WebhookSender sender, InstantSource clock) {
        this.storeId = storeId;
        this.baseUrl = baseUrl;
        this.sender = sender;
        this.clock = clock;
    }

    synchronized ObjectNode create(ObjectNode ordered) {
        String id = "inv" + UUID.randomUUID().toString().replace("-", "").substring(0, 19);
        LiveInvoice invoice = new LiveInvoice(id, storeId, ordered, clock.instant());
        invoices.put(id, invoice);
        sender.tell(invoice, "InvoiceCreated");
        return json(invoice);
    }

    synchronized Optional<LiveInvoice> find(String id) {
        return Optional.ofNullable(invoices.get(id));
    }

    synchronized List<LiveInvoice> all() {
        return new ArrayList<>(invoices.values());
    }

    synchronized ObjectNode json(LiveInvoice invoice) {
        return invoice.json(baseUrl + "/i/" + invoice.id());
    }

    synchronized ArrayNode methods(LiveInvoice invoice, Generation generation, boolean accountedOnly) {
        return invoice.methods(generation, accountedOnly);
    }

    synchronized SandboxInvoice snapshot(LiveInvoice invoice) {
        return new SandboxInvoice(
                invoice.id(),
                invoice.orderId(),
                invoice.status(),
                invoice.additional(),
                invoice.payments(),
                invoice.ordered());
    }

    synchronized String pay(String id, long satoshi, long fee, SandboxPayment.Status status) {
        LiveInvoice invoice = known(id);
        payments++;
        String txid = String.format(Locale.ROOT, "%064x", payments);
        String paymentId = txid + "-0";
        happen(
                invoice,
                () -> invoice.add(new SandboxPayment(paymentId, satoshi, fee, status, clock.instant())),
                "InvoiceReceivedPayment");
        return paymentId;
    }

    synchronized void change(String id, String paymentId, SandboxPayment.Status to) {
        LiveInvoice invoice = known(id);
        boolean settled = to == SandboxPayment.Status.SETTLED;
        happen(invoice, () -> invoice.change(paymentId, to), settled ? "InvoicePaymentSettled" : "");
    }

    synchronized void expire(String id) {
        LiveInvoice invoice = known(id);
        happen(invoice, invoice::expire, "");
    }

    synchronized void stopWatching(String id) {
        LiveInvoice invoice = known(id);
        happen(invoice, invoice::stopWatching, "");
    }

    synchronized void mark(LiveInvoice invoice, String status) {
        happen(invoice, () -> invoice.mark(status), "");
    }

    synchronized void tamper(String id, String field, String value) {
        known(id).tamper(field, value);
        sender.tell(known(id), "InvoiceProcessing");
    }

    synchronized void forget(String id) {
        invoices.remove(id);
    }

    synchronized LiveInvoice known(String id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("invoice " + id + " is not known"));
    }

    private void happen(LiveInvoice invoice, Runnable event, String type) {
        String before = invoice.status();
        event.run();
        if (!type.isEmpty()) {
            sender.tell(invoice, type);
        }
        if (!invoice.status().equals(before)) {
            sender.tell(invoice, "Invoice" + invoice.status());
        }
    }
}
