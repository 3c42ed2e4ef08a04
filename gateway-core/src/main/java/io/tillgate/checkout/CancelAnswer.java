package io.tillgate.checkout;

import java.time.Instant;

/** Whether a shop may give up an order of its own without risking the buyer's money. */
public sealed interface CancelAnswer {

    /** No money was seen for any attempt of the reference. It may still come: then it is put up for review. */
    record Yes() implements CancelAnswer {}

    /**
     * Money was seen.
     *
     * @param reason a sentence for staff
     * @param holdUntil ask again after this
     */
    record No(String reason, Instant holdUntil) implements CancelAnswer {}
}
