package io.tillgate.processor;

/** What a processor can do beyond creating invoices; the core picks its guards from it. */
public enum Capability {
    /** An invoice can be found again by our data after a lost answer. */
    LOOK_UP,
    /** Creating twice with the same data gives the same invoice. */
    IDEMPOTENT_CREATE,
    /** Notifications are signed by the processor. */
    SIGNED_NOTIFICATIONS
}
