package io.tillgate.processor;

/** What came of asking a processor for an invoice. */
public sealed interface CreateAnswer {

    /**
     * The invoice exists.
     *
     * @param invoiceId the processor's id; on the Mt. Gox wire the {@code transaction}
     * @param paymentUrl where the buyer pays, exactly as returned
     */
    record Created(String invoiceId, String paymentUrl) implements CreateAnswer {}

    /**
     * The processor refused, so there is no invoice. Trying again with the same values is no use.
     *
     * @param reason for staff: the processor's words, shortened, without secrets
     */
    record Declined(String reason) implements CreateAnswer {}

    /**
     * Whether the invoice exists can't be known: a time-out, a cut connection, a page of HTML. Not a failure.
     *
     * @param reason for staff
     */
    record Unknown(String reason) implements CreateAnswer {}
}
