package io.tillgate.refund;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Value returned to a buyer, or about to be.
 *
 * @param amount in BTC
 * @param proof how the amount came of fiat; null where it was bitcoin from the start
 * @param detail what staff should know of its state, empty when there is nothing
 * @param address where the coins go; null while nobody said. Never logged
 * @param transactionId of the coins that went; null before
 * @param claimUrl the processor's page for the buyer; null where it has none
 * @param startedBy who asked for it, and why
 */
public record Refund(
        UUID id,
        OrderId orderId,
        String processor,
        RefundWay way,
        RefundBasis basis,
        Money amount,
        @Nullable RefundProof proof,
        RefundState state,
        String detail,
        @Nullable String address,
        @Nullable String transactionId,
        @Nullable String claimUrl,
        RefundBy startedBy,
        Instant createdAt,
        Instant updatedAt) {

    /** Anybody but who asked for it, however the login is spelled. */
    public boolean mayBeApprovedBy(String actor) {
        return !RefundBy.person(actor).equals(RefundBy.person(startedBy.actor()));
    }

    /** Keeps the address back. */
    @Override
    public String toString() {
        return "Refund[" + id + " of order " + orderId + ", " + amount + ", " + state + "]";
    }
}
