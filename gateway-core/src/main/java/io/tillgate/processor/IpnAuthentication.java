package io.tillgate.processor;

/** How a Mt. Gox IPN proves where it comes from. */
public enum IpnAuthentication {
    /** Header {@code Rest-Sign} over the raw body is required. */
    SIGNATURE,
    /**
     * For a sender that follows the 2012 page to the letter and signs nothing: the mac that we put into {@code data}
     * authenticates. Whoever has seen one notification of an order can forge further ones for that order.
     */
    DATA_TOKEN
}
