package io.tillgate.processor;

/**
 * What a processor can do beyond creating invoices. The core picks its guards from it, so declare what holds and nothing
 * else: a capability that is missing costs speed, one that is claimed wrongly costs money.
 */
public enum Capability {
    /** An invoice can be found again by our data after a lost answer, with its payments. */
    LOOK_UP,
    /** Creating twice with the same data gives the same invoice, so a lost answer may simply be asked for again. */
    IDEMPOTENT_CREATE,
    /** Notifications come, and are signed by the processor. */
    SIGNED_NOTIFICATIONS,
    /**
     * A notification only says that something changed: nothing is believed of its content but whom to ask about. Needs
     * {@link #LOOK_UP}.
     */
    HINTS_ONLY,
    /** Tells of money when it is seen, before it is confirmed. */
    CONFIRMATIONS,
    /** Lists the invoices of a period with their status, in few calls. */
    LIST_CHANGES,
    /** An invoice that was paid late there can be told to be settled after all. */
    SETTLE_LATE,
    /** Gives money back; it is a {@link RefundingProcessor}. */
    REFUND,
    /** Tells the history of the account, line by line. */
    ACCOUNT_HISTORY,
    /** Sends coins to an address; it is a {@link SendingProcessor}. Needs {@link #ACCOUNT_HISTORY}. */
    SEND
}
