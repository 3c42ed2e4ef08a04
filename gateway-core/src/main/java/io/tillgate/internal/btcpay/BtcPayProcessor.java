package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.btcpay.BtcPayClient.Deadline;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.RefundAnswer;
import io.tillgate.processor.RefundPreview;
import io.tillgate.processor.RefundRequest;
import io.tillgate.processor.RefundingProcessor;
import io.tillgate.processor.SettleAnswer;
import io.tillgate.processor.SweepAnswer;
import io.tillgate.processor.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A store of a BTCPay Server. Its webhooks are taken for hints: whatever they say, the invoice is asked for, compared with
 * what was ordered, and its payments are read one by one.
 *
 * <p>It can be asked by {@code orderId}, which is our data, so a lost answer is resolved; creating twice makes two invoices.
 */
public final class BtcPayProcessor implements RefundingProcessor {

    /** A look-up takes two calls in general, and a sweep some; each of these operations ends within so many timeouts. */
    static final int CALLS_TIME = 3;

    /** A sweep reads so many pages and no more; older invoices are asked for one by one. */
    static final int SWEEP_PAGES_MAX = 20;

    private static final String SETTLED = "Settled";

    private final ProcessorId id;
    private final BtcPaySettings settings;
    private final BtcPayClient client;
    private final BtcPayWebhook webhook;
    private final BtcPayLookUp lookUp;
    private final BtcPayRefunds refunds;
    private final InstantSource clock;

    /**
     * Opens no connection and starts no thread.
     *
     * @param settings without problems, see {@link BtcPaySettings#problems()}
     */
    public BtcPayProcessor(BtcPaySettings settings, InstantSource clock) {
        this.id = new ProcessorId(settings.id());
        this.settings = settings;
        this.client = new BtcPayClient(settings);
        this.webhook = new BtcPayWebhook(settings);
        this.lookUp = new BtcPayLookUp(client, settings.storeId(), clock);
        this.refunds = new BtcPayRefunds(client);
        this.clock = clock;
    }

    @Override
    public ProcessorId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.LOOK_UP,
                Capability.SIGNED_NOTIFICATIONS,
                Capability.HINTS_ONLY,
                Capability.CONFIRMATIONS,
                Capability.LIST_CHANGES,
                Capability.SETTLE_LATE,
                Capability.REFUND);
    }

    /** A look-up, and the create that follows where it found nothing. */
    @Override
    public Duration answerTimeMax() {
        return settings.callTimeout().multipliedBy(CALLS_TIME + 1L);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A server without rates or without its node refuses with {@code generic-error}, and may do so no longer in a
     * minute: that is Unknown, not the Declined that ends an order.
     */
    @Override
    public CreateAnswer create(InvoiceRequest request) {
        byte[] body = BtcPayCreateBody.of(request, settings, clock.instant());
        BtcPayReply reply = client.create(body, client.deadline(1));
        if (reply instanceof BtcPayReply.Success success) {
            return created(success.body(), request);
        }
        if (reply instanceof BtcPayReply.Refusal refusal) {
            return refused(refusal);
        }
        return new CreateAnswer.Unknown("BTCPay Server " + ((BtcPayReply.Unusable) reply).reason());
    }

    private CreateAnswer created(JsonNode json, InvoiceRequest request) {
        BtcPayInvoice invoice = BtcPayInvoice.read(json);
        if (invoice == null) {
            return new CreateAnswer.Unknown("BTCPay Server answered, but id or checkoutLink is missing or unusable");
        }
        String mismatch = invoice.mismatch(request, settings.storeId());
        return mismatch == null
                ? new CreateAnswer.Created(invoice.id(), invoice.checkoutLink())
                : new CreateAnswer.Unknown("BTCPay Server made something else than was ordered: " + mismatch);
    }

    private CreateAnswer refused(BtcPayReply.Refusal refusal) {
        if (refusal.code().equals("generic-error")) {
            return new CreateAnswer.Unknown("BTCPay Server can't make invoices right now: " + words(refusal));
        }
        return new CreateAnswer.Declined(words(refusal));
    }

    @Override
    public LookUpAnswer lookUp(InvoiceRequest request, Set<String> knownIds) {
        return lookUp.ask(request, knownIds, client.deadline(CALLS_TIME));
    }

    @Override
    public SweepAnswer sweep(Instant createdSince) {
        Deadline deadline = client.deadline(CALLS_TIME);
        List<SweepAnswer.Line> lines = new ArrayList<>();
        for (int page = 0; page < SWEEP_PAGES_MAX; page++) {
            BtcPayReply reply =
                    client.listSince(createdSince.getEpochSecond(), page * BtcPayClient.PAGE_INVOICES, deadline);
            if (!(reply instanceof BtcPayReply.Success success)
                    || !success.body().isArray()) {
                return lines.isEmpty() ? new SweepAnswer.Unknown(reason(reply)) : new SweepAnswer.Listed(lines);
            }
            for (JsonNode json : success.body()) {
                BtcPayInvoice invoice = BtcPayInvoice.read(json);
                if (invoice != null) {
                    lines.add(
                            new SweepAnswer.Line(invoice.id(), invoice.status().word()));
                }
            }
            if (success.body().size() < BtcPayClient.PAGE_INVOICES) {
                break;
            }
        }
        return new SweepAnswer.Listed(lines);
    }

    @Override
    public SettleAnswer settleLate(String invoiceId) {
        BtcPayReply reply = client.mark(invoiceId, SETTLED, client.deadline(1));
        return reply instanceof BtcPayReply.Success
                ? new SettleAnswer.Settled()
                : new SettleAnswer.Failed("BTCPay Server " + reason(reply));
    }

    @Override
    public RefundPreview previewRefund(String invoiceId) {
        return refunds.preview(invoiceId, client.deadline(CALLS_TIME));
    }

    @Override
    public RefundAnswer refund(RefundRequest request) {
        return refunds.refund(request, client.deadline(CALLS_TIME));
    }

    @Override
    public Verdict verify(IncomingNotification notification) {
        return webhook.verify(notification);
    }

    @Override
    public Set<String> signatureHeaders() {
        return Set.of(BtcPayWebhook.SIGNATURE_HEADER);
    }

    /** Any 2xx will do; the text is for people who look at the deliveries of a webhook. */
    @Override
    public String acknowledgement() {
        return "stored";
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "BtcPayProcessor[id=" + id + "]";
    }

    static String reason(BtcPayReply reply) {
        if (reply instanceof BtcPayReply.Refusal refusal) {
            return "refused: " + words(refusal);
        }
        return reply instanceof BtcPayReply.Unusable unusable
                ? unusable.reason()
                : "answered with something else than was asked for";
    }

    private static String words(BtcPayReply.Refusal refusal) {
        String said = said(refusal);
        return switch (refusal.status()) {
            case 401 -> "the API key is not accepted, check btcpay.apiKey" + said;
            case 403 -> "the API key lacks a permission, see docs/btcpay.md" + said;
            case 404 -> "the store or invoice is not there, check btcpay.storeId" + said;
            default -> "HTTP " + refusal.status() + said;
        };
    }

    private static String said(BtcPayReply.Refusal refusal) {
        String words = refusal.text().isEmpty() ? refusal.code() : refusal.text();
        return words.isEmpty() ? "" : " (" + words + ")";
    }
}
