package io.tillgate.reconcile;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One order as the four who know of it tell it.
 *
 * @param due what the shop asked for
 * @param told what the shop was last told to have received; null while it was told nothing
 * @param gateway what is confirmed by our facts
 * @param statement what the lines of the processor's statement say, refunds taken off; null where it has none
 * @param chain what our own node has in blocks; null where it knows nothing of the order
 */
public record FourColumns(
        OrderId id,
        String reference,
        int attempt,
        Instant createdAt,
        OrderStatus status,
        Anomaly anomaly,
        Money due,
        @Nullable Money told,
        Money gateway,
        @Nullable Money statement,
        @Nullable Money chain) {

    /** Whether two who know of it tell different amounts. */
    public boolean differs() {
        return differs(told) || differs(statement) || differs(chain);
    }

    private boolean differs(@Nullable Money other) {
        return other != null && !other.equals(gateway);
    }
}
