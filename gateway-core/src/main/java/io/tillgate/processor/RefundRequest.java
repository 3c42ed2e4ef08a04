package io.tillgate.processor;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a processor needs to know to give money back.
 *
 * @param name our own id of the refund, the same in each try: by it the processor's refund is found after a lost answer. 1 to
 *     {@link #NAME_CHARS_MAX} characters
 * @param invoiceId the processor's id of the invoice that was paid
 * @param amount what goes back with AMOUNT; null with the other variants
 * @param description shown to the buyer
 */
public record RefundRequest(
        String name,
        String invoiceId,
        RefundVariant variant,
        @Nullable Money amount,
        @Nullable String description) {

    public static final int NAME_CHARS_MAX = 50;

    public RefundRequest {
        requireNonNull(invoiceId, "invoiceId");
        if (name.isBlank() || name.length() > NAME_CHARS_MAX) {
            throw new IllegalArgumentException("name must have 1 to " + NAME_CHARS_MAX + " characters");
        }
        if ((variant == RefundVariant.AMOUNT) != (amount != null)) {
            throw new IllegalArgumentException("an amount belongs to the variant AMOUNT, and only to it");
        }
        if (amount != null && !amount.isPositive()) {
            throw new IllegalArgumentException("amount must be positive");
        }
    }
}
