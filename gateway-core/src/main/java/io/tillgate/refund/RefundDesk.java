package io.tillgate.refund;

import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where refunds are asked for, followed and decided about. Safe for use by many threads and nodes. */
public interface RefundDesk {

    /** Refunds of a list. */
    int REFUNDS_MAX = 100;

    /**
     * A refund that is asked for.
     *
     * @param request of the form: the same one sent twice makes one refund
     * @param address where the coins go, where the buyer told it already; null to let the buyer say
     */
    record NewRefund(
            UUID request,
            OrderId order,
            RefundTerms terms,
            @Nullable String address) {

        /** Keeps the address back. */
        @Override
        public String toString() {
            return "NewRefund[" + request + " of order " + order + ", " + terms + "]";
        }
    }

    /** What terms would come to now. Moves nothing. */
    RefundOffer preview(OrderId order, RefundTerms terms);

    /** Stores the intent. Coins move later, when nothing is missing any more. */
    RefundResult start(NewRefund refund, RefundBy by);

    /** Agrees, as a second person. */
    RefundResult approve(UUID refund, RefundBy by);

    /** Gives a refund up, as long as it is certain that nothing moved. */
    RefundResult cancel(UUID refund, RefundBy by);

    /** Lets a refund that was refused go on; the account history is looked at before anything is sent. */
    RefundResult sendAgain(UUID refund, RefundBy by);

    /** Records that a person sent the coins, or found that they were sent. */
    RefundResult recordByHand(UUID refund, String transactionId, RefundBy by);

    /** What is wrong with an address for a refund; empty when coins can be sent there. */
    Optional<AddressFault> checkAddress(UUID refund, String address);

    /** Takes the buyer's address, once. The same address again changes nothing. */
    RefundResult claim(UUID refund, String address);

    Optional<Refund> find(UUID refund);

    /** The refunds of an order, the oldest first. */
    List<Refund> of(OrderId order);

    /** The refunds in a state, the newest first, at most {@link #REFUNDS_MAX}. */
    List<Refund> list(RefundState state);

    List<RefundStep> steps(UUID refund);

    /** The secret part of the page where the buyer leaves an address. */
    String claimToken(UUID refund);

    /** The refund whose page a token opens; empty when it is none of ours. */
    Optional<Refund> byClaimToken(String token);
}
