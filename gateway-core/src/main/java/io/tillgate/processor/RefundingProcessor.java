package io.tillgate.processor;

/**
 * A processor that gives money back; declares {@link Capability#REFUND}. Whoever calls it stores the refund and its name
 * before, so that a lost answer can be asked for again.
 */
public interface RefundingProcessor extends PaymentProcessor {

    /** What a refund would come to. Moves nothing. */
    RefundPreview previewRefund(String invoiceId);

    /**
     * Gives money back, once for each name: a request whose name is known gives the refund that exists, whatever else it
     * says. Two requests of one name must not be under way at the same time.
     */
    RefundAnswer refund(RefundRequest request);
}
