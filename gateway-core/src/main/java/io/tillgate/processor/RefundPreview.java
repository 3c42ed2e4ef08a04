package io.tillgate.processor;

import io.tillgate.money.Money;
import org.jspecify.annotations.Nullable;

/** What refunds of an invoice would come to, by the processor's books. */
public sealed interface RefundPreview {

    /**
     * The amounts.
     *
     * @param allPaid what ALL_PAID gives back
     * @param overpaid what OVERPAID gives back; null when the invoice was not overpaid
     */
    record Amounts(Money allPaid, @Nullable Money overpaid) implements RefundPreview {}

    /**
     * Nothing can be given back.
     *
     * @param reason for staff
     */
    record Refused(String reason) implements RefundPreview {}

    /** The processor could not be asked. */
    record Unknown(String reason) implements RefundPreview {}
}
