package io.tillgate.order;

import io.tillgate.money.Money;
import java.time.Instant;
import java.util.List;

/**
 * How a buyer pays an order whose payment page is our own, and what was seen so far.
 *
 * @param address for the buyer's eyes; never logged
 * @param uri the address with the amount still missing: BIP 21, for a link and a QR code
 * @param missing what is still to be paid; nothing when enough was seen
 * @param confirmationsNeeded how deep each payment must be buried; 0 when it is enough that it was seen
 */
public record PaymentInstructions(
        String address, String uri, Money missing, int confirmationsNeeded, List<Seen> payments) {

    /**
     * One payment to the address.
     *
     * @param paymentId hash of its transaction and place in there
     * @param confirmations how many blocks bury it; 0 while it waits for one
     * @param state what it counts as
     */
    public record Seen(String paymentId, Money amount, int confirmations, PaymentState state, Instant seenAt) {}

    public PaymentInstructions {
        payments = List.copyOf(payments);
    }

    /** How many confirmations the payment has that has the least of those that stand; 0 when there is none. */
    public int confirmations() {
        return payments.stream()
                .filter(seen -> seen.state() != PaymentState.REVERSED)
                .mapToInt(Seen::confirmations)
                .min()
                .orElse(0);
    }

    @Override
    public String toString() {
        return "PaymentInstructions[missing=" + missing + ", payments=" + payments.size() + "]";
    }
}
