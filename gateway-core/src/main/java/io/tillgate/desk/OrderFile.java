package io.tillgate.desk;

import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.WaiverKind;
import io.tillgate.rate.Quote;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything we know of one order, for the people who have to explain it. Lists are oldest first and bounded.
 *
 * @param lookedAt when a person looked at it as it is now; null when nobody did, or its state has changed since
 */
public record OrderFile(
        MerchantOrder order,
        @Nullable Quote quote,
        List<Invoice> invoices,
        List<PaymentFact> payments,
        List<Waiver> waivers,
        List<JournalEntry> journal,
        List<Notification> notifications,
        List<Delivery> deliveries,
        @Nullable Instant lookedAt) {

    /** The longest of these lists, in entries; later ones are left out. */
    public static final int ENTRIES_MAX = 500;

    public OrderFile {
        invoices = List.copyOf(invoices);
        payments = List.copyOf(payments);
        waivers = List.copyOf(waivers);
        journal = List.copyOf(journal);
        notifications = List.copyOf(notifications);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * One request for payment at the processor.
     *
     * @param state REQUESTED, CREATED, DECLINED, UNKNOWN or WITHDRAWN
     * @param invoiceId the processor's id, null while it is not known
     * @param detail why it was declined, unknown or withdrawn
     */
    public record Invoice(
            String state,
            @Nullable String invoiceId,
            @Nullable String paymentUrl,
            @Nullable String detail,
            Instant requestedAt) {}

    /**
     * What a person let the buyer off, or credited; never a payment.
     *
     * @param evidence where the money can be seen; of credits only
     */
    public record Waiver(
            Money amount, WaiverKind kind, @Nullable String evidence, String actor, String reason, Instant at) {}

    /**
     * One change of the order's state, or one thing that a person did about it.
     *
     * @param cause what made it so, in a short sentence
     * @param actor the person, or the part of Tillgate, that did it
     */
    public record JournalEntry(
            long id,
            Instant at,
            OrderStatus statusBefore,
            OrderStatus statusAfter,
            Anomaly anomalyAfter,
            long receivedAfter,
            long pendingAfter,
            String cause,
            String actor) {}

    /** One stored notification; {@code body} is shown to staff only and never logged. */
    public record Notification(
            UUID id,
            Instant receivedAt,
            String status,
            NotificationOutcome outcome,
            @Nullable String detail,
            String body) {}

    /** One event to the shop and how its delivery goes. */
    public record Delivery(
            long id,
            OrderId orderId,
            String consumer,
            OrderEventType type,
            Instant at,
            int attempts,
            @Nullable Instant deliveredAt,
            @Nullable Instant parkedAt,
            @Nullable String lastError) {}
}
