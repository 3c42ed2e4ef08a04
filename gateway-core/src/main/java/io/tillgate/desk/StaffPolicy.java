package io.tillgate.desk;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the shop decided about its staff. Start from {@link #DEFAULT} and change what differs.
 *
 * @param approvalAbove acts that decide about more than this, in BTC, need a second person; null for none. All that was
 *     waived of one order counts together
 * @param approvalWithin how long a request waits for the second person
 * @param entryPeriod a person who opens the pages for staff is noted in the log once in this time
 */
public record StaffPolicy(@Nullable Money approvalAbove, Duration approvalWithin, Duration entryPeriod) {

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(365);

    // Behind the bounds, by which it is checked.
    public static final StaffPolicy DEFAULT = new StaffPolicy(null, Duration.ofDays(7), Duration.ofHours(8));

    public StaffPolicy {
        if (approvalAbove != null
                && (!approvalAbove.currency().equals(Currency.BTC) || approvalAbove.minorUnits() < 0)) {
            throw new InvalidInputException("approvalAbove", "is " + approvalAbove, "choose 0 BTC or more");
        }
        check("approvalWithin", approvalWithin);
        check("entryPeriod", entryPeriod);
    }

    public StaffPolicy withApprovalAbove(Money value) {
        return new StaffPolicy(value, approvalWithin, entryPeriod);
    }

    public StaffPolicy withApprovalWithin(Duration value) {
        return new StaffPolicy(approvalAbove, value, entryPeriod);
    }

    public StaffPolicy withEntryPeriod(Duration value) {
        return new StaffPolicy(approvalAbove, approvalWithin, value);
    }

    /** Whether an act about this much needs a second person; an amount that can't be compared does. */
    public boolean needsApproval(Money amount) {
        if (approvalAbove == null) {
            return false;
        }
        return !amount.currency().equals(approvalAbove.currency()) || amount.compareTo(approvalAbove) > 0;
    }

    private static void check(String field, Duration value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new InvalidInputException(field, "is " + value, "choose between 1 minute and 365 days");
        }
    }
}
