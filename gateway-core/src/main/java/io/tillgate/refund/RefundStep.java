package io.tillgate.refund;

import java.time.Instant;

/**
 * One step in the history of a refund.
 *
 * @param state the one that it led to
 * @param actor a login, {@code buyer} or {@code tillgate}
 */
public record RefundStep(Instant at, RefundState state, String actor, String reason) {}
