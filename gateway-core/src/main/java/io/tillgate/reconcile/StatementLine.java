package io.tillgate.reconcile;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a processor's account history, and what it was matched with.
 *
 * @param index the statement's own number of it, null where it has none
 * @param type the statement's own word
 * @param amount what it did to the balance: negative for a debit
 * @param balance the balance after it, null where the statement does not tell
 * @param orderId what it is about, null while nothing was found
 * @param entryId the payment or refund of that order
 */
public record StatementLine(
        long id,
        String processor,
        @Nullable String index,
        Instant at,
        String type,
        Money amount,
        @Nullable Money balance,
        @Nullable String reference,
        @Nullable String paymentId,
        @Nullable String transactionId,
        @Nullable String status,
        @Nullable String info,
        MatchedBy matchedBy,
        @Nullable OrderId orderId,
        @Nullable String entryId) {}
