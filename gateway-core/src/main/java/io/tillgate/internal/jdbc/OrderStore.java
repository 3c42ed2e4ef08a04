package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.ByHand;
import io.tillgate.order.InvoiceStanding;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTerms;
import io.tillgate.order.ReviewReason;
import io.tillgate.order.ShopDetails;
import io.tillgate.order.StaffDecision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code merchant_order}: inserted once, then only their derived state changes, through {@link OrderLedger}. */
public final class OrderStore {

    static final String COLUMNS = """
            o.id, o.reference, o.attempt, o.processor, o.price_currency, o.price_amount, o.due_currency, o.due_amount,
            o.quote_id, o.description, o.shop_data, o.return_url, o.created_at, o.expires_at, o.status, o.anomaly,
            o.review, o.received_amount, o.pending_amount, o.invoice_standing, o.payment_url, o.superseded, o.late_drift, o.waived_amount,
            o.decisions, o.odd_at, o.looked_at, o.updated_at
            """;

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.merchant_order (
                id, reference, attempt, processor, price_currency, price_amount, due_currency, due_amount, quote_id,
                description, shop_data, return_url, created_at, expires_at, status, anomaly, invoice_standing, updated_at)
            VALUES (
                :id, :reference, :attempt, :processor, :price_currency, :price_amount, :due_currency, :due_amount,
                :quote_id, :description, :shop_data, :return_url, :created_at, :expires_at, :status, :anomaly,
                :invoice_standing, :created_at)
            """);

    private static final Sql BY_ID = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE o.id = :id
            """);

    private static final Sql BY_REFERENCE = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE o.reference = :reference
            ORDER BY o.attempt DESC
            """);

    private static final Sql LOCK_BY_REFERENCE = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE o.reference = :reference
            ORDER BY o.id
            FOR NO KEY UPDATE
            """);

    private static final Sql LOCK = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.merchant_order o
            WHERE o.id = ANY (:ids)
            ORDER BY o.id
            FOR NO KEY UPDATE
            """);

    /** The other attempts of those orders that have some. */
    private static final Sql OTHER_ATTEMPTS = Sql.of("""
            SELECT other.id
            FROM tillgate.merchant_order o
            JOIN tillgate.merchant_order other ON other.reference = o.reference AND other.id <> o.id
            WHERE o.id = ANY (:ids)
              AND (o.attempt > 1 OR o.superseded)
            """);

    private static final Sql LOCK_OVERDUE = Sql.of("""
            SELECT o.id
            FROM tillgate.merchant_order o
            WHERE o.status IN ('SUBMITTED', 'AWAITING_PAYMENT')
              AND o.expires_at <= :now
            ORDER BY o.expires_at
            LIMIT :orders_max
            FOR NO KEY UPDATE SKIP LOCKED
            """);

    /** Serialises checkouts of one reference; the lock ends with the transaction. */
    private static final Sql LOCK_REFERENCE = Sql.of("""
            SELECT pg_advisory_xact_lock(hashtextextended('tillgate.reference.' || :reference, 0)) IS NULL AS locked
            """);

    /** Earlier attempts stay watched; from now on money on one of them concerns the others too. */
    private static final Sql SUPERSEDE = Sql.of("""
            UPDATE tillgate.merchant_order
            SET superseded = true
            WHERE reference = :reference
              AND NOT superseded
            """);

    private OrderStore() {}

    public static void insert(Connection connection, MerchantOrder order) throws SQLException {
        OrderTerms terms = order.terms();
        INSERT.on(connection)
                .set("id", order.id().value())
                .set("reference", order.reference())
                .set("attempt", order.attempt())
                .set("processor", order.processor())
                .set("price_currency", terms.price().currency().code())
                .set("price_amount", terms.price().minorUnits())
                .set("due_currency", terms.due().currency().code())
                .set("due_amount", terms.due().minorUnits())
                .set("quote_id", order.quoteId())
                .set("description", order.shop().description())
                .set("shop_data", order.shop().data())
                .set("return_url", order.shop().returnUrl())
                .set("created_at", order.createdAt())
                .set("expires_at", terms.expiresAt())
                .set("status", order.status())
                .set("anomaly", order.anomaly())
                .set("invoice_standing", InvoiceStanding.REQUESTED)
                .updateExactly(1);
    }

    /** Marks all attempts of a reference that there are; the caller is about to insert a later one. */
    public static void supersede(Connection connection, String reference) throws SQLException {
        SUPERSEDE.on(connection).set("reference", reference).update();
    }

    public static Optional<MerchantOrder> find(Connection connection, OrderId id) throws SQLException {
        return BY_ID.on(connection).set("id", id.value()).first(OrderStore::map);
    }

    /** All attempts of a reference, the latest first. */
    public static List<MerchantOrder> findByReference(Connection connection, String reference) throws SQLException {
        return BY_REFERENCE.on(connection).set("reference", reference).rows(OrderStore::map);
    }

    /** The same, each locked until the transaction ends. */
    public static List<MerchantOrder> lockByReference(Connection connection, String reference) throws SQLException {
        List<MerchantOrder> attempts = new ArrayList<>(
                LOCK_BY_REFERENCE.on(connection).set("reference", reference).rows(OrderStore::map));
        Collections.reverse(attempts);
        return attempts;
    }

    public static void lockReference(Connection connection, String reference) throws SQLException {
        LOCK_REFERENCE.on(connection).set("reference", reference).first(row -> row.text("locked"));
    }

    /** The ids themselves and those of the other attempts of the same references. */
    static Set<OrderId> withOtherAttempts(Connection connection, Collection<OrderId> ids) throws SQLException {
        Set<OrderId> all = new HashSet<>(ids);
        all.addAll(OTHER_ATTEMPTS
                .on(connection)
                .setArray("ids", "uuid", values(ids))
                .rows(row -> new OrderId(row.uuid("id"))));
        return all;
    }

    /** Locks orders in id order, so that two writers never wait for each other in a circle. Missing ids are left out. */
    static List<LockedOrder> lock(Pipeline pipeline, Collection<OrderId> ids) throws SQLException {
        return pipeline.query(LOCK.on(pipeline.connection()).setArray("ids", "uuid", values(ids)), LockedOrder::new);
    }

    static UUID[] values(Collection<OrderId> ids) {
        return ids.stream().map(OrderId::value).toArray(UUID[]::new);
    }

    /** Open orders whose time is over, oldest first, that no other node works on; locked until the transaction ends. */
    static List<OrderId> lockOverdue(Connection connection, Instant now, int ordersMax) throws SQLException {
        return LOCK_OVERDUE
                .on(connection)
                .set("now", now)
                .set("orders_max", ordersMax)
                .rows(row -> new OrderId(row.uuid("id")));
    }

    static MerchantOrder map(Sql.Row row) throws SQLException {
        Currency due = Currency.of(row.text("due_currency"));
        OrderTerms terms = new OrderTerms(
                new Money(Currency.of(row.text("price_currency")), row.number("price_amount")),
                new Money(due, row.number("due_amount")),
                row.instant("expires_at"));
        OrderState state = new OrderState(
                row.constant("status", OrderStatus.class),
                row.constant("anomaly", Anomaly.class),
                new Money(due, row.number("received_amount")),
                new Money(due, row.number("pending_amount")),
                review(row.texts("review")));
        return new MerchantOrder(
                new OrderId(row.uuid("id")),
                row.text("reference"),
                row.smallNumber("attempt"),
                row.text("processor"),
                terms,
                state,
                new Money(due, row.number("waived_amount")),
                new ShopDetails(
                        row.textOrNull("description"), row.textOrNull("shop_data"), row.textOrNull("return_url")),
                row.uuidOrNull("quote_id"),
                row.textOrNull("payment_url"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static Set<StaffDecision> decisions(List<String> names) {
        Set<StaffDecision> decisions = EnumSet.noneOf(StaffDecision.class);
        names.forEach(name -> decisions.add(StaffDecision.valueOf(name)));
        return decisions;
    }

    private static Set<ReviewReason> review(List<String> names) {
        Set<ReviewReason> review = EnumSet.noneOf(ReviewReason.class);
        names.forEach(name -> review.add(ReviewReason.valueOf(name)));
        return review;
    }

    /**
     * An order that this transaction holds, with what the derivation needs.
     *
     * @param lateDrift see {@link io.tillgate.order.OrderFacts}
     */
    record LockedOrder(
            MerchantOrder order,
            InvoiceStanding standing,
            Succession succession,
            @Nullable Integer lateDrift,
            ByHand byHand,
            @Nullable Instant oddAt,
            @Nullable Instant lookedAt) {

        /** Whether a later attempt of the same reference exists. */
        enum Succession {
            LATEST,
            SUPERSEDED
        }

        private LockedOrder(Sql.Row row) throws SQLException {
            this(
                    map(row),
                    row.constant("invoice_standing", InvoiceStanding.class),
                    row.flag("superseded") ? Succession.SUPERSEDED : Succession.LATEST,
                    row.smallNumberOrNull("late_drift"),
                    new ByHand(row.number("waived_amount"), decisions(row.texts("decisions"))),
                    row.instantOrNull("odd_at"),
                    row.instantOrNull("looked_at"));
        }

        boolean isSuperseded() {
            return succession == Succession.SUPERSEDED;
        }

        boolean hasOtherAttempts() {
            return isSuperseded() || order.attempt() > 1;
        }
    }
}
