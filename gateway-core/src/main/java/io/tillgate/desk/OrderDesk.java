package io.tillgate.desk;

import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the shop's staff read of orders. What they do about them is among the {@link OrderActs}. Safe for use by many
 * threads.
 */
public interface OrderDesk {

    /** Orders of a list page. */
    int PAGE_ORDERS = 50;

    /** The first page of orders, newest first. */
    default OrderPage list(OrderFilter filter) {
        return list(filter, OrderPlace.NEWEST);
    }

    /** One page of orders, newest first; each page is as quick as the first. */
    OrderPage list(OrderFilter filter, OrderPlace place);

    /**
     * Gives all orders of a list, newest first, in batches of one transaction each, so that memory and the age of a
     * transaction stay small however many there are. An order that changes meanwhile comes once, as it is when its batch is read.
     *
     * @param rows called by the calling thread, between transactions; what it throws ends the export
     */
    void export(OrderFilter filter, Consumer<MerchantOrder> rows);

    /** Everything we know of one order. */
    Optional<OrderFile> open(OrderId id);

    /** The latest notifications that match no order or need a person, newest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Notification> unresolvedNotifications();

    /** Events that a consumer refused too often, oldest first, at most {@link #PAGE_ORDERS}. */
    List<OrderFile.Delivery> parkedDeliveries();

    /**
     * The events of a consumer, newest first, at most {@link #PAGE_ORDERS}; each page is as quick as the first.
     *
     * @param consumer {@link io.tillgate.event.WebhookSettings#CONSUMER} for those that go to the webhook
     * @param before only events with a smaller id, to go on after a page; {@link Long#MAX_VALUE} begins with the newest
     */
    DeliveryPage deliveries(String consumer, long before);

    /** One event and how its delivery goes; empty when there is none of this id. */
    Optional<OrderFile.Delivery> delivery(long id);
}
