package io.tillgate.reconcile;

import java.time.Instant;
import java.util.UUID;

/** What came of deciding on a discrepancy. */
public sealed interface ResolveAnswer {

    record Done(Discrepancy discrepancy) implements ResolveAnswer {}

    /**
     * Nothing was changed yet: a second person has to approve.
     *
     * @param approval the id of the request, which waits among the approvals
     * @param until when it ends by itself
     */
    record AwaitsApproval(UUID approval, Instant until) implements ResolveAnswer {}

    /** There is none of this id. */
    record NotFound() implements ResolveAnswer {}

    /**
     * Nothing was changed.
     *
     * @param reason why, in a sentence for staff
     */
    record Refused(String reason) implements ResolveAnswer {}
}
