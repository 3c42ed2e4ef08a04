package io.tillgate.desk;

/**
 * What the shop's staff do by hand. Each act is done once, is kept with who and why, and shows in the order's journal and
 * the {@link StaffLog}. Safe for use by many threads and nodes.
 */
public interface OrderActs {

    /** What the act would do now. */
    ActPreview preview(OrderAct act);

    /** Does it, unless a second person has to approve; then it waits among the {@link Approvals}. */
    ActResult perform(OrderAct act, StaffAct by);
}
