package io.tillgate.event;

import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** Tells which events a change of state gives rise to. Pure. */
public final class OrderEvents {

    private OrderEvents() {}

    /** The events of one change, in the order in which the shop gets them; empty when nothing concerns the shop. */
    public static List<OrderEventType> between(OrderState before, OrderState after) {
        List<OrderEventType> events = new ArrayList<>(2);
        if (moreWasSeen(before, after) && after.status() != OrderStatus.PAID) {
            events.add(OrderEventType.PAYMENT_SEEN);
        }
        if (before.status() != after.status()) {
            if (before.status() == OrderStatus.PAID) {
                events.add(OrderEventType.ORDER_REVERSED);
            }
            switch (after.status()) {
                case PAID -> events.add(OrderEventType.ORDER_PAID);
                case EXPIRED -> events.add(OrderEventType.ORDER_EXPIRED);
                case CANCELLED -> events.add(OrderEventType.ORDER_CANCELLED);
                case DECLINED -> events.add(OrderEventType.ORDER_DECLINED);
                case SUBMITTED, AWAITING_PAYMENT, CONFIRMING -> {
                    // Nothing that a shop has to act on: PAYMENT_SEEN tells of money.
                }
            }
        }
        if (!before.review().containsAll(after.review())) {
            events.add(OrderEventType.REVIEW_NEEDED);
        }
        return events;
    }

    private static boolean moreWasSeen(OrderState before, OrderState after) {
        return after.received()
                        .plus(after.pending())
                        .compareTo(before.received().plus(before.pending()))
                > 0;
    }
}
