package io.tillgate.event;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order, written in the transaction that made it so.
 *
 * @param id grows with each event of an order; the same event keeps its id when it is delivered again, so it serves to dedupe
 * @param status the order's status when the event was written
 * @param data the shop's own words from the checkout
 * @param holdUntil with PAYMENT_SEEN: do not cancel or resell before this, the money is being confirmed; null otherwise
 * @param refund with REFUND_SENT: what went back; null otherwise
 */
public record OrderEvent(
        long id,
        OrderEventType type,
        OrderId orderId,
        String reference,
        OrderStatus status,
        Anomaly anomaly,
        Money price,
        Money due,
        Money received,
        @Nullable String data,
        Instant at,
        @Nullable Instant holdUntil,
        @Nullable SentRefund refund) {}
