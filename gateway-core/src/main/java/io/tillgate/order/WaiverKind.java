package io.tillgate.order;

/** Why something counts towards an order that no payment shows. */
public enum WaiverKind {
    /** A person of the shop let the buyer off the rest. */
    MARKED_PAID,
    /** A person said at the processor that it is paid. */
    SETTLED_AT_PROCESSOR,
    /** The money came by another way, and a person says where it can be seen. */
    CREDIT
}
