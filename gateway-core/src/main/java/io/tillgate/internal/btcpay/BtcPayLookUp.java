package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.btcpay.BtcPayClient.Deadline;
import io.tillgate.internal.btcpay.BtcPayPayments.Reading;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.InvoiceProgress;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.SeenInvoice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks for the invoices of an order: those that carry our data, and those that we know of, whatever they carry by now. Each
 * is compared with what was ordered before its payments are read.
 */
final class BtcPayLookUp {

    private static final String NOT_FOUND = "invoice-not-found";
    private static final int HTTP_NOT_FOUND = 404;

    private final BtcPayClient client;
    private final String storeId;
    private final InstantSource clock;

    BtcPayLookUp(BtcPayClient client, String storeId, InstantSource clock) {
        this.client = client;
        this.storeId = storeId;
        this.clock = clock;
    }

    LookUpAnswer ask(InvoiceRequest request, Set<String> knownIds, Deadline deadline) {
        BtcPayReply reply = client.listByOrderId(request.data(), deadline);
        if (!(reply instanceof BtcPayReply.Success success) || !success.body().isArray()) {
            return unknown(BtcPayProcessor.reason(reply));
        }
        Map<String, BtcPayInvoice> invoices = new LinkedHashMap<>();
        for (JsonNode json : success.body()) {
            BtcPayInvoice invoice = BtcPayInvoice.read(json);
            // A server that does not know the filter lists them all.
            if (invoice != null && invoice.orderId().equals(request.data())) {
                invoices.put(invoice.id(), invoice);
            }
        }
        List<SeenInvoice> seen = new ArrayList<>();
        for (String known : knownIds) {
            if (!invoices.containsKey(known)) {
                BtcPayReply one = client.find(known, deadline);
                BtcPayInvoice invoice =
                        one instanceof BtcPayReply.Success found ? BtcPayInvoice.read(found.body()) : null;
                if (invoice != null) {
                    invoices.put(known, invoice);
                } else if (isGone(one)) {
                    seen.add(gone(known));
                } else {
                    return unknown(BtcPayProcessor.reason(one));
                }
            }
        }
        return look(request, invoices, seen, deadline);
    }

    private LookUpAnswer look(
            InvoiceRequest request, Map<String, BtcPayInvoice> invoices, List<SeenInvoice> seen, Deadline deadline) {
        for (Map.Entry<String, BtcPayInvoice> entry : invoices.entrySet()) {
            BtcPayInvoice invoice = entry.getValue();
            String mismatch = entry.getKey().equals(invoice.id())
                    ? invoice.mismatch(request, storeId)
                    : "the server answered with another invoice than the one that was asked for";
            if (mismatch != null) {
                seen.add(mismatched(entry.getKey(), invoice, mismatch));
                continue;
            }
            BtcPayReply reply = client.paymentMethods(invoice.id(), deadline);
            if (!(reply instanceof BtcPayReply.Success success)) {
                return unknown(BtcPayProcessor.reason(reply));
            }
            Reading reading = BtcPayPayments.read(success.body(), clock.instant());
            if (reading instanceof Reading.Facts facts) {
                seen.add(new SeenInvoice(
                        new CreateAnswer.Created(invoice.id(), invoice.checkoutLink()),
                        invoice.status().progress(),
                        invoice.status().word(),
                        facts.facts()));
            } else if (reading instanceof Reading.Foreign foreign) {
                seen.add(mismatched(invoice.id(), invoice, foreign.reason()));
            } else {
                return unknown(((Reading.Unreadable) reading).reason());
            }
        }
        if (seen.isEmpty()) {
            return new LookUpAnswer.NotFound();
        }
        // The one to pay is ours and open, if there is such a one.
        seen.sort((a, b) -> Integer.compare(rank(a), rank(b)));
        return new LookUpAnswer.Found(seen);
    }

    private static int rank(SeenInvoice seen) {
        if (!seen.isOurs()) {
            return 2;
        }
        return seen.progress() == InvoiceProgress.OPEN ? 0 : 1;
    }

    private static boolean isGone(BtcPayReply reply) {
        return reply instanceof BtcPayReply.Refusal refusal
                && refusal.status() == HTTP_NOT_FOUND
                && refusal.code().equals(NOT_FOUND);
    }

    private static SeenInvoice gone(String id) {
        return new SeenInvoice(
                new CreateAnswer.Created(id, ""),
                InvoiceProgress.EXPIRED,
                "gone",
                "the invoice is not in the store any more",
                List.of());
    }

    private static SeenInvoice mismatched(String id, BtcPayInvoice invoice, String mismatch) {
        return new SeenInvoice(
                new CreateAnswer.Created(id, invoice.checkoutLink()),
                invoice.status().progress(),
                invoice.status().word(),
                mismatch,
                List.of());
    }

    private static LookUpAnswer unknown(String reason) {
        return new LookUpAnswer.Unknown("BTCPay Server " + reason);
    }
}
