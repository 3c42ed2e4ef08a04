package io.tillgate.desk;

import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the shop's staff read and set going again. Safe for use by many threads. */
public interface OrderDesk {

    /** Orders of a list page. */
    int PAGE_ORDERS = 50;

    /** One page of orders, newest first. */
    OrderPage list(OrderFilter filter);

    /** Everything we know of one order. */
    Optional<OrderFile> open(OrderId id);

    /** The latest notifications that match no order or need a person, newest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Notification> unresolvedNotifications();

    /** Looks at a notification again that is parked or under review; true when it found its order this time. */
    boolean replay(UUID notification);

    /**
     * Marks an order PAID by hand: lets the buyer off whatever is not confirmed, as a waiver that stays visible, and never
     * as a payment.
     *
     * @return false when nothing was left to waive, or there is no such order
     */
    boolean markPaid(OrderId id, StaffAct act);

    /** Events that a consumer refused too often, oldest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Delivery> parkedDeliveries();

    /** Delivers an event again, at once, delivered before or not; false when there is none of this id. */
    boolean redeliver(long delivery);
}
