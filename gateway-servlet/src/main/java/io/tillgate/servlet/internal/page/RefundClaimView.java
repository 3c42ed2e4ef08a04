package io.tillgate.servlet.internal.page;

import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer sees of a refund.
 *
 * @param worth about, in the currency of the price tag; null where nobody can tell
 * @param toConfirm an address that is right in form and waits for the buyer's yes; null where there is none
 * @param typed what was typed, to correct it
 */
public record RefundClaimView(
        Refund refund, @Nullable Money worth, @Nullable String toConfirm, String typed, List<Problem> problems) {

    private static final int ENDS_SHOWN = 6;

    public RefundClaimView {
        problems = List.copyOf(problems);
    }

    /** Whether the buyer can leave an address now. */
    public boolean isOpen() {
        return refund.state() == RefundState.AWAITING_ADDRESS && refund.address() == null && refund.claimUrl() == null;
    }

    public String headline() {
        return switch (refund.state()) {
            case AWAITING_ADDRESS -> "Your refund is ready";
            case AWAITING_APPROVAL -> "Your refund is being prepared";
            case SENT, RECORDED_BY_HAND -> "Your refund was sent";
            case CANCELLED -> "This refund was cancelled";
            case REQUESTED, SENDING, UNKNOWN, REFUSED -> "Your refund is on its way";
        };
    }

    public String sentence() {
        return switch (refund.state()) {
            case AWAITING_ADDRESS -> "Tell us where to send it.";
            case AWAITING_APPROVAL -> "Please open this page again later.";
            case SENT, RECORDED_BY_HAND -> "Your wallet shows it once the network has confirmed it.";
            case CANCELLED -> "Please ask the shop.";
            case REQUESTED, SENDING, UNKNOWN, REFUSED -> "We have your address and are sending the coins.";
        };
    }

    /** The ends of the address, enough to recognise it; empty where there is none. */
    public String addressEnds() {
        String address = refund.address();
        return address == null
                ? ""
                : address.substring(0, ENDS_SHOWN) + "…" + address.substring(address.length() - ENDS_SHOWN);
    }
}
