package io.tillgate.processor;

import io.tillgate.order.PaymentFact;

/** What a notification says about an order, in our words. */
public sealed interface Signal {

    /** Money was seen or confirmed. */
    record PaymentObserved(PaymentFact fact) implements Signal {}

    /**
     * The processor gave the invoice up.
     *
     * @param word the processor's own word for it, such as {@code cancelled} or {@code closed}
     */
    record InvoiceWithdrawn(String word) implements Signal {}

    /**
     * Something may have changed at the invoice. Nothing more is believed of it: the invoice is asked for, and what it says
     * counts.
     */
    record InvoiceChanged() implements Signal {}

    /**
     * Authentic, and of no interest: about something that Tillgate did not order.
     *
     * @param reason a short sentence for staff
     */
    record Irrelevant(String reason) implements Signal {}

    /**
     * Authentic, and we can't tell what it means. A person has to look; it changes nothing by itself.
     *
     * @param reason a sentence for staff that names the field and its fault
     */
    record NotUnderstood(String reason) implements Signal {}
}
