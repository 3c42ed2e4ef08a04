package io.tillgate.order;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Money;
import java.time.Duration;

/**
 * What the shop decided about money that does not arrive as agreed.
 *
 * @param timeToPay how long the price holds for a buyer
 * @param tolerance how much less still counts as paid
 * @param lateAcceptance how long after the time to pay the full amount still makes the order PAID; later it is held for
 *     a person to decide
 * @param overpaymentTolerated surplus up to this many minor units (satoshi) is not worth a person's time
 */
public record OrderPolicy(
        Duration timeToPay, UnderpaymentTolerance tolerance, Duration lateAcceptance, long overpaymentTolerated) {

    public static final OrderPolicy DEFAULT =
            new OrderPolicy(Duration.ofMinutes(15), UnderpaymentTolerance.NONE, Duration.ofHours(24), 0);

    public OrderPolicy {
        if (timeToPay.compareTo(Duration.ofSeconds(1)) < 0 || timeToPay.compareTo(Duration.ofDays(30)) > 0) {
            throw new InvalidInputException("timeToPay", "is " + timeToPay, "choose between 1 second and 30 days");
        }
        if (lateAcceptance.isNegative()) {
            throw new InvalidInputException("lateAcceptance", "is negative", "choose 0 or more");
        }
        if (overpaymentTolerated < 0) {
            throw new InvalidInputException("overpaymentTolerated", "is negative", "choose 0 satoshi or more");
        }
    }

    public OrderPolicy withTimeToPay(Duration value) {
        return new OrderPolicy(value, tolerance, lateAcceptance, overpaymentTolerated);
    }

    Money needed(Money due) {
        return tolerance.needed(due);
    }

    boolean isOverpaid(Money due, Money received) {
        return received.minorUnits() - due.minorUnits() > overpaymentTolerated;
    }
}
