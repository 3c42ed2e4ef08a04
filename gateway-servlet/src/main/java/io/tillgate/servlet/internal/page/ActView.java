package io.tillgate.servlet.internal.page;

import io.tillgate.desk.ActEffect;
import io.tillgate.desk.ActPreview;
import io.tillgate.failure.Problem;
import io.tillgate.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one act: what it would do, why, and the button.
 *
 * @param action where the form goes, below the mount point
 * @param backPath where to go without doing it
 * @param backLabel what is there
 * @param given hidden fields that the act needs again
 * @param question what has to be said before the effect can be shown; null once it is said, or where nothing is
 * @param preview null while there is a question
 * @param reason what the person wrote before
 * @param problems of what was sent before
 */
public record ActView(
        String title,
        String action,
        String backPath,
        String backLabel,
        List<KeptForm.Field> given,
        @Nullable Question question,
        @Nullable ActPreview preview,
        String reason,
        List<Problem> problems) {

    public ActView {
        given = List.copyOf(given);
        problems = List.copyOf(problems);
    }

    /**
     * What to credit, and where it can be seen.
     *
     * @param unit currency of the amount
     */
    public record Question(String unit, String amount, String evidence) {}

    public ActPreview.@Nullable Possible possible() {
        return preview instanceof ActPreview.Possible possible ? possible : null;
    }

    public @Nullable Problem refusal() {
        return preview instanceof ActPreview.Refused refused ? refused.problem() : null;
    }

    public boolean needsApproval() {
        return preview instanceof ActPreview.Possible possible
                && possible.approving() == ActPreview.Approving.BY_A_SECOND_PERSON;
    }

    /** One line of what changes; both sides the same where nothing does. */
    public record Change(String what, String before, String after) {
        public boolean changes() {
            return !before.equals(after);
        }
    }

    public static List<Change> changes(ActEffect effect) {
        return List.of(
                new Change(
                        "Status",
                        Shown.word(effect.before().status()),
                        Shown.word(effect.after().status())),
                new Change(
                        "Anomaly",
                        Shown.word(effect.before().anomaly()),
                        Shown.word(effect.after().anomaly())),
                new Change(
                        "Received",
                        money(effect.before().received()),
                        money(effect.after().received())),
                new Change("By hand, no payment", money(effect.waivedBefore()), money(effect.waivedAfter())),
                new Change(
                        "Needs a person",
                        effect.before().needsReview() ? "yes" : "no",
                        effect.after().needsReview() ? "yes" : "no"));
    }

    private static String money(Money amount) {
        return Shown.money(amount);
    }
}
