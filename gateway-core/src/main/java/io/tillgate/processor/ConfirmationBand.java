package io.tillgate.processor;

import io.tillgate.failure.InvalidInputException;

/**
 * How deep a payment must be buried for orders up to an amount.
 *
 * @param satoshiMax the largest amount due that this holds for
 * @param confirmations 0 to 100; with 0 an order is paid as soon as its payment was seen, unless its sender may still
 *     replace it
 */
public record ConfirmationBand(long satoshiMax, int confirmations) {

    public static final int CONFIRMATIONS_MAX = 100;

    public ConfirmationBand {
        if (satoshiMax < 1) {
            throw new InvalidInputException("confirmationBand.satoshiMax", "is " + satoshiMax, "choose 1 or more");
        }
        if (confirmations < 0 || confirmations > CONFIRMATIONS_MAX) {
            throw new InvalidInputException(
                    "confirmationBand.confirmations",
                    "is " + confirmations,
                    "choose between 0 and " + CONFIRMATIONS_MAX);
        }
    }
}
