package io.tillgate.refund;

import io.tillgate.money.Money;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What refunds need.
 *
 * @param approvalAbove in BTC: a second person has to agree to more; null for the amount of the other acts of staff
 * @param safetyDelay how long after a send whose answer was lost the account history must have been without it before it is sent
 *     again
 */
public record RefundPolicy(@Nullable Money approvalAbove, Duration safetyDelay) {

    public static final Duration SAFETY_DELAY_MIN = Duration.ofMinutes(10);

    public static final RefundPolicy DEFAULT = new RefundPolicy(null, Duration.ofHours(1));

    public RefundPolicy {
        if (safetyDelay.compareTo(SAFETY_DELAY_MIN) < 0 || safetyDelay.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException(
                    "safetyDelay is " + safetyDelay + ": choose between " + SAFETY_DELAY_MIN + " and 30 days");
        }
    }
}
