package io.tillgate.order;

import io.tillgate.failure.InvalidInputException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to do with the full amount when it comes after the time to pay: it is accepted when it came soon enough, or when the
 * price has not moved too far against the merchant. Otherwise it is held for a person to decide; it is never lost.
 *
 * @param acceptedWithin how long after the time to pay it still makes the order PAID
 * @param driftBasisPointsAccepted later than that, accepted as long as bitcoin has lost no more than this since the quote,
 *     in hundredths of a percent, 0 to 10000; null when only the time counts
 */
public record LatePayment(Duration acceptedWithin, @Nullable Integer driftBasisPointsAccepted) {

    /** Accepted for a day, whatever the price does meanwhile. */
    public static final LatePayment DEFAULT = new LatePayment(Duration.ofHours(24), null);

    /** Each late payment is held for a person. */
    public static final LatePayment HOLD_ALWAYS = new LatePayment(Duration.ZERO, null);

    public LatePayment {
        if (acceptedWithin.isNegative()) {
            throw new InvalidInputException("latePayment.acceptedWithin", "is negative", "choose 0 or more");
        }
        if (driftBasisPointsAccepted != null && (driftBasisPointsAccepted < 0 || driftBasisPointsAccepted > 10_000)) {
            throw new InvalidInputException(
                    "latePayment.driftBasisPointsAccepted", "is " + driftBasisPointsAccepted, "choose 0 to 10000");
        }
    }

    boolean accepts(Duration lateness, @Nullable Integer driftBasisPoints) {
        if (lateness.compareTo(acceptedWithin) <= 0) {
            return true;
        }
        return driftBasisPointsAccepted != null
                && driftBasisPoints != null
                && driftBasisPoints <= driftBasisPointsAccepted;
    }
}
