package io.tillgate.internal.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Who wants something, and why, as it is written down.
 *
 * @param approver the second person; null where none was needed
 */
public record Signed(String actor, String reason, @Nullable String approver) {

    public Signed(String actor, String reason) {
        this(actor, reason, null);
    }

    /** The reason, and who else agreed. */
    public String because() {
        return approver == null ? reason : reason + " (approved by " + approver + ")";
    }
}
