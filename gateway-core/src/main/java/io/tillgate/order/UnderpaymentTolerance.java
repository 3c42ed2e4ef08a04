package io.tillgate.order;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much less than the amount due still counts as paid: the smaller of a share and an absolute amount, plus an
 * allowance for exchanges that take their fee out of what the buyer sends.
 *
 * @param basisPoints share of the amount due, in hundredths of a percent, 0 to 1000
 * @param minorUnitsMax bound on that share, in minor units (satoshi), not negative
 * @param feeAllowance added to it, in minor units (satoshi), not negative
 */
public record UnderpaymentTolerance(int basisPoints, long minorUnitsMax, long feeAllowance) {

    /** Not a satoshi less. */
    public static final UnderpaymentTolerance NONE = new UnderpaymentTolerance(0, 0, 0);

    private static final BigDecimal BASIS = BigDecimal.valueOf(10_000);

    public UnderpaymentTolerance {
        if (basisPoints < 0 || basisPoints > 1000) {
            throw new InvalidInputException("tolerance.basisPoints", "is " + basisPoints, "choose 0 to 1000 (10 %)");
        }
        if (minorUnitsMax < 0 || feeAllowance < 0) {
            throw new InvalidInputException("tolerance", "is negative", "choose amounts of 0 satoshi or more");
        }
    }

    /** The least amount that pays for a due amount; at least one minor unit. The share rounds down. */
    public Money needed(Money due) {
        long share = BigDecimal.valueOf(due.minorUnits())
                .multiply(BigDecimal.valueOf(basisPoints))
                .divide(BASIS, 0, RoundingMode.DOWN)
                .longValueExact();
        // One after the other: the sum of two generous settings would not fit a long.
        long withoutShare = due.minorUnits() - Math.min(share, minorUnitsMax);
        return new Money(due.currency(), Math.max(1, withoutShare - feeAllowance));
    }
}
