package io.tillgate.servlet;

/** What a member of staff may do on the pages. The container knows each as {@code tillgate-} and its name in lower case. */
public enum StaffRole {
    /** Reads everything, changes nothing. */
    VIEWER,
    /** Acts on orders, refunds and statements; reads as well. */
    OPERATOR,
    /** Decides about what others ask for; reads as well. */
    APPROVER
}
