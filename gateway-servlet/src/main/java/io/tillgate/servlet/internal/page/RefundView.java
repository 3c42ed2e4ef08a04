package io.tillgate.servlet.internal.page;

import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundStep;
import io.tillgate.refund.RefundWay;
import java.util.List;
import java.util.Set;

/**
 * One refund for staff.
 *
 * @param claimUrl our page where the buyer leaves an address
 */
public record RefundView(Refund refund, List<RefundStep> steps, String claimUrl) {

    public boolean canApprove() {
        return refund.state() == RefundState.AWAITING_APPROVAL;
    }

    public boolean canCancel() {
        return Set.of(RefundState.REQUESTED, RefundState.AWAITING_APPROVAL, RefundState.SENDING, RefundState.REFUSED)
                        .contains(refund.state())
                || (refund.state() == RefundState.AWAITING_ADDRESS && refund.claimUrl() == null);
    }

    public boolean canSendAgain() {
        return refund.state() == RefundState.REFUSED;
    }

    public boolean canRecord() {
        return Set.of(RefundState.REQUESTED, RefundState.AWAITING_ADDRESS, RefundState.UNKNOWN, RefundState.REFUSED)
                .contains(refund.state());
    }

    /** What happens next, in a sentence. */
    public String next() {
        return switch (refund.state()) {
            case AWAITING_APPROVAL -> "A second person has to approve it.";
            case AWAITING_ADDRESS -> "Give the buyer the link below: they leave an address there.";
            case REQUESTED -> "Send the coins from your own wallet, then record the transaction.";
            case SENDING -> "The processor is asked in a moment.";
            case UNKNOWN ->
                "The answer was lost. The account history is looked at every half a minute; nothing is sent again before it is"
                        + " certain that nothing was sent.";
            case REFUSED -> "The processor sent nothing. Remove the cause, then let it be sent again, or cancel it.";
            case SENT -> "The processor sent the coins.";
            case RECORDED_BY_HAND -> "A person sent the coins.";
            case CANCELLED -> "Nothing was sent.";
        };
    }

    /** Whether the buyer's page is of use. */
    public boolean showsClaimLink() {
        return refund.way() != RefundWay.CLAIM_LINK && refund.state() != RefundState.CANCELLED;
    }
}
