package io.tillgate.refund;

import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import org.jspecify.annotations.Nullable;

/** What a refund on some terms would come to now. */
public sealed interface RefundOffer {

    RefundBasis basis();

    /**
     * It can be given.
     *
     * @param amount in BTC
     * @param worth about what that is in the currency of the price tag, rounded half up; null without a rate
     * @param proof how it came of fiat; null where the amount is bitcoin from the start
     */
    record Possible(
            RefundBasis basis,
            Money amount,
            @Nullable Money worth,
            @Nullable RefundProof proof) implements RefundOffer {}

    /** It can't, and why; the fix says what can be done. */
    record NotPossible(RefundBasis basis, Problem problem) implements RefundOffer {}
}
