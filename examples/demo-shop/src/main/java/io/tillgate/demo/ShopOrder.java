package io.tillgate.demo;

import io.tillgate.money.Money;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.ProcessorId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as the shop knows it: its own row, beside the merchant order that Tillgate keeps of it.
 *
 * @param number counts up from 1001; {@link #reference} is made of it
 * @param visitor whose order it is
 * @param processor through which the customer chose to pay
 * @param review whether staff looks at the payment
 * @param note why it can't be paid, when the processor said so
 */
record ShopOrder(
        long number,
        UUID visitor,
        Product product,
        Money price,
        ProcessorId processor,
        State state,
        Review review,
        @Nullable String note,
        Instant placedAt) {

    static final String REFERENCE_PREFIX = "HL-";

    /** How far the shop knows the payment to be. */
    enum State {
        PLACED,
        CONFIRMING,
        PAID,
        EXPIRED,
        CANCELLED,
        DECLINED,
        REVERSED;

        static State of(OrderStatus status) {
            return switch (status) {
                case SUBMITTED, AWAITING_PAYMENT -> PLACED;
                case CONFIRMING -> CONFIRMING;
                case PAID -> PAID;
                case EXPIRED -> EXPIRED;
                case CANCELLED -> CANCELLED;
                case DECLINED -> DECLINED;
            };
        }

        /** Whether the customer can be sent to pay. */
        boolean isPayable() {
            return this == PLACED || this == EXPIRED || this == CANCELLED || this == DECLINED;
        }

        /** Whether something is likely to change within minutes. */
        boolean isMoving() {
            return this == PLACED || this == CONFIRMING;
        }
    }

    /** Whether a person has to look. */
    enum Review {
        NONE,
        NEEDED
    }

    /** What the shop calls this order towards customers and towards Tillgate. */
    String reference() {
        return REFERENCE_PREFIX + number;
    }
}
