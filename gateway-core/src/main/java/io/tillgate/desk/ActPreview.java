package io.tillgate.desk;

import io.tillgate.failure.Problem;
import java.util.List;

/** What an act would do, worked out by the code that does it. Nothing was changed. */
public sealed interface ActPreview {

    /**
     * It can be done.
     *
     * @param effects on each order that it concerns; empty where it concerns none, or what comes of it can't be told before
     * @param sentence what would be done
     */
    record Possible(List<ActEffect> effects, String sentence, Approving approving) implements ActPreview {
        public Possible {
            effects = List.copyOf(effects);
        }
    }

    /** It can't be done, and why. */
    record Refused(Problem problem) implements ActPreview {}

    /** Whether a second person has to approve. */
    enum Approving {
        NOT_NEEDED,
        BY_A_SECOND_PERSON
    }
}
