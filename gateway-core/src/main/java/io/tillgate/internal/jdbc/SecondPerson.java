package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.desk.StaffAct;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where acts wait that the shop's policy lets nobody do alone. */
public interface SecondPerson {

    /**
     * What somebody asks for.
     *
     * @param order what it concerns, for who looks at the order; null where it concerns none
     * @param subject what only one request of the kind may wait for at a time
     * @param terms all that is needed to do it, in whatever form the part that does it reads
     * @param summary what would be done, in a sentence
     */
    record Wish(ActKind kind, @Nullable OrderId order, String subject, Money amount, String terms, String summary) {}

    /** Whether an act about this much has to be approved. */
    boolean isNeeded(Money amount);

    /**
     * Stores a request and its entry in the log; empty when one of its kind waits for the same subject already.
     */
    Optional<Approval> request(Connection connection, Wish wish, StaffAct by, Instant now) throws SQLException;
}
