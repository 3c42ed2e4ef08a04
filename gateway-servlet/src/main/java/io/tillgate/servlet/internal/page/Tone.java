package io.tillgate.servlet.internal.page;

/** The mood of a page, in one glance. */
public enum Tone {
    /** Something is to come, from the buyer or from the network. */
    WAITING,
    /** Done, and well. */
    GOOD,
    /** Over without being paid. */
    OVER,
    /** A person has to look. */
    ATTENTION
}
