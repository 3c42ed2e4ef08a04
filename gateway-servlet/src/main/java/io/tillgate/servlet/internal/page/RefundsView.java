package io.tillgate.servlet.internal.page;

import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refunds by state, those that need a person first.
 *
 * @param only the one state that was asked for; null for all
 */
public record RefundsView(@Nullable RefundState only, Map<RefundState, List<Refund>> byState) {}
