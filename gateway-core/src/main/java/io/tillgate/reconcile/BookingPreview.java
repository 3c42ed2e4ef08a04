package io.tillgate.reconcile;

import io.tillgate.money.Money;
import java.time.Instant;
import java.util.UUID;

/** What booking the difference of a discrepancy would do now. Nothing was changed. */
public sealed interface BookingPreview {

    /**
     * It would go into the books at once.
     *
     * @param difference what it would add to our balance
     * @param at when it would count: at the time of what it is about, or at the start of the first day that is still open
     */
    record Possible(Money difference, Instant at) implements BookingPreview {}

    /** The same once a second person has approved. */
    record NeedsApproval(Money difference, Instant at) implements BookingPreview {}

    /**
     * Somebody asked for it: a second person has to approve.
     *
     * @param approval the id of the request
     * @param until when it ends by itself
     */
    record AwaitsApproval(UUID approval, Instant until) implements BookingPreview {}

    /**
     * It can't be booked.
     *
     * @param reason why, in a sentence for staff
     */
    record Refused(String reason) implements BookingPreview {}
}
