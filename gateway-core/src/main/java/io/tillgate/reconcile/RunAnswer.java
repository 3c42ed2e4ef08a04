package io.tillgate.reconcile;

import io.tillgate.failure.Problem;
import java.time.Duration;
import java.util.List;

/** What came of an import, or of matching again. */
public sealed interface RunAnswer {

    /** It is stored, all of it. */
    record Done(ReconcileRun run, Took took) implements RunAnswer {}

    /**
     * How long a run took until it was ready to be committed.
     *
     * @param reading until its lines were read, and told from those that were known
     * @param matching until each had found what it is about, and the differences were found
     * @param storing of its lines
     */
    record Took(Duration reading, Duration matching, Duration storing) {}

    /** Nothing was stored. */
    record Refused(List<Problem> problems) implements RunAnswer {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Another import, or a close, of this processor is under way; nothing was stored. Try again in a minute. */
    record Busy() implements RunAnswer {}
}
