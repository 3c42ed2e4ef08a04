package io.tillgate.processor;

import io.tillgate.order.PaymentFact;
import java.util.List;

/** What a processor that can be asked says about the invoices of an order. */
public sealed interface LookUpAnswer {

    /**
     * There is one at least.
     *
     * @param invoices all that carry our data, and all that were asked for by id, the one to be paid first. Several when a
     *     request whose answer was lost arrived after all
     */
    record Found(List<SeenInvoice> invoices) implements LookUpAnswer {
        public Found {
            invoices = List.copyOf(invoices);
            if (invoices.isEmpty()) {
                throw new IllegalArgumentException("nothing was found: answer NotFound");
            }
        }

        /** The one and only invoice, which is open. */
        public Found(CreateAnswer.Created invoice, List<PaymentFact> payments) {
            this(List.of(new SeenInvoice(invoice, InvoiceProgress.OPEN, "", payments)));
        }
    }

    /** There is certainly none, so that creating it can't make a second one. */
    record NotFound() implements LookUpAnswer {}

    /** The processor could not be asked. */
    record Unknown(String reason) implements LookUpAnswer {}
}
