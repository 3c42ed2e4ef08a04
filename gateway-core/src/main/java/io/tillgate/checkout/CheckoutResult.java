package io.tillgate.checkout;

import io.tillgate.order.MerchantOrder;
import java.util.List;

/** What came of a checkout. Each case is one of a normal week; the shop's code handles all of them. */
public sealed interface CheckoutResult {

    /**
     * Send the buyer to the payment page.
     *
     * @param repeated whether the same order had been created before
     */
    record Ready(MerchantOrder order, String paymentUrl, boolean repeated) implements CheckoutResult {}

    /**
     * The processor's answer was lost or takes too long. The order is stored and watched; show the buyer the order page,
     * which goes on by itself, or ask again with the same reference.
     *
     * @param orderUrl our own page of the order
     */
    record Pending(MerchantOrder order, String orderUrl, String reason) implements CheckoutResult {}

    /** An earlier order of this reference is paid already: do not let the buyer pay twice. */
    record AlreadyPaid(MerchantOrder order) implements CheckoutResult {}

    /**
     * The full amount of an earlier order of this reference was seen and is being confirmed: do not send the buyer to pay
     * again, show the order page.
     *
     * @param orderUrl our own page of the order
     */
    record PaymentSeen(MerchantOrder order, String orderUrl) implements CheckoutResult {}

    /** The processor refused, and the order is stored as DECLINED; or it withdrew at once, and the order is CANCELLED. */
    record Declined(MerchantOrder order, String reason) implements CheckoutResult {}

    /** There is no price to trust right now. Nothing was stored. */
    record NoRate(List<String> reasons) implements CheckoutResult {}
}
