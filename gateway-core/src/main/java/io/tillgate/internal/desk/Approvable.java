package io.tillgate.internal.desk;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/** Does acts that a second person approved: in the transaction that notes the approval, so exactly once. */
public interface Approvable {

    /** The kinds of acts that it does; each kind is done by one. */
    Set<ActKind> kinds();

    /**
     * Works out what was asked for as of now, from the terms that were stored; refuses what is not possible any more. No
     * remote call: what needs one is stored as an intent here, and made after {@link #afterCommit}.
     */
    Prepared prepare(Connection connection, Approval approval, String approver, Instant now) throws SQLException;

    /** Runs after the act was committed; must be quick. */
    default void afterCommit(Approval approval) {}
}
