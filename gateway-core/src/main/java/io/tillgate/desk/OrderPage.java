package io.tillgate.desk;

import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of orders.
 *
 * @param next where the next page starts; null on the last page
 */
public record OrderPage(
        List<MerchantOrder> orders, @Nullable OrderId next) {
    public OrderPage {
        orders = List.copyOf(orders);
    }
}
