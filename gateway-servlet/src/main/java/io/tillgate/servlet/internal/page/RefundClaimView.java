package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer sees of a refund.
 *
 * @param worth about, in the currency of the price tag; null where nobody can tell
 * @param toConfirm an address that is right in form and waits for the buyer's yes; null where there is none
 * @param typed what was typed, to correct it
 * @param fault what was wrong with it; null when nothing was
 */
public record RefundClaimView(
        Words words,
        Refund refund,
        @Nullable Money worth,
        @Nullable String toConfirm,
        String typed,
        @Nullable Phrase fault) {

    private static final int ENDS_SHOWN = 6;

    /** Whether the buyer can leave an address now. */
    public boolean isOpen() {
        return refund.state() == RefundState.AWAITING_ADDRESS && refund.address() == null && refund.claimUrl() == null;
    }

    public String headline() {
        return words.say(
                switch (refund.state()) {
                    case AWAITING_ADDRESS -> Phrase.REFUND_READY_HEADLINE;
                    case AWAITING_APPROVAL -> Phrase.REFUND_PREPARED_HEADLINE;
                    case SENT, RECORDED_BY_HAND -> Phrase.REFUND_SENT_HEADLINE;
                    case CANCELLED -> Phrase.REFUND_CANCELLED_HEADLINE;
                    case REQUESTED, SENDING, UNKNOWN, REFUSED -> Phrase.REFUND_UNDER_WAY_HEADLINE;
                });
    }

    /** What it means and what to do; empty where the processor's page says it. */
    public String sentence() {
        return switch (refund.state()) {
            case AWAITING_ADDRESS -> isOpen() ? words.say(Phrase.REFUND_READY) : "";
            case AWAITING_APPROVAL -> words.say(Phrase.REFUND_PREPARED);
            case SENT, RECORDED_BY_HAND -> words.say(Phrase.REFUND_SENT);
            case CANCELLED -> words.say(Phrase.REFUND_CANCELLED);
            case REQUESTED, SENDING, UNKNOWN, REFUSED -> words.say(Phrase.REFUND_UNDER_WAY);
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
