package io.tillgate.order;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Money;
import java.time.Duration;

/**
 * What the shop decided about money that does not arrive as agreed. Start from {@link #DEFAULT} and change what differs.
 *
 * @param timeToPay how long the price holds for a buyer
 * @param monitoring how long after that the processor is still asked about an unpaid order, where it can be asked. A
 *     notification counts whenever it comes
 * @param tolerance how much less still counts as paid
 * @param latePayment what to do with the full amount when it comes too late
 * @param overpaymentTolerated surplus up to this many minor units (satoshi) is not worth a person's time
 * @param confirmationHold how long a shop should hold the goods once a payment was seen, while it is confirmed
 */
public record OrderPolicy(
        Duration timeToPay,
        Duration monitoring,
        UnderpaymentTolerance tolerance,
        LatePayment latePayment,
        long overpaymentTolerated,
        Duration confirmationHold) {

    public static final OrderPolicy DEFAULT = new OrderPolicy(
            Duration.ofMinutes(15),
            Duration.ofDays(7),
            UnderpaymentTolerance.NONE,
            LatePayment.DEFAULT,
            0,
            Duration.ofHours(24));

    public OrderPolicy {
        if (timeToPay.compareTo(Duration.ofSeconds(1)) < 0 || timeToPay.compareTo(Duration.ofDays(30)) > 0) {
            throw new InvalidInputException("timeToPay", "is " + timeToPay, "choose between 1 second and 30 days");
        }
        if (monitoring.isNegative() || monitoring.compareTo(Duration.ofDays(365)) > 0) {
            throw new InvalidInputException("monitoring", "is " + monitoring, "choose between 0 and 365 days");
        }
        if (overpaymentTolerated < 0) {
            throw new InvalidInputException("overpaymentTolerated", "is negative", "choose 0 satoshi or more");
        }
        if (confirmationHold.isNegative()) {
            throw new InvalidInputException("confirmationHold", "is negative", "choose 0 or more");
        }
    }

    public OrderPolicy withTimeToPay(Duration value) {
        return new OrderPolicy(value, monitoring, tolerance, latePayment, overpaymentTolerated, confirmationHold);
    }

    public OrderPolicy withMonitoring(Duration value) {
        return new OrderPolicy(timeToPay, value, tolerance, latePayment, overpaymentTolerated, confirmationHold);
    }

    public OrderPolicy withTolerance(UnderpaymentTolerance value) {
        return new OrderPolicy(timeToPay, monitoring, value, latePayment, overpaymentTolerated, confirmationHold);
    }

    public OrderPolicy withLatePayment(LatePayment value) {
        return new OrderPolicy(timeToPay, monitoring, tolerance, value, overpaymentTolerated, confirmationHold);
    }

    public OrderPolicy withOverpaymentTolerated(long minorUnits) {
        return new OrderPolicy(timeToPay, monitoring, tolerance, latePayment, minorUnits, confirmationHold);
    }

    public OrderPolicy withConfirmationHold(Duration value) {
        return new OrderPolicy(timeToPay, monitoring, tolerance, latePayment, overpaymentTolerated, value);
    }

    Money needed(Money due) {
        return tolerance.needed(due);
    }

    boolean isOverpaid(Money due, Money received) {
        return received.minorUnits() - due.minorUnits() > overpaymentTolerated;
    }
}
