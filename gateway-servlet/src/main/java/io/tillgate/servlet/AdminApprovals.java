package io.tillgate.servlet;

import io.tillgate.desk.Approval;
import io.tillgate.desk.ApprovalResult;
import io.tillgate.desk.Approvals;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundDesk;
import io.tillgate.refund.RefundState;
import io.tillgate.servlet.internal.page.ApprovalView;
import io.tillgate.servlet.internal.template.JteadminApprovalGenerated;
import io.tillgate.servlet.internal.template.JteadminApprovalsGenerated;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What one person asked for and another one decides about: {@code /admin/approvals}, and one at {@code /{id}} below. */
final class AdminApprovals implements AdminSection {

    private static final String DECISION = "decision";

    private final Approvals approvals;
    private final RefundDesk refunds;

    AdminApprovals(Approvals approvals, RefundDesk refunds) {
        this.approvals = approvals;
        this.refunds = refunds;
    }

    @Override
    public String segment() {
        return "approvals";
    }

    @Override
    public Optional<String> title() {
        return Optional.of("Approvals");
    }

    @Override
    public StaffRole mayAct() {
        return StaffRole.APPROVER;
    }

    @Override
    public Answer show(AdminAsk ask) {
        if (ask.path().isEmpty()) {
            List<Approval> waiting = approvals.waiting();
            // Each is decided about on its own page, which shows where the coins would go.
            List<Refund> refundsWaiting = refunds.list(RefundState.AWAITING_APPROVAL);
            return ask.page(out -> JteadminApprovalsGenerated.render(out, null, ask.shell(), waiting, refundsWaiting));
        }
        return find(ask.path())
                .map(approval -> page(ask, 200, approval, "", List.of()))
                .orElseGet(() -> nothingThere(ask));
    }

    @Override
    public Answer act(AdminAsk ask, AdminForm form) {
        Optional<Approval> found = find(ask.path());
        if (found.isEmpty()) {
            return nothingThere(ask);
        }
        Approval approval = found.get();
        ApprovalResult result;
        try {
            result = decide(approval.id(), ask, form);
        } catch (InvalidInputException wrong) {
            return again(ask, form, approval, wrong.problems());
        }
        if (result instanceof ApprovalResult.Refused refused) {
            return again(ask, form, approval, List.of(refused.problem()));
        }
        if (result instanceof ApprovalResult.TooLate late) {
            return ask.done(
                    "/admin/approvals/" + approval.id(),
                    "Nothing was done now: " + ApprovalView.state(late.approval()) + ".");
        }
        Approval decided = ((ApprovalResult.Decided) result).approval();
        return ask.done("/admin/approvals/" + approval.id(), ApprovalView.outcome(decided));
    }

    private ApprovalResult decide(UUID id, AdminAsk ask, AdminForm form) {
        return switch (form.required(DECISION)) {
            case "approve" -> approvals.approve(id, form.act(ask));
            case "reject" -> approvals.reject(id, form.act(ask));
            default -> throw new InvalidInputException(DECISION, "is not one we know", "press one of the buttons");
        };
    }

    private Answer again(AdminAsk ask, AdminForm form, Approval approval, List<Problem> problems) {
        return page(ask, 422, approval, form.optional(AdminForm.REASON).orElse(""), problems);
    }

    private Answer page(AdminAsk ask, int status, Approval approval, String reason, List<Problem> problems) {
        ApprovalView view = new ApprovalView(
                approval,
                approval.state() == Approval.State.WAITING ? approvals.preview(approval.id()) : null,
                ask.staff().may(StaffRole.APPROVER)
                        && approval.mayBeDecidedBy(ask.staff().name()),
                reason,
                problems);
        return ask.page(status, out -> JteadminApprovalGenerated.render(out, null, ask.shell(), view));
    }

    private Optional<Approval> find(List<String> path) {
        if (path.size() != 1) {
            return Optional.empty();
        }
        try {
            return approvals.find(UUID.fromString(path.get(0)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Answer nothingThere(AdminAsk ask) {
        return ask.notFound(
                new Problem("approval", "is not one we know", "look for it in the list of what waits for approval"));
    }
}
