package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundBasis;
import io.tillgate.refund.RefundBy;
import io.tillgate.refund.RefundProof;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundStep;
import io.tillgate.refund.RefundWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code refund} and its steps. */
public final class RefundStore {

    static final String COLUMNS = """
            r.id, r.order_id, r.processor, r.way, r.basis, r.amount, r.fiat_currency, r.fiat_amount, r.part, r.whole,
            r.evidence, r.state, r.detail, r.address, r.transaction_id, r.claim_url, r.actor, r.reason, r.created_at,
            r.updated_at
            """;

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.refund (
                id, order_id, request, processor, way, basis, received, amount, fiat_currency, fiat_amount, part, whole,
                rate, evidence, state, detail, address, actor, reason, created_at, updated_at, next_check_at)
            VALUES (
                :id, :order_id, :request, :processor, :way, :basis, :received, :amount, :fiat_currency, :fiat_amount,
                :part, :whole, :rate, :evidence::jsonb, :state, '', :address, :actor, :reason, :now, :now,
                :next_check_at::timestamptz)
            """);

    private static final Sql STEP = Sql.of("""
            INSERT INTO tillgate.refund_step (refund_id, at, state, actor, reason)
            VALUES (:refund_id, :now, :state, :actor, :reason)
            """);

    private static final Sql MOVE = Sql.of("""
            UPDATE tillgate.refund
            SET state = :state,
                detail = :detail,
                address = coalesce(:address, address),
                transaction_id = coalesce(:transaction_id, transaction_id),
                next_check_at = :next_check_at::timestamptz,
                updated_at = :now
            WHERE id = :id
              AND state = ANY (:from)
            """);

    private static final Sql LOOK_AGAIN = Sql.of("""
            UPDATE tillgate.refund
            SET next_check_at = :at
            WHERE id = :id
              AND state IN ('SENDING', 'UNKNOWN')
            """);

    private static final Sql BY_ID = Sql.of("SELECT " + COLUMNS + "FROM tillgate.refund r WHERE r.id = :id");

    private static final Sql LOCK =
            Sql.of("SELECT " + COLUMNS + "FROM tillgate.refund r WHERE r.id = :id FOR NO KEY UPDATE");

    private static final Sql BY_REQUEST =
            Sql.of("SELECT " + COLUMNS + "FROM tillgate.refund r WHERE r.request = :request");

    private static final Sql OF_ORDER =
            Sql.of("SELECT " + COLUMNS + "FROM tillgate.refund r WHERE r.order_id = :order_id ORDER BY r.id");

    private static final Sql IN_STATE = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.refund r
            WHERE r.state = :state
            ORDER BY r.id DESC
            LIMIT :refunds_max
            """);

    private static final Sql STEPS = Sql.of("""
            SELECT at, state, actor, reason
            FROM tillgate.refund_step
            WHERE refund_id = :id
            ORDER BY id
            """);

    private static final Sql REFUNDED = Sql.of("""
            SELECT coalesce(sum(amount), 0)::bigint AS amount
            FROM tillgate.refund
            WHERE order_id = :order_id
              AND state <> ALL (ARRAY['REFUSED', 'CANCELLED'])
            """);

    private static final Sql WAS_CALLED = Sql.of("""
            SELECT count(*) AS calls
            FROM tillgate.refund_send
            WHERE refund_id = :id
            """);

    private RefundStore() {}

    /**
     * What a new refund needs besides what {@link Refund} shows.
     *
     * @param received of the order, now
     * @param nextCheck null for never
     */
    public record Intent(
            UUID request, Money received, @Nullable Instant nextCheck) {}

    public static void insert(Connection connection, Refund refund, Intent intent) throws SQLException {
        RefundProof proof = refund.proof();
        INSERT.on(connection)
                .set("id", refund.id())
                .set("order_id", refund.orderId().value())
                .set("request", intent.request())
                .set("processor", refund.processor())
                .set("way", refund.way())
                .set("basis", refund.basis())
                .set("received", intent.received().minorUnits())
                .set("amount", refund.amount().minorUnits())
                .set(
                        "fiat_currency",
                        proof == null ? null : proof.fiat().currency().code())
                .set("fiat_amount", proof == null ? null : proof.fiat().minorUnits())
                .set("part", proof == null ? null : proof.part())
                .set("whole", proof == null ? null : proof.whole())
                .set("rate", proof == null ? null : proof.rate().price())
                .set("evidence", proof == null ? null : RateEvidence.write(proof.rate()))
                .set("state", refund.state())
                .set("address", refund.address())
                .set("actor", refund.startedBy().actor())
                .set("reason", refund.startedBy().reason())
                .set("now", refund.createdAt())
                .set("next_check_at", orNever(intent.nextCheck()))
                .updateExactly(1);
        step(connection, refund.id(), refund.state(), refund.startedBy(), refund.createdAt());
    }

    /**
     * A change of state.
     *
     * @param detail for staff, may be empty
     * @param address of the buyer; null leaves it
     * @param transactionId null leaves it
     * @param nextCheck null for never
     */
    public record Move(
            RefundState to,
            String detail,
            @Nullable String address,
            @Nullable String transactionId,
            @Nullable Instant nextCheck) {

        public static Move to(RefundState state, String detail, @Nullable Instant nextCheck) {
            return new Move(state, detail, null, null, nextCheck);
        }
    }

    /** Moves a refund on and writes the step; false when it is in none of the states by now. */
    public static boolean move(
            Connection connection, UUID id, Set<RefundState> from, Move move, RefundBy by, Instant now)
            throws SQLException {
        int moved = MOVE.on(connection)
                .set("id", id)
                .setArray("from", "text", from.stream().map(Enum::name).toArray())
                .set("state", move.to())
                .set("detail", move.detail())
                .set("address", move.address())
                .set("transaction_id", move.transactionId())
                .set("next_check_at", orNever(move.nextCheck()))
                .set("now", now)
                .update();
        if (moved == 1) {
            step(connection, id, move.to(), by, now);
        }
        return moved == 1;
    }

    /** Puts off the next look at a refund that is under way. */
    public static int lookAgain(Connection connection, UUID id, Instant at) throws SQLException {
        return LOOK_AGAIN.on(connection).set("id", id).set("at", at).update();
    }

    static void step(Connection connection, UUID id, RefundState state, RefundBy by, Instant now) throws SQLException {
        STEP.on(connection)
                .set("refund_id", id)
                .set("now", now)
                .set("state", state)
                .set("actor", by.actor())
                .set("reason", by.reason())
                .updateExactly(1);
    }

    /** Locks an order until the transaction ends, so that its refunds are counted one after the other. */
    public static Optional<MerchantOrder> lockOrder(Connection connection, OrderId id) throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        List<OrderStore.LockedOrder> locked = OrderStore.lock(pipeline, List.of(id));
        pipeline.run();
        return locked.stream().findFirst().map(OrderStore.LockedOrder::order);
    }

    /** What went back, or is about to. */
    public static Money refunded(Connection connection, OrderId order) throws SQLException {
        return Money.satoshi(REFUNDED.on(connection)
                .set("order_id", order.value())
                .first(row -> row.number("amount"))
                .orElse(0L));
    }

    public static Optional<Refund> find(Connection connection, UUID id) throws SQLException {
        return BY_ID.on(connection).set("id", id).first(RefundStore::map);
    }

    public static Optional<Refund> lock(Connection connection, UUID id) throws SQLException {
        return LOCK.on(connection).set("id", id).first(RefundStore::map);
    }

    public static Optional<Refund> findByRequest(Connection connection, UUID request) throws SQLException {
        return BY_REQUEST.on(connection).set("request", request).first(RefundStore::map);
    }

    public static List<Refund> of(Connection connection, OrderId order) throws SQLException {
        return OF_ORDER.on(connection).set("order_id", order.value()).rows(RefundStore::map);
    }

    public static List<Refund> inState(Connection connection, RefundState state, int refundsMax) throws SQLException {
        return IN_STATE.on(connection)
                .set("state", state)
                .set("refunds_max", refundsMax)
                .rows(RefundStore::map);
    }

    public static List<RefundStep> steps(Connection connection, UUID id) throws SQLException {
        return STEPS.on(connection)
                .set("id", id)
                .rows(row -> new RefundStep(
                        row.instant("at"),
                        row.constant("state", RefundState.class),
                        row.text("actor"),
                        row.text("reason")));
    }

    /** Whether the processor was ever asked: then coins may have moved. */
    public static boolean wasCalled(Connection connection, UUID id) throws SQLException {
        return WAS_CALLED
                        .on(connection)
                        .set("id", id)
                        .first(row -> row.number("calls"))
                        .orElse(0L)
                > 0;
    }

    static Object orNever(@Nullable Instant at) {
        return at == null ? "infinity" : at;
    }

    static Refund map(Sql.Row row) throws SQLException {
        return new Refund(
                row.uuid("id"),
                new OrderId(row.uuid("order_id")),
                row.text("processor"),
                row.constant("way", RefundWay.class),
                row.constant("basis", RefundBasis.class),
                Money.satoshi(row.number("amount")),
                proof(row),
                row.constant("state", RefundState.class),
                row.text("detail"),
                row.textOrNull("address"),
                row.textOrNull("transaction_id"),
                row.textOrNull("claim_url"),
                new RefundBy(row.text("actor"), row.text("reason")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static @Nullable RefundProof proof(Sql.Row row) throws SQLException {
        String code = row.textOrNull("fiat_currency");
        String evidence = row.textOrNull("evidence");
        if (code == null || evidence == null) {
            return null;
        }
        Currency fiat = Currency.of(code);
        return new RefundProof(
                new Money(fiat, row.number("fiat_amount")),
                row.number("part"),
                row.number("whole"),
                RateEvidence.read(
                        CurrencyPair.btc(fiat),
                        MarketJson.parse(evidence, "the evidence of refund " + row.uuid("id"))));
    }
}
