package io.tillgate.servlet.internal.page;

import io.tillgate.desk.OrderFile;
import io.tillgate.order.MerchantOrder;
import java.util.List;

/** What needs a human. */
public record InboxView(
        List<MerchantOrder> orders, List<OrderFile.Notification> unresolved, List<OrderFile.Delivery> parked) {

    public InboxView {
        orders = List.copyOf(orders);
        unresolved = List.copyOf(unresolved);
        parked = List.copyOf(parked);
    }

    public boolean isEmpty() {
        return orders.isEmpty() && unresolved.isEmpty() && parked.isEmpty();
    }
}
