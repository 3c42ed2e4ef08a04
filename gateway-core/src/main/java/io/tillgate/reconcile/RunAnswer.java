package io.tillgate.reconcile;

import io.tillgate.failure.Problem;
import java.util.List;

/** What came of an import, or of matching again. */
public sealed interface RunAnswer {

    /** It is stored, all of it. */
    record Done(ReconcileRun run) implements RunAnswer {}

    /** Nothing was stored. */
    record Refused(List<Problem> problems) implements RunAnswer {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Another import, or a close, of this processor is under way; nothing was stored. Try again in a minute. */
    record Busy() implements RunAnswer {}
}
