package io.tillgate.order;

import java.util.Collection;

/** What all invoices of one order amount to, taken together. */
public enum InvoiceStanding {
    /** The call to the processor is under way. */
    REQUESTED,
    /** At least one invoice exists, a buyer can pay it. */
    LIVE,
    /** A call's answer was lost: an invoice may exist. */
    UNKNOWN,
    /** Every invoice that existed was given up by the processor. */
    WITHDRAWN,
    /** The processor refused to create one. */
    DECLINED,
    /** One of them is not what was ordered: a person has to look, whatever the others are. */
    MISMATCHED;

    /** Folds the states of an order's invoices; the order of the arguments does not matter. At least one is needed. */
    public static InvoiceStanding of(Collection<InvoiceState> invoices) {
        if (invoices.isEmpty()) {
            throw new IllegalArgumentException("an order without an invoice has no standing");
        }
        if (invoices.contains(InvoiceState.MISMATCHED)) {
            return MISMATCHED;
        }
        if (invoices.contains(InvoiceState.CREATED)) {
            return LIVE;
        }
        if (invoices.contains(InvoiceState.REQUESTED)) {
            return REQUESTED;
        }
        if (invoices.contains(InvoiceState.UNKNOWN)) {
            return UNKNOWN;
        }
        return invoices.contains(InvoiceState.WITHDRAWN) ? WITHDRAWN : DECLINED;
    }
}
