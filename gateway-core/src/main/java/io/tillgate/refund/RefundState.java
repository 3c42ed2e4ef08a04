package io.tillgate.refund;

/** How far a refund came. */
public enum RefundState {
    /** A person has to send the coins and record it: the processor can't. */
    REQUESTED,
    /** A second person has to agree. */
    AWAITING_APPROVAL,
    /** The buyer has to say where the coins are to go. */
    AWAITING_ADDRESS,
    /** The processor is asked, or about to be. */
    SENDING,
    /** The answer was lost: whether coins moved has to be found out. */
    UNKNOWN,
    /** The processor sent the coins. */
    SENT,
    /** The processor said that it sent nothing. */
    REFUSED,
    /** Given up by a person before anything moved. */
    CANCELLED,
    /** A person sent the coins and gave the transaction. */
    RECORDED_BY_HAND;

    /** Whether its amount counts as given back, or about to be. */
    public boolean counts() {
        return this != REFUSED && this != CANCELLED;
    }

    /** Whether the coins went. */
    public boolean went() {
        return this == SENT || this == RECORDED_BY_HAND;
    }
}
