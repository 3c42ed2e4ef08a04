package io.tillgate.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a consumer's events, newest first.
 *
 * @param deliveries may be none although there are older ones: a page looks at a bounded number of events
 * @param next where the next page goes on, see {@link OrderDesk#deliveries}; null after the last
 */
public record DeliveryPage(
        List<OrderFile.Delivery> deliveries, @Nullable Long next) {

    public DeliveryPage {
        deliveries = List.copyOf(deliveries);
    }
}
