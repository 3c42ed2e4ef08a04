package io.tillgate.desk;

import io.tillgate.failure.Problem;

/** What came of deciding about a request. */
public sealed interface ApprovalResult {

    /** The decision is stored: approved and done, approved and void since it was not possible any more, or rejected. */
    record Decided(Approval approval) implements ApprovalResult {}

    /** Somebody else was quicker, or nobody decided in time. Nothing was done now. */
    record TooLate(Approval approval) implements ApprovalResult {}

    /** Not for this person, or there is no such request. */
    record Refused(Problem problem) implements ApprovalResult {}
}
