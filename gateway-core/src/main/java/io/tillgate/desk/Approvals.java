package io.tillgate.desk;

import io.tillgate.order.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Acts above the amount of {@link StaffPolicy#approvalAbove}, which a second person decides about. Safe for use by many
 * threads and nodes: whoever decides first decides, and an approved act is done exactly once.
 */
public interface Approvals {

    /** Entries of a list. */
    int APPROVALS_MAX = 100;

    /** What waits, the oldest first. */
    List<Approval> waiting();

    /** All that was asked for on an order, the newest first. */
    List<Approval> of(OrderId order);

    Optional<Approval> find(UUID id);

    /** What approving would do now. */
    ActPreview preview(UUID id);

    /** Does what was asked for, once, as long as it is still possible and no larger than it was. */
    ApprovalResult approve(UUID id, StaffAct by);

    ApprovalResult reject(UUID id, StaffAct by);
}
