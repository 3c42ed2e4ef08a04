package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** All that is known of an order besides its terms. The order of the payments does not matter. */
public record OrderFacts(List<PaymentFact> payments, InvoiceStanding invoices) {

    public OrderFacts {
        payments = List.copyOf(payments);
        requireNonNull(invoices, "invoices");
    }
}
