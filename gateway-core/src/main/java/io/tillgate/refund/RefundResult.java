package io.tillgate.refund;

import io.tillgate.failure.Problem;

/** What came of something that was done about a refund. */
public sealed interface RefundResult {

    /** It was done, now or by the same request before. */
    record Done(Refund refund) implements RefundResult {}

    /** Nothing was changed. */
    record Refused(Problem problem) implements RefundResult {}
}
