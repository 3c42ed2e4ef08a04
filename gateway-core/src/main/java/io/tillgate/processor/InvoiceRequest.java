package io.tillgate.processor;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a processor needs to know to ask a buyer for payment.
 *
 * @param orderId our order
 * @param due what the buyer owes
 * @param data our order id and its mac; the processor must echo it in each notification
 * @param description shown to the buyer on the processor's page
 * @param notificationUrl where the processor sends its notifications
 * @param returnSuccessUrl where the buyer comes back after paying
 * @param returnFailureUrl where the buyer comes back after giving up
 * @param expiresAt the end of the time to pay
 * @param monitoring how long after that payments are still of interest
 */
public record InvoiceRequest(
        OrderId orderId,
        Money due,
        String data,
        @Nullable String description,
        String notificationUrl,
        String returnSuccessUrl,
        String returnFailureUrl,
        Instant expiresAt,
        Duration monitoring) {}
