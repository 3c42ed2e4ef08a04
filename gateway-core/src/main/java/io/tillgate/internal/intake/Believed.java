package io.tillgate.internal.intake;

import io.tillgate.internal.jdbc.NotificationStore.RawBody;
import io.tillgate.order.OrderId;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.Signal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification that was verified, with what the request thread could find out without the database.
 *
 * @param provenOrder the order that our mac in its {@code data} proves; null when there is no such proof
 */
record Believed(
        UUID id,
        IncomingNotification notification,
        NotificationContent content,
        @Nullable OrderId provenOrder,
        RawBody body) {

    /** Whether nothing but a look at the invoice comes of it. */
    boolean isHint() {
        return content.signal() instanceof Signal.InvoiceChanged;
    }

    Believed withId(UUID other) {
        return new Believed(other, notification, content, provenOrder, body);
    }
}
