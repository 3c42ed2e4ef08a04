package io.tillgate.internal.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.Approval;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderAct.AcceptLate;
import io.tillgate.desk.OrderAct.Credit;
import io.tillgate.desk.OrderAct.MarkPaid;
import io.tillgate.internal.desk.OrderHand.Seeing;
import io.tillgate.internal.jdbc.Signed;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Does the acts on orders that a second person approved. */
final class ApprovedOrderActs implements Approvable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrderHand orders;
    private final Runnable wakeResolvers;

    ApprovedOrderActs(OrderHand orders, Runnable wakeResolvers) {
        this.orders = orders;
        this.wakeResolvers = wakeResolvers;
    }

    @Override
    public Set<ActKind> kinds() {
        return Set.of(ActKind.MARK_PAID, ActKind.ACCEPT_LATE, ActKind.CREDIT);
    }

    @Override
    public Prepared prepare(Connection connection, Approval approval, String approver, Instant now)
            throws SQLException {
        OrderId order = Objects.requireNonNull(approval.order());
        Signed by = new Signed(approval.requestedBy(), approval.reason(), approver);
        return switch (approval.kind()) {
            case MARK_PAID -> orders.markPaid(connection, new MarkPaid(order, now), Seeing.AS_IT_IS, by, now);
            case ACCEPT_LATE -> orders.acceptLate(connection, new AcceptLate(order, now), Seeing.AS_IT_IS, by, now);
            case CREDIT -> orders.credit(connection, credit(order, approval.terms()), by, now);
            default -> throw new IllegalStateException(approval.kind() + " is not approved by this");
        };
    }

    @Override
    public void afterCommit(Approval approval) {
        if (approval.kind() == ActKind.ACCEPT_LATE) {
            wakeResolvers.run();
        }
    }

    /** What a request keeps of an act besides its kind and order. */
    static String terms(OrderAct act) {
        if (act instanceof Credit credit) {
            return JSON.createObjectNode()
                    .put("currency", credit.amount().currency().code())
                    .put("amount", credit.amount().minorUnits())
                    .put("evidence", credit.evidence())
                    .toString();
        }
        return "{}";
    }

    private static Credit credit(OrderId order, String terms) {
        try {
            JsonNode stored = JSON.readTree(terms);
            Money amount = new Money(
                    Currency.of(stored.get("currency").textValue()),
                    stored.get("amount").longValue());
            return new Credit(order, amount, stored.get("evidence").textValue());
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the terms of a request can't be read", notOurs);
        }
    }
}
