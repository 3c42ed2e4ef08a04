package io.tillgate.internal.jdbc;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.WaiverKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code waiver}, append-only: what a person let a buyer off, so that the sums still balance. */
public final class WaiverStore {

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.waiver (order_id, amount, kind, evidence, actor, reason, at)
            VALUES (:order_id, :amount, :kind, :evidence, :actor, :reason, :now)
            """);

    private static final Sql CREDITED = Sql.of("""
            SELECT order_id
            FROM tillgate.waiver
            WHERE evidence = :evidence
            """);

    private WaiverStore() {}

    /**
     * What counts towards an order that no payment shows, and who says so.
     *
     * @param evidence where the money can be seen; of credits only
     */
    public record Waived(
            Money amount, WaiverKind kind, @Nullable String evidence, String actor, String reason) {
        public Waived {
            if ((kind == WaiverKind.CREDIT) != (evidence != null)) {
                throw new IllegalArgumentException("credits have evidence, and nothing else has");
            }
        }
    }

    public static void insert(Connection connection, OrderId order, Waived waived, Instant now) throws SQLException {
        INSERT.on(connection)
                .set("order_id", order.value())
                .set("amount", waived.amount().minorUnits())
                .set("kind", waived.kind())
                .set("evidence", waived.evidence())
                .set("actor", waived.actor())
                .set("reason", waived.reason())
                .set("now", now)
                .updateExactly(1);
    }

    /** The order that was credited with what can be seen there; empty while none was. */
    public static Optional<OrderId> credited(Connection connection, String evidence) throws SQLException {
        return CREDITED.on(connection).set("evidence", evidence).first(row -> new OrderId(row.uuid("order_id")));
    }
}
