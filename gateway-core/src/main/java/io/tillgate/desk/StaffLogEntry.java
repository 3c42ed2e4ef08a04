package io.tillgate.desk;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person did.
 *
 * @param order what it concerned, null where it was no order
 * @param subject what else it concerned: the id of a notification, an event, an approval, a refund, a run, a
 *     discrepancy, a day
 * @param amount what it decided about; null for acts without money
 * @param reason why, in the person's words; empty where nobody is asked
 * @param outcome what was done, in a sentence
 */
public record StaffLogEntry(
        long id,
        Instant at,
        String actor,
        ActKind kind,
        @Nullable OrderId order,
        @Nullable String subject,
        @Nullable Money amount,
        String reason,
        String outcome) {}
