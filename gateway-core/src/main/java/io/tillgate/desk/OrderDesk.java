package io.tillgate.desk;

import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;

/** What the shop's staff read of orders. What they do about them is among the {@link OrderActs}. Safe for use by many threads. */
public interface OrderDesk {

    /** Orders of a list page. */
    int PAGE_ORDERS = 50;

    /** One page of orders, newest first. */
    OrderPage list(OrderFilter filter);

    /** Everything we know of one order. */
    Optional<OrderFile> open(OrderId id);

    /** The latest notifications that match no order or need a person, newest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Notification> unresolvedNotifications();

    /** Events that a consumer refused too often, oldest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Delivery> parkedDeliveries();
}
