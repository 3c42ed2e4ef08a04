package io.tillgate.refund;

/** How the coins get to the buyer. */
public enum RefundWay {
    /** The processor sends them to the buyer's address when we ask. */
    SEND,
    /** The processor has a page where the buyer claims them. */
    CLAIM_LINK,
    /** A person sends them. */
    BY_HAND
}
