package io.tillgate.processor;

import org.jspecify.annotations.Nullable;

/**
 * A notification, parsed.
 *
 * @param data what we sent on create, echoed; null when the processor left it out
 * @param invoiceId the processor's id of the invoice; null when it left it out
 * @param status the processor's own status word, for the record; at most 40 characters
 * @param deliveryId the processor's id of the message, the same in each repetition of it; null where a repetition is the
 *     same bytes again
 */
public record NotificationContent(
        @Nullable String data,
        @Nullable String invoiceId,
        String status,
        Signal signal,
        @Nullable String deliveryId) {

    /** A notification whose repetitions are the same bytes. */
    public NotificationContent(@Nullable String data, @Nullable String invoiceId, String status, Signal signal) {
        this(data, invoiceId, status, signal, null);
    }
}
