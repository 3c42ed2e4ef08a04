package io.tillgate.servlet.internal.page;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.ActPreview;
import io.tillgate.desk.Approval;
import io.tillgate.failure.Problem;
import io.tillgate.reconcile.BookingTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of something that a second person decides about.
 *
 * @param preview what approving would do now; null once it is decided
 * @param mayDecide whether this person may
 */
public record ApprovalView(
        Approval approval, @Nullable ActPreview preview, boolean mayDecide, String reason, List<Problem> problems) {

    public ApprovalView {
        problems = List.copyOf(problems);
    }

    public boolean isWaiting() {
        return approval.state() == Approval.State.WAITING;
    }

    /** The path of the discrepancy that it is about; null where it is about none. */
    public @Nullable String discrepancyPath() {
        return approval.kind() == ActKind.RESOLVE_DISCREPANCY
                ? "/admin/reconcile/discrepancies/"
                        + BookingTerms.parse(approval.terms()).discrepancy()
                : null;
    }

    public ActPreview.@Nullable Possible possible() {
        return preview instanceof ActPreview.Possible possible ? possible : null;
    }

    public @Nullable Problem refusal() {
        return preview instanceof ActPreview.Refused refused ? refused.problem() : null;
    }

    /** How far it came, in words that stand behind a name. */
    public static String state(Approval approval) {
        return switch (approval.state()) {
            case WAITING -> "it still waits";
            case DONE -> "it was approved and done";
            case REJECTED -> "it was rejected";
            case VOID -> "it was approved, but not possible any more";
            case EXPIRED -> "nobody decided in time";
        };
    }

    /** What came of it, for the person who just decided. */
    public static String outcome(Approval approval) {
        Approval.Decision decision = approval.decision();
        return decision == null ? state(approval) : decision.outcome();
    }
}
