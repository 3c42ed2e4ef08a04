package io.tillgate.servlet.internal.page;

/** How a buyer came to the page of an order. What happened to the order does not depend on it, only the wording does. */
public enum Arrival {
    /** By the order's own link. */
    LINK,
    /** The processor sent the buyer back as if all went well. */
    RETURNED_SUCCESS,
    /** The processor sent the buyer back after giving up. */
    RETURNED_FAILURE
}
