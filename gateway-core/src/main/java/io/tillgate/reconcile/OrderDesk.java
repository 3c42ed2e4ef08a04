package io.tillgate.reconcile;

import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;

/** What the shop's staff read: lists of orders, and all that is known of one. Safe for use by many threads. */
public interface OrderDesk {

    /** Orders of a list page. */
    int PAGE_ORDERS = 50;

    /** One page of orders, newest first. */
    OrderPage list(OrderFilter filter);

    /** Everything we know of one order. */
    Optional<OrderFile> open(OrderId id);

    /** The latest notifications that match no order or need a person, newest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Notification> unresolvedNotifications();
}
