package io.tillgate.refund;

/** What is wrong with an address that a buyer left. */
public enum AddressFault {
    MISSING,
    /** A link to pay by, and not the address alone. */
    PAYMENT_LINK,
    /** Right in form, and of another network: coins would be lost. */
    OTHER_NETWORK,
    /** Not the whole of an address, or not one at all. */
    MISTYPED
}
