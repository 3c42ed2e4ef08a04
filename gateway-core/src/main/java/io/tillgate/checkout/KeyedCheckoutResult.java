package io.tillgate.checkout;

import io.tillgate.order.MerchantOrder;

/** What came of a checkout under an idempotency key. */
public sealed interface KeyedCheckoutResult {

    /** The key is new: this is what its checkout came to. */
    record First(CheckoutResult result) implements KeyedCheckoutResult {}

    /** The same key with the same terms came before: the order it made then, as it is now. */
    record Repeated(MerchantOrder order) implements KeyedCheckoutResult {}

    /** The same key came before with other terms. Nothing was changed. */
    record Conflict() implements KeyedCheckoutResult {}
}
