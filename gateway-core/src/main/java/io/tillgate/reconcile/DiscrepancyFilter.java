package io.tillgate.reconcile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which discrepancies to list, newest first. A null means any.
 *
 * @param runId those that a run opened or closed
 * @param olderThan keyset paging: those before this one
 */
public record DiscrepancyFilter(
        @Nullable DiscrepancyState state,
        @Nullable DiscrepancyKind kind,
        @Nullable UUID runId,
        @Nullable Long olderThan) {

    public static final DiscrepancyFilter OPEN = new DiscrepancyFilter(DiscrepancyState.OPEN, null, null, null);
}
