package io.tillgate.servlet.internal.page;

import io.tillgate.order.MerchantOrder;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundOffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees who is about to give money back.
 *
 * @param offers previews, as of now
 * @param before the order's refunds so far
 * @param basis chosen for the preview; null for none
 * @param amount typed for the preview, may be empty
 */
public record RefundFormView(
        MerchantOrder order,
        List<RefundOffer> offers,
        List<Refund> before,
        @Nullable RefundBasis basis,
        String amount) {

    public static String title(RefundBasis basis) {
        return switch (basis) {
            case AS_PAID -> "As paid: the bitcoins that came";
            case TODAYS_RATE -> "The price at today's rate";
            case OVERPAYMENT -> "What was paid too much";
            case FIAT -> "An amount in the currency of the price";
            case CUSTOM -> "An amount in BTC";
        };
    }

    /** Whether an offer gives back more bitcoin than came. */
    public boolean isMoreThanCame(RefundOffer.Possible offer) {
        return !order.state().received().isAtLeast(offer.amount());
    }
}
