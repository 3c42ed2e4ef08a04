package io.tillgate.checkout;

/** Turns a price tag into a merchant order at a processor. Safe for use by many threads. */
public interface CheckoutService {

    /**
     * Stores the intent, asks the processor, stores the answer. Asking again with the same reference and terms while the
     * order is open gives the same order; while it is under way elsewhere, waits for that one's answer.
     *
     * <p>Blocks for one call's time-out at most, and holds no database connection meanwhile.
     *
     * @throws io.tillgate.failure.InvalidInputException when the request names a processor that is not configured, or a
     *     price below one satoshi or above what a long holds
     * @throws io.tillgate.failure.GatewayException when the database can't be reached; nothing was sent then
     */
    CheckoutResult checkout(CheckoutRequest request);
}
