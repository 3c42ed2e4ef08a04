package io.tillgate.desk;

import io.tillgate.failure.Problem;
import java.util.List;

/** What came of an act. */
public sealed interface ActResult {

    /** It was done. */
    record Done(List<ActEffect> effects, String sentence) implements ActResult {
        public Done {
            effects = List.copyOf(effects);
        }
    }

    /** The same form did it before, and nothing more was done now. */
    record Repeated(StaffLogEntry entry) implements ActResult {}

    /** Nothing was done yet: a second person has to approve. */
    record AwaitsApproval(Approval approval) implements ActResult {}

    /** Nothing was done, and why. */
    record Refused(Problem problem) implements ActResult {}
}
