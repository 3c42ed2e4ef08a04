package io.tillgate.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** An order and everything that happened to it. It never expires: a late buyer can still pay. */
final class LiveOrder {
    static final int IPNS_MAX = 10_000;

    private static final DateTimeFormatter WIRE_DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String transaction = UUID.randomUUID().toString();
    private final OrderTerms terms;
    private final long dueSatoshi;
    private final Instant createdAt;
    private final List<IpnDelivery> ipns = new ArrayList<>();
    private SandboxOrder.Status status = SandboxOrder.Status.OPEN;
    private SandboxOrder.Received received = SandboxOrder.Received.NOTHING;
    private @Nullable String openPaymentId;

    LiveOrder(OrderTerms terms, long dueSatoshi, Instant createdAt) {
        this.terms = terms;
        this.dueSatoshi = dueSatoshi;
        this.createdAt = createdAt;
    }

    String transaction() {
        return transaction;
    }

    OrderTerms terms() {
        return terms;
    }

    long dueSatoshi() {
        return dueSatoshi;
    }

    synchronized SandboxOrder.Status status() {
        return status;
    }

    synchronized SandboxOrder.Received received() {
        return received;
    }

    /** Takes the content as having happened, and returns the IPN that tells the merchant. */
    synchronized IpnDelivery apply(IpnContent content, long aonce, Instant now) {
        if (ipns.size() >= IPNS_MAX) {
            throw new IllegalStateException(
                    "order " + transaction + " has " + IPNS_MAX + " IPNs already: create another order");
        }
        String paymentId = paymentId(content);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", transaction);
        fields.put("payment_id", paymentId);
        fields.put("status", content.status());
        switch (content.status()) {
            case "paid" -> paid(content, fields, now);
            case "partial" -> partial(content, fields, paymentId);
            case "cancelled" -> status = SandboxOrder.Status.CANCELLED;
            case "closed" -> status = SandboxOrder.Status.CLOSED;
            default -> putAmount(content, fields);
        }
        String data = content.data() == null ? terms.data() : content.data();
        if (!data.isEmpty()) {
            fields.put("data", data);
        }
        fields.put("aonce", Long.toString(aonce));
        IpnDelivery ipn =
                new IpnDelivery(paymentId, content.status(), ByteString.encodeUtf8(FormFields.encode(fields)));
        ipns.add(ipn);
        return ipn;
    }

    synchronized SandboxOrder snapshot(String paymentUrl, WireSignature signature) {
        return new SandboxOrder(
                transaction,
                paymentUrl,
                createdAt,
                status,
                new SandboxOrder.Requested(
                        terms.currency().name(),
                        terms.amountInt(),
                        dueSatoshi,
                        terms.description(),
                        terms.data(),
                        terms.ipn(),
                        terms.returnSuccess(),
                        terms.returnFailure()),
                received,
                ipns.stream().map(ipn -> ipn.snapshot(signature)).toList());
    }

    static String wireDate(Instant at) {
        return WIRE_DATE.format(at);
    }

    private String paymentId(IpnContent content) {
        if (content.paymentId() != null) {
            return content.paymentId();
        }
        return openPaymentId != null ? openPaymentId : UUID.randomUUID().toString();
    }

    private void paid(IpnContent content, Map<String, String> fields, Instant now) {
        long amount = content.amount() == null ? dueSatoshi : content.amount();
        fields.put("amount", Long.toString(amount));
        fields.put("currency", content.currency() == null ? "BTC" : content.currency());
        fields.put("method", "MTGOXBTC");
        fields.put("date", content.date() == null ? wireDate(now) : content.date());
        received = new SandboxOrder.Received(Math.addExact(received.paid(), amount), 0, 0);
        status = SandboxOrder.Status.PAID;
        // Whatever comes now is another payment.
        openPaymentId = null;
    }

    private void partial(IpnContent content, Map<String, String> fields, String paymentId) {
        long valid = content.valid() == null ? 0 : content.valid();
        long pending = content.pending() == null ? 0 : content.pending();
        fields.put("amount_valid", Long.toString(valid));
        fields.put("amount_pending", Long.toString(pending));
        fields.put("amount_total", Long.toString(Math.addExact(valid, pending)));
        status = SandboxOrder.Status.PARTIAL;
        received = new SandboxOrder.Received(received.paid(), valid, pending);
        openPaymentId = paymentId;
    }

    private static void putAmount(IpnContent content, Map<String, String> fields) {
        if (content.amount() != null) {
            fields.put("amount", Long.toString(content.amount()));
        }
        if (content.currency() != null) {
            fields.put("currency", content.currency());
        }
    }
}
