package io.tillgate.desk;

import io.tillgate.order.OrderId;

/** Where a page of orders is. By order ids, which grow with time: a page stays where it is while orders come in. */
public sealed interface OrderPlace {

    OrderPlace NEWEST = new Newest();

    /** The first page. */
    record Newest() implements OrderPlace {}

    /** The page of the newest orders before this one. */
    record OlderThan(OrderId id) implements OrderPlace {}

    /** The page of the oldest orders after this one. */
    record NewerThan(OrderId id) implements OrderPlace {}
}
