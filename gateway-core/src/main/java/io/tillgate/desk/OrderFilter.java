package io.tillgate.desk;

import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list, newest first. A null means "any".
 *
 * @param attention ONLY_REVIEW lists the orders that a person has to look at
 * @param search a reference, an order id, a processor's invoice id or a payment id, exact; or the start of a reference
 * @param olderThan keyset paging: list what was created before this order
 */
public record OrderFilter(
        @Nullable OrderStatus status,
        @Nullable Anomaly anomaly,
        Attention attention,
        @Nullable String search,
        @Nullable OrderId olderThan) {

    /** Whether to list everything or only what needs a human. */
    public enum Attention {
        ALL,
        ONLY_REVIEW
    }

    public static final int SEARCH_CHARS_MAX = 200;

    public static final OrderFilter ALL = new OrderFilter(null, null, Attention.ALL, null, null);
}
