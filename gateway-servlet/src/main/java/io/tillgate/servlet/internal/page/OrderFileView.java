package io.tillgate.servlet.internal.page;

import io.tillgate.desk.Approval;
import io.tillgate.desk.OrderFile;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.refund.Refund;
import java.util.List;

/**
 * Everything we know of one order, and what can be done about it.
 *
 * @param possible acts that can be done now
 * @param notPossible the others, with the reason
 * @param approvals what was asked for, the newest first
 * @param refunds what was given back or is about to be, the oldest first
 */
public record OrderFileView(
        OrderFile file,
        List<ActWords.Link> possible,
        List<NotPossible> notPossible,
        List<Approval> approvals,
        List<Refund> refunds) {

    public OrderFileView {
        possible = List.copyOf(possible);
        notPossible = List.copyOf(notPossible);
        approvals = List.copyOf(approvals);
        refunds = List.copyOf(refunds);
    }

    /** An act that can't be done, and why. */
    public record NotPossible(String label, String reason) {}

    public MerchantOrder order() {
        return file.order();
    }

    /** What a person let the buyer off or credited, together. */
    public Money byHand() {
        Money sum = Money.zero(order().terms().due().currency());
        for (OrderFile.Waiver waiver : file.waivers()) {
            sum = sum.plus(waiver.amount());
        }
        return sum;
    }

    public List<Approval> waiting() {
        return approvals.stream()
                .filter(approval -> approval.state() == Approval.State.WAITING)
                .toList();
    }
}
